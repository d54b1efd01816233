package dev.ringcast.rules;

import dev.ringcast.rules.ParsedPlaylist.Hint;
import dev.ringcast.rules.ParsedPlaylist.Part;
import dev.ringcast.rules.ParsedPlaylist.Report;
import dev.ringcast.rules.ParsedPlaylist.Segment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a media playlist said so far, against which its next version is held (L8, L16, L37, L38). */
final class PlaylistHistory {
    private final Map<Long, Segment> segments = new HashMap<>();

    /** The parts last listed of a segment; an empty list if they were left out. */
    private final Map<Long, List<Part>> parts = new HashMap<>();

    private final Map<String, Report> reports = new HashMap<>();
    private Optional<ParsedPlaylist> before = Optional.empty();

    /** Checks the next version, and remembers it. */
    void check(ParsedPlaylist playlist, List<Violation> violations) {
        for (Segment segment : playlist.allSegments()) {
            checkSegment(segment, violations);
            checkParts(segment, violations);
        }
        segments.keySet().removeIf(sequence -> sequence < playlist.mediaSequence());
        parts.keySet().removeIf(sequence -> sequence < playlist.mediaSequence());
        before.ifPresent(old -> checkHints(old, playlist, violations));
        playlist.reports().forEach(report -> checkReport(report, violations));
        before = Optional.of(playlist);
    }

    private void checkSegment(Segment segment, List<Violation> violations) {
        Segment known = segments.get(segment.sequence());
        if (known != null && known.discontinuitySequence() != segment.discontinuitySequence()) {
            violations.add(new Violation(
                    "L16",
                    "segment " + segment.sequence() + " had discontinuity sequence number "
                            + known.discontinuitySequence() + " and has " + segment.discontinuitySequence()));
        } else if (known != null && !same(known, segment)) {
            violations.add(
                    new Violation("L8", "segment " + segment.sequence() + " was " + known + " and is " + segment));
        }
        if (known == null || known.grows()) {
            segments.put(segment.sequence(), segment.withoutParts());
        }
    }

    private static boolean same(Segment known, Segment segment) {
        return (known.grows() || segment.grows())
                ? known.head().equals(segment.head())
                : known.equals(segment.withoutParts());
    }

    private void checkParts(Segment segment, List<Violation> violations) {
        List<Part> listed = segment.parts();
        List<Part> known = parts.put(segment.sequence(), listed);
        if (known == null || listed.isEmpty()) {
            return;
        }
        if (known.isEmpty()) {
            violations.add(
                    new Violation("L8", "the parts of segment " + segment.sequence() + " are listed after it is"));
        } else if (listed.size() < known.size()
                || !listed.subList(0, known.size()).equals(known)) {
            violations.add(new Violation(
                    "L8", "the parts of segment " + segment.sequence() + " were " + known + " and are " + listed));
        }
    }

    /**
     * Only where it can be told which part came next. A discontinuity, or a segment that is a gap, may come instead of
     * what was hinted, since a source ends when it likes.
     */
    private static void checkHints(ParsedPlaylist old, ParsedPlaylist playlist, List<Violation> violations) {
        Optional<Part> next = next(Position.of(old), playlist);
        Optional<Hint> hint = old.hint("PART");
        if (next.isEmpty() || hint.isEmpty()) {
            return;
        }
        Part part = next.get();
        Segment segment = playlist.segment(part.sequence()).orElseThrow();
        if (part.uri().equals(hint.get().uri())) {
            checkMap(old, segment, violations);
        } else if (part.index() > 0 || !(segment.discontinuity() || part.gap())) {
            violations.add(
                    new Violation("L37", hint.get().uri() + " was hinted, but " + part.uri() + " is what came next"));
        }
    }

    private static Optional<Part> next(Position end, ParsedPlaylist playlist) {
        Optional<Segment> segment = playlist.segment(end.sequence());
        int listed = segment.map(found -> found.parts().size()).orElse(0);
        if (listed > end.parts()) {
            return segment.map(found -> found.parts().get(end.parts()));
        }
        boolean complete = listed > 0 && !segment.map(Segment::grows).orElse(true);
        return complete
                ? playlist.segment(end.sequence() + 1)
                        .flatMap(after -> after.parts().stream().findFirst())
                : Optional.empty();
    }

    private static void checkMap(ParsedPlaylist old, Segment segment, List<Violation> violations) {
        List<Segment> known = old.allSegments();
        Optional<String> hinted = old.hint("MAP").map(Hint::uri);
        Optional<String> expected = hinted.isPresent() || known.isEmpty()
                ? hinted
                : known.get(known.size() - 1).mapUri();
        if (expected.isPresent() && !expected.equals(segment.mapUri())) {
            violations.add(new Violation(
                    "L37",
                    "the map " + segment.mapUri() + " came with the hinted part; "
                            + (hinted.isPresent() ? "hinted was " : "without a hint, before it was ") + expected));
        }
    }

    private void checkReport(Report report, List<Violation> violations) {
        Report known = reports.put(report.uri(), report);
        if (known != null
                && (report.lastSequence() < known.lastSequence()
                        || (report.lastSequence() == known.lastSequence()
                                && report.lastPart().orElse(0L)
                                        < known.lastPart().orElse(0L)))) {
            violations.add(new Violation("L38", "a report falls from " + known + " to " + report));
        }
    }
}
