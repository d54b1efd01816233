package dev.ringcast.rules;

import dev.ringcast.rules.ParsedPlaylist.Segment;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** What holds for one playlist, whatever came before it. */
final class PlaylistRules {
    /** What PROGRAM-DATE-TIME loses by its milliseconds, and a clock corrected between segments. */
    private static final Duration DATE_TOLERANCE = Duration.ofMillis(50);

    /** RFC 8216bis, 6.2.1, lets segments overlap by less than a second at a discontinuity. */
    private static final Duration OVERLAP = Duration.ofSeconds(1);

    private static final Pattern MILLIS_AND_ZONE = Pattern.compile("[^.]*\\.\\d{3}(Z|[+-]\\d\\d:\\d\\d)");
    private static final Pattern FMP4 = Pattern.compile("\\.(m4s|mp4|m4a|m4v|cmfv|cmfa)$");

    private final ParsedPlaylist playlist;
    private final List<Violation> violations;

    PlaylistRules(ParsedPlaylist playlist, List<Violation> violations) {
        this.playlist = playlist;
        this.violations = violations;
    }

    void check() {
        if (playlist.multivariant()) {
            checkVariants();
        } else {
            checkHead();
            new LowLatencyRules(playlist, violations).check();
            Segment before = null;
            for (Segment segment : playlist.allSegments()) {
                checkSegment(segment);
                checkGap(segment);
                if (before != null) {
                    checkNeighbours(before, segment);
                }
                before = segment;
            }
        }
    }

    private void checkVariants() {
        check("L4", !playlist.variants().isEmpty(), "no variant");
        for (ParsedPlaylist.Variant variant : playlist.variants()) {
            attribute(variant, "BANDWIDTH", "[1-9]\\d*");
            attribute(variant, "AVERAGE-BANDWIDTH", "[1-9]\\d*");
            attribute(variant, "CODECS", "\"[^\"]+\"");
            // Sound alone has neither.
            if (!variant.attributes().getOrDefault("CODECS", "").matches("\"mp4a[^,]*\"")) {
                attribute(variant, "RESOLUTION", "\\d+x\\d+");
                attribute(variant, "FRAME-RATE", "\\d+\\.\\d{1,3}");
            }
        }
        check("L19", playlist.tag("EXT-X-INDEPENDENT-SEGMENTS").isPresent(), "no EXT-X-INDEPENDENT-SEGMENTS");
    }

    private void attribute(ParsedPlaylist.Variant variant, String name, String pattern) {
        String value = variant.attributes().getOrDefault(name, "");
        check("L3", value.matches(pattern), name + " of " + variant.uri() + " is '" + value + "'");
    }

    private void checkHead() {
        check("L6", playlist.number("EXT-X-TARGETDURATION").orElse(0L) >= 1, "no target duration of 1 s or more");
        check("L11", playlist.number("EXT-X-MEDIA-SEQUENCE").isPresent(), "no EXT-X-MEDIA-SEQUENCE");
        check("L16", playlist.number("EXT-X-DISCONTINUITY-SEQUENCE").isPresent(), "no EXT-X-DISCONTINUITY-SEQUENCE");
        check("L19", playlist.tag("EXT-X-INDEPENDENT-SEGMENTS").isPresent(), "no EXT-X-INDEPENDENT-SEGMENTS");
        check("L23", playlist.tag("EXT-X-PLAYLIST-TYPE").isEmpty(), "EXT-X-PLAYLIST-TYPE in a sliding window");
        playlist.tag("EXT-X-START").ifPresent(this::checkStart);
    }

    private void checkStart(String value) {
        String offset = AttributeList.parse(value, violations).getOrDefault("TIME-OFFSET", "");
        if (!offset.matches("-?\\d+(\\.\\d+)?")) {
            violations.add(new Violation("L20", "EXT-X-START without TIME-OFFSET: " + value));
            return;
        }
        BigDecimal fromEnd = new BigDecimal(offset);
        fromEnd = fromEnd.signum() < 0 ? fromEnd.negate() : playlist.duration().subtract(fromEnd);
        check(
                "L20",
                fromEnd.compareTo(playlist.targetDurations(3)) >= 0,
                "EXT-X-START is within three target durations of the end");
    }

