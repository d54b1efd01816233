package dev.ringcast.rules;

import dev.ringcast.rules.ParsedPlaylist.Report;
import dev.ringcast.rules.ParsedPlaylist.Segment;
import java.net.URI;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Media playlists of one multivariant playlist side by side (L27, L38). */
public final class PlaylistRenditions {
    /** More than a frame of AAC at 44.1 kHz, less than one of video at 30 per second. */
    private static final Duration DATE_TOLERANCE = Duration.ofMillis(25);

    private final Map<URI, ParsedPlaylist> playlists = new LinkedHashMap<>();
    private final List<Violation> violations = new ArrayList<>();

    private PlaylistRenditions() {}

    /**
     * Compares whole media playlists that were read at about the same time, within the duration of a segment. Segments
     * with the same media sequence number must match.
     *
     * @param texts by the addresses they were read from, absolute or at least with an absolute path
     * @return what does not fit together, or cannot be read; empty if nothing
     */
    public static List<Violation> check(Map<URI, String> texts) {
        PlaylistRenditions renditions = new PlaylistRenditions();
        texts.forEach((uri, text) ->
                renditions.playlists.put(withoutQuery(uri), PlaylistParser.parse(text, renditions.violations)));
        renditions.compareAll();
        return List.copyOf(renditions.violations);
    }

    private void compareAll() {
        Optional<URI> first = playlists.keySet().stream().findFirst();
        playlists.forEach((uri, playlist) -> {
            if (!first.equals(Optional.of(uri))) {
                compare(first.orElseThrow(), uri, playlist);
            }
            checkReports(uri, playlist);
        });
    }

    private void compare(URI firstUri, URI uri, ParsedPlaylist playlist) {
        ParsedPlaylist first = get(firstUri);
        String names = " of " + firstUri + " and " + uri;
        for (String tag : List.of("EXT-X-TARGETDURATION", "EXT-X-SERVER-CONTROL")) {
            check(
                    "L27",
                    first.tag(tag).equals(playlist.tag(tag)),
                    tag + names + ": " + first.tag(tag) + ", " + playlist.tag(tag));
        }
        checkNear("L27", "the first segments" + names, first.mediaSequence(), playlist.mediaSequence());
        checkNear("L27", "the last segments" + names, first.lastSequence(), playlist.lastSequence());
        Map<Long, Segment> bySequence = new HashMap<>();
        first.allSegments().forEach(segment -> bySequence.put(segment.sequence(), segment));
        for (Segment segment : playlist.allSegments()) {
            Segment same = bySequence.get(segment.sequence());
            if (same != null) {
                compare(same, segment, names);
            }
        }
    }

    private void compare(Segment first, Segment second, String names) {
        check(
                "L27",
                first.discontinuitySequence() == second.discontinuitySequence()
                        && first.discontinuity() == second.discontinuity(),
                "discontinuities at " + first.sequence() + names + ": " + first.discontinuitySequence() + ", "
                        + second.discontinuitySequence());
        Optional<OffsetDateTime> firstDate = first.programDateTime();
        Optional<OffsetDateTime> secondDate = second.programDateTime();
        check(
                "L27",
                firstDate.isEmpty()
                        || secondDate.isEmpty()
                        || Duration.between(firstDate.get(), secondDate.get())
                                        .abs()
                                        .compareTo(DATE_TOLERANCE)
                                <= 0,
                "dates at " + first.sequence() + names + ": " + firstDate + ", " + secondDate);
    }

    private void checkReports(URI uri, ParsedPlaylist playlist) {
        Set<URI> missing = new HashSet<>(playlists.keySet());
        missing.remove(uri);
        for (Report report : playlist.reports()) {
            URI reported = withoutQuery(uri.resolve(report.uri()));
            missing.remove(reported);
            check("L38", !reported.equals(uri), uri + " has a report of itself");
            if (playlists.containsKey(reported)) {
                ParsedPlaylist other = get(reported);
                long last = other.open().map(Segment::sequence).orElse(other.lastSequence());
                checkNear("L38", "LAST-MSN in " + uri + " and " + reported, report.lastSequence(), last);
            }
        }
        check(
                "L38",
                missing.isEmpty() || playlist.ended() || !playlist.lowLatency(),
                uri + " has no report of " + missing);
    }

    /** One may have got a segment more between the moments at which they were read. */
    private void checkNear(String rule, String what, long first, long second) {
        check(rule, Math.abs(first - second) <= 1, what + " are too far apart: " + first + ", " + second);
    }

    private ParsedPlaylist get(URI uri) {
        return Optional.ofNullable(playlists.get(uri)).orElseThrow();
    }

    private static URI withoutQuery(URI uri) {
        int query = uri.toString().indexOf('?');
        return query < 0 ? uri : URI.create(uri.toString().substring(0, query));
    }

    private void check(String rule, boolean holds, String text) {
        if (!holds) {
            violations.add(new Violation(rule, text));
        }
    }
}
