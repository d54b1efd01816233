package dev.ringcast.rules;

import dev.ringcast.rules.ParsedPlaylist.Part;
import dev.ringcast.rules.ParsedPlaylist.Segment;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Reads the segments of a media playlist strictly: their tags, parts and URIs, and their order (L3, L4, L32). */
final class SegmentParser {
    private static final Pattern EXTINF = Pattern.compile("\\d+(\\.\\d+)?,[^\\r\\n]*");

    private final List<Violation> violations;
    private final List<Segment> segments = new ArrayList<>();
    private final List<Part> parts = new ArrayList<>();
    private final Map<TagRule, String> pending = new EnumMap<>(TagRule.class);
    private Optional<String> map = Optional.empty();
    private Optional<String> key = Optional.empty();
    private long mediaSequence;
    private long skipped;
    private long discontinuitySequence;

    SegmentParser(List<Violation> violations) {
        this.violations = violations;
    }

    void setMediaSequence(long number) {
        mediaSequence = number;
    }

    void setSkipped(long count) {
        skipped = count;
    }

    void setDiscontinuitySequence(long number) {
        discontinuitySequence = number;
    }

    /** Whether nothing of a segment was read yet. */
    boolean untouched() {
        return segments.isEmpty() && pending.isEmpty() && parts.isEmpty();
    }

    List<Segment> segments() {
        return List.copyOf(segments);
    }

    void tag(TagRule rule, String value) {
        check(
                "L4",
                rule == TagRule.PART || pending.put(rule, value) == null,
                () -> rule + " stands twice before a segment");
        switch (rule) {
            case MAP -> {
                beforeParts(rule);
                Map<String, String> attributes = AttributeList.parse(value, violations);
                check("L21", AttributeList.quoted(attributes, "URI").isPresent(), "EXT-X-MAP without URI");
                map = Optional.of(value);
            }
            case KEY -> {
                beforeParts(rule);
                AttributeList.parse(value, violations);
                key = Optional.of(value);
            }
            case DISCONTINUITY -> {
                beforeParts(rule);
                discontinuitySequence++;
            }
            case PROGRAM_DATE_TIME -> beforeParts(rule);
            case PART -> part(value);
            default -> {
                // The others concern the segment alone, and may stand after its parts.
            }
        }
    }

    private void beforeParts(TagRule rule) {
        check("L32", parts.isEmpty(), () -> rule + " stands after the first part of segment " + sequence());
    }

    private void part(String value) {
        Map<String, String> attributes = AttributeList.parse(value, violations);
        Optional<String> uri = AttributeList.quoted(attributes, "URI");
        Optional<BigDecimal> duration = AttributeList.decimal(attributes, "DURATION");
        check("L3", uri.isPresent(), () -> "EXT-X-PART without URI: " + value);
        check("L3", duration.isPresent(), () -> "EXT-X-PART without DURATION: " + value);
        parts.add(new Part(
                sequence(),
                parts.size(),
                uri.orElse(""),
                duration.orElse(BigDecimal.ZERO),
                flag(attributes, "INDEPENDENT"),
                flag(attributes, "GAP")));
    }

    private boolean flag(Map<String, String> attributes, String name) {
        String value = attributes.getOrDefault(name, "");
        check("L3", value.isEmpty() || value.equals("YES"), () -> name + " is " + value + ", which can only be YES");
        return value.equals("YES");
    }

    void uri(String uri) {
        check("L4", pending.containsKey(TagRule.EXTINF), () -> "no EXTINF before " + uri);
        segments.add(segment(uri, duration(pending.getOrDefault(TagRule.EXTINF, ""))));
        pending.clear();
        parts.clear();
    }

    /** The segment whose parts were read but not its URI. */
    Optional<Segment> finish() {
        for (TagRule rule : List.of(TagRule.EXTINF, TagRule.BYTERANGE, TagRule.GAP)) {
            check("L4", !pending.containsKey(rule), rule + " belongs to no segment");
        }
        BigDecimal duration = parts.stream().map(Part::duration).reduce(BigDecimal.ZERO, BigDecimal::add);
        return parts.isEmpty() ? Optional.empty() : Optional.of(segment("", duration));
    }

    private Segment segment(String uri, BigDecimal duration) {
        Optional<String> dateTime = Optional.ofNullable(pending.get(TagRule.PROGRAM_DATE_TIME));
        return new Segment(
                sequence(),
                discontinuitySequence,
                uri,
                duration,
                pending.containsKey(TagRule.DISCONTINUITY),
                dateTime.flatMap(this::dateTime),
                dateTime,
                map,
                Optional.ofNullable(pending.get(TagRule.BYTERANGE)),
                key,
                pending.containsKey(TagRule.GAP),
                List.copyOf(parts));
    }

    private long sequence() {
        return mediaSequence + skipped + segments.size();
    }

    private BigDecimal duration(String extinf) {
        if (!EXTINF.matcher(extinf).matches()) {
            violations.add(new Violation("L3", "EXTINF is no decimal number with a comma: " + extinf));
            return BigDecimal.ZERO;
        }
        return new BigDecimal(extinf.substring(0, extinf.indexOf(',')));
    }

    private Optional<OffsetDateTime> dateTime(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text));
        } catch (DateTimeParseException e) {
            violations.add(new Violation("L18", "not a date with a zone: " + text + " (" + e.getMessage() + ")"));
            return Optional.empty();
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
