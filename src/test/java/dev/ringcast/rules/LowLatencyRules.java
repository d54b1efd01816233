package dev.ringcast.rules;

import dev.ringcast.rules.ParsedPlaylist.Hint;
import dev.ringcast.rules.ParsedPlaylist.Part;
import dev.ringcast.rules.ParsedPlaylist.Report;
import dev.ringcast.rules.ParsedPlaylist.Segment;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** What holds for the low-latency tags of one media playlist, whatever came before it (L30 to L38). */
final class LowLatencyRules {
    /** What sums of written decimals may differ from the exact durations. */
    private static final BigDecimal ROUNDING = new BigDecimal("0.001");

    private static final BigDecimal SHORTEST = new BigDecimal("0.85");
    private static final BigDecimal HOLD_BACK = new BigDecimal(3);
    private static final Pattern ABSOLUTE = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*:|//).*");

    private final ParsedPlaylist playlist;
    private final List<Violation> violations;
    private final Map<String, String> control;
    private final Optional<BigDecimal> partTarget;

    LowLatencyRules(ParsedPlaylist playlist, List<Violation> violations) {
        this.playlist = playlist;
        this.violations = violations;
        this.control = playlist.serverControl();
        this.partTarget = playlist.partTarget();
    }

    void check() {
        checkControl();
        checkSkip();
        for (Segment segment : playlist.allSegments()) {
            if (!segment.parts().isEmpty()) {
                checkParts(segment);
            }
        }
        checkAge();
        checkHints();
        checkReports();
    }

    private void checkControl() {
        boolean lowLatency = playlist.lowLatency();
        check("L30", lowLatency || playlist.parts().isEmpty(), "EXT-X-PART without EXT-X-PART-INF");
        check(
                "L30",
                !lowLatency || partTarget.filter(target -> target.signum() > 0).isPresent(),
                "EXT-X-PART-INF without PART-TARGET");
        check(
                "L30",
                !lowLatency || control.containsKey("PART-HOLD-BACK"),
                "EXT-X-PART-INF without PART-HOLD-BACK: " + control);
        check(
                "L35",
                !lowLatency || control.getOrDefault("CAN-BLOCK-RELOAD", "").equals("YES"),
                "EXT-X-PART-INF without CAN-BLOCK-RELOAD=YES: " + control);
        checkAtLeast("PART-HOLD-BACK", partTarget.orElse(BigDecimal.ZERO).multiply(HOLD_BACK));
        checkAtLeast("HOLD-BACK", playlist.targetDurations(3));
        checkAtLeast("CAN-SKIP-UNTIL", playlist.targetDurations(6));
    }

    private void checkAtLeast(String name, BigDecimal least) {
        Optional<BigDecimal> value = AttributeList.decimal(control, name);
        check(
                "L30",
                !control.containsKey(name)
                        || value.filter(seconds -> seconds.compareTo(least) >= 0)
                                .isPresent(),
                name + " is " + control.get(name) + ", needed is " + least + " at least");
    }

    private void checkSkip() {
        if (playlist.tag("EXT-X-SKIP").isEmpty()) {
            return;
        }
        List<String> names = new ArrayList<>(playlist.tags().keySet());
        int skip = names.indexOf("EXT-X-SKIP");
        for (String name : List.of("EXT-X-MEDIA-SEQUENCE", "EXT-X-DISCONTINUITY-SEQUENCE")) {
            check("L36", names.indexOf(name) < skip, name + " stands after EXT-X-SKIP");
        }
        check("L36", control.containsKey("CAN-SKIP-UNTIL"), "EXT-X-SKIP without CAN-SKIP-UNTIL");
        check("L36", !playlist.ended(), "EXT-X-SKIP in a playlist with EXT-X-ENDLIST");
    }

    private void checkParts(Segment segment) {
        List<Part> parts = segment.parts();
        BigDecimal target = partTarget.orElse(BigDecimal.ZERO);
        BigDecimal shortest = target.multiply(SHORTEST);
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            check("L31", part.duration().signum() > 0, () -> part.uri() + " lasts nothing");
            check(
                    "L31",
                    part.duration().compareTo(target) <= 0,
                    () -> part + " lasts longer than PART-TARGET " + target);
            // Of a segment that grows the last part listed may turn out to be its last; if not, the next version shows.
            boolean mayBeShort = part.independent()
                    || part.gap()
                    || i == parts.size() - 1
                    || parts.get(i + 1).gap();
            check(
                    "L31",
                    mayBeShort || part.duration().compareTo(shortest) >= 0,
                    () -> part + " lasts less than 85 % of PART-TARGET " + target);
        }
        check(
                "L33",
                parts.stream()
                        .filter(part -> !part.gap())
                        .findFirst()
                        .map(Part::independent)
                        .orElse(true),
                "segment " + segment.sequence() + " does not begin with an independent part");
        if (!segment.grows()) {
            checkSum(segment);
        }
    }

    private void checkSum(Segment segment) {
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal rounding = unit(segment.duration());
        for (Part part : segment.parts()) {
            sum = sum.add(part.duration());
            rounding = rounding.add(unit(part.duration()));
        }
        check(
                "L32",
                sum.subtract(segment.duration()).abs().compareTo(rounding) <= 0,
                "the parts before " + segment.uri() + " last " + sum + " s, EXTINF is " + segment.duration());
    }

    /** The last decimal place that is written, a millisecond at most. */
    private static BigDecimal unit(BigDecimal written) {
        return BigDecimal.ONE.movePointLeft(Math.max(written.scale(), ROUNDING.scale()));
    }

    private void checkAge() {
        BigDecimal limit = playlist.targetDurations(3).add(ROUNDING);
        BigDecimal distance = playlist.open().map(Segment::duration).orElse(BigDecimal.ZERO);
        boolean listedAfter = true;
        for (int i = playlist.segments().size() - 1; i >= 0; i--) {
            Segment segment = playlist.segments().get(i);
            boolean listed = !segment.parts().isEmpty();
            BigDecimal begin = distance.add(segment.duration());
            check(
                    "L34",
                    !listed || begin.compareTo(limit) <= 0,
                    () -> "the first part before " + segment.uri() + " begins " + begin + " s before the end");
            check(
                    "L34",
                    !listed || listedAfter,
                    () -> "parts before " + segment.uri() + " are listed, but none of the segment after it");
            distance = begin;
            listedAfter = listed;
        }
    }

    private void checkHints() {
        Set<String> types = new HashSet<>();
        for (Hint hint : playlist.hints()) {
            check("L37", types.add(hint.type()), "two hints of type " + hint.type());
        }
        check("L37", !playlist.ended() || playlist.hints().isEmpty(), "a hint in a playlist with EXT-X-ENDLIST");
        check(
                "L37",
                !playlist.lowLatency() || playlist.ended() || types.contains("PART"),
                "no hint of the next part in a live playlist");
        String hinted = playlist.hint("PART").map(Hint::uri).orElse("");
        check(
                "L37",
                playlist.parts().stream().noneMatch(part -> part.uri().equals(hinted)),
                hinted + " is hinted, but listed already");
    }

    private void checkReports() {
        Set<String> uris = new HashSet<>();
        for (Report report : playlist.reports()) {
            check("L38", uris.add(report.uri()), "two reports of " + report.uri());
            check("L38", !ABSOLUTE.matcher(report.uri()).matches(), report.uri() + " is not relative");
            check(
                    "L38",
                    !playlist.lowLatency() || report.lastPart().isPresent(),
                    "the report of " + report.uri() + " has no LAST-PART");
        }
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