    private void checkSegment(Segment segment) {
        BigDecimal rounded = segment.duration().setScale(0, RoundingMode.HALF_UP);
        check(
                "L6",
                rounded.compareTo(playlist.targetDurations(1)) <= 0,
                () -> segment.location() + " lasts " + segment.duration() + " s, more than the target duration");
        check("L6", segment.duration().signum() > 0, () -> segment.location() + " lasts nothing");
        check(
                "L18",
                segment.programDateTimeText()
                        .filter(text -> MILLIS_AND_ZONE.matcher(text).matches())
                        .isPresent(),
                () -> segment.location() + " has no date with milliseconds and zone");
        check(
                "L21",
                segment.map().isPresent() || !FMP4.matcher(segment.location()).find(),
                () -> segment.location() + " has no EXT-X-MAP");
    }

    /** A segment is a gap where all of its parts are. */
    private void checkGap(Segment segment) {
        boolean partsAreGaps = segment.parts().stream().allMatch(ParsedPlaylist.Part::gap);
        check(
                "L25",
                segment.grows() || segment.parts().isEmpty() || segment.gap() == partsAreGaps,
                () -> segment.location() + " has " + (segment.gap() ? "" : "no ") + "EXT-X-GAP, its parts are "
                        + segment.parts());
    }

    private void checkNeighbours(Segment before, Segment segment) {
        check(
                "L17",
                segment.discontinuity() || run(before).equals(run(segment)),
                () -> "no discontinuity between " + before.location() + " and " + segment.location());
        if (before.programDateTime().isEmpty() || segment.programDateTime().isEmpty()) {
            return;
        }
        Duration extinf = Duration.ofNanos(before.duration().movePointRight(9).longValue());
        Duration excess = Duration.between(
                        before.programDateTime().get(),
                        segment.programDateTime().get())
                .minus(extinf);
        if (segment.discontinuity()) {
            check(
                    "L25",
                    !before.gap() || excess.compareTo(longestUncovered()) <= 0,
                    () -> segment.location() + " begins " + excess + " after the gap before it ends");
            check(
                    "L18",
                    excess.plus(OVERLAP).compareTo(Duration.ZERO) > 0,
                    () -> segment.location() + " begins " + excess.negated() + " before the one before it ends");
        } else {
            check(
                    "L18",
                    excess.abs().compareTo(DATE_TOLERANCE) <= 0,
                    () -> segment.location() + " begins " + excess + " after the one before it ends");
        }
    }

    /** A gap ends with a whole part or segment, so it may fall short of the hole by one. */
    private Duration longestUncovered() {
        BigDecimal seconds = playlist.partTarget().orElse(playlist.targetDurations(1));
        return Duration.ofNanos(seconds.movePointRight(9).longValue()).plus(DATE_TOLERANCE);
    }

    /** Three target durations and six segments, once segments are removed. */
    void checkEnoughRemains() {
        check(
                "L12",
                playlist.duration().compareTo(playlist.targetDurations(3)) >= 0,
                "only " + playlist.duration() + " s remain, less than three target durations");
        check(
                "L12",
                playlist.segments().size() >= 6,
                "only " + playlist.segments().size() + " segments remain");
    }

    private static String run(Segment segment) {
        int slash = segment.location().lastIndexOf('/');
        return slash < 0 ? "" : segment.location().substring(0, slash);
    }

    private void check(String rule, boolean holds, String text) {
        check(rule, holds, () -> text);
    }

    /** The same, with a text that takes time to make. */
    private void check(String rule, boolean holds, Supplier<String> text) {
        if (!holds) {
            violations.add(new Violation(rule, text.get()));
        }
    }
}
