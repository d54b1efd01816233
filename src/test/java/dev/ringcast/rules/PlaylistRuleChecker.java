package dev.ringcast.rules;

import dev.ringcast.rules.ParsedPlaylist.Segment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Watches one playlist over time: give it each version in the order in which they were read, and it names the rules that
 * are broken, by the version itself (L2 to L6, L12, L16 to L23) or by what it changes (L6, L8, L10, L11, L16, L22).
 *
 * <p>For one thread.
 */
public final class PlaylistRuleChecker {
    private final Map<Long, Segment> seen = new HashMap<>();
    private Optional<Observed> before = Optional.empty();
    private Instant lastGrowth = Instant.EPOCH;

    private record Observed(String text, ParsedPlaylist playlist) {}

    /**
     * Checks the next version.
     *
     * @param text the whole playlist
     * @param at when it was read
     * @return what is wrong with it; empty if nothing
     */
    public List<Violation> observe(String text, Instant at) {
        List<Violation> violations = new ArrayList<>();
        ParsedPlaylist playlist = PlaylistParser.parse(text, violations);
        PlaylistRules rules = new PlaylistRules(playlist, violations);
        rules.check();
        if (!playlist.multivariant()) {
            before.ifPresent(observed -> compare(observed, text, playlist, rules, violations));
            checkSegments(playlist, violations);
            checkPace(playlist, at, violations);
        }
        before = Optional.of(new Observed(text, playlist));
        return List.copyOf(violations);
    }

    /** Reads a playlist that is known to be right. */
    public static ParsedPlaylist parse(String text) {
        List<Violation> violations = new ArrayList<>();
        ParsedPlaylist playlist = PlaylistParser.parse(text, violations);
        if (!violations.isEmpty()) {
            throw new IllegalArgumentException(violations + " in\n" + text);
        }
        return playlist;
    }

    private static void compare(
            Observed before, String text, ParsedPlaylist playlist, PlaylistRules rules, List<Violation> violations) {
        ParsedPlaylist old = before.playlist();
        same("EXT-X-TARGETDURATION", "L6", old, playlist, violations);
        same("EXT-X-PLAYLIST-TYPE", "L23", old, playlist, violations);
        same("EXT-X-INDEPENDENT-SEGMENTS", "L8", old, playlist, violations);
        if (playlist.mediaSequence() < old.mediaSequence()) {
            violations.add(new Violation(
                    "L11", "the media sequence falls from " + old.mediaSequence() + " to " + playlist.mediaSequence()));
        }
        if (last(playlist) < last(old)) {
            violations.add(new Violation("L11", "the last segment falls from " + last(old) + " to " + last(playlist)));
        }
        long discontinuities = playlist.number("EXT-X-DISCONTINUITY-SEQUENCE").orElse(0L);
        long oldDiscontinuities = old.number("EXT-X-DISCONTINUITY-SEQUENCE").orElse(0L);
        if (discontinuities < oldDiscontinuities) {
            violations.add(new Violation(
                    "L16", "the discontinuity sequence falls from " + oldDiscontinuities + " to " + discontinuities));
        }
        if (playlist.mediaSequence() > old.mediaSequence() && playlist.mediaSequence() <= last(old)) {
            rules.checkEnoughRemains();
        }
        if (old.ended() && !before.text().equals(text)) {
            violations.add(new Violation("L22", "the playlist changes after EXT-X-ENDLIST"));
        }
    }

    private static void same(
            String tag, String rule, ParsedPlaylist old, ParsedPlaylist playlist, List<Violation> violations) {
        if (!old.tag(tag).equals(playlist.tag(tag))) {
            violations.add(new Violation(rule, tag + " changes from " + old.tag(tag) + " to " + playlist.tag(tag)));
        }
    }

    private void checkSegments(ParsedPlaylist playlist, List<Violation> violations) {
        for (Segment segment : playlist.segments()) {
            Segment known = seen.putIfAbsent(segment.sequence(), segment);
            if (known != null && known.discontinuitySequence() != segment.discontinuitySequence()) {
                violations.add(new Violation(
                        "L16",
                        "segment " + segment.sequence() + " had discontinuity sequence number "
                                + known.discontinuitySequence() + " and has " + segment.discontinuitySequence()));
            } else if (known != null && !known.equals(segment)) {
                violations.add(
                        new Violation("L8", "segment " + segment.sequence() + " was " + known + " and is " + segment));
            }
        }
        seen.keySet().removeIf(sequence -> sequence < playlist.mediaSequence());
    }

    private void checkPace(ParsedPlaylist playlist, Instant at, List<Violation> violations) {
        boolean first = before.isEmpty();
        boolean grown = first || last(playlist) > last(before.get().playlist());
        Duration silence = Duration.between(lastGrowth, at);
        Duration allowed =
                Duration.ofMillis(1500 * playlist.number("EXT-X-TARGETDURATION").orElse(0L));
        if (!first && !playlist.ended() && silence.compareTo(allowed) > 0) {
            violations.add(new Violation(
                    "L10", "no new segment for " + silence + ", more than 1.5 target durations, at " + last(playlist)));
        }
        if (grown) {
            lastGrowth = at;
        }
    }

    private static long last(ParsedPlaylist playlist) {
        return playlist.mediaSequence() + playlist.segments().size() - 1;
    }
}
