package dev.ringcast.rules;

import dev.ringcast.rules.ParsedPlaylist.Segment;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads a playlist strictly: syntax, places of tags and protocol version (L2 to L5). */
final class PlaylistParser {
    private static final Pattern LINE_END = Pattern.compile("\r?\n");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
    private static final Pattern EXTINF = Pattern.compile("\\d+(\\.\\d+)?,[^\\r\\n]*");

    private final List<Violation> violations;
    private final Map<String, String> tags = new LinkedHashMap<>();
    private final List<Segment> segments = new ArrayList<>();
    private final List<ParsedPlaylist.Variant> variants = new ArrayList<>();
    private final Map<TagRule, String> pending = new HashMap<>();
    private Optional<String> map = Optional.empty();
    private Optional<String> key = Optional.empty();
    private boolean multivariantTags;
    private boolean mediaTags;
    private int version = 1;
    private long discontinuities;

    private PlaylistParser(List<Violation> violations) {
        this.violations = violations;
    }

    /** Reads a playlist and adds what is wrong with it to {@code violations}. */
    static ParsedPlaylist parse(String text, List<Violation> violations) {
        PlaylistParser parser = new PlaylistParser(violations);
        parser.checkCharacters(text);
        List<String> lines = List.of(LINE_END.split(text, -1));
        for (int i = 1; i < lines.size() - 1; i++) {
            parser.line(lines.get(i));
        }
        parser.finish();
        return new ParsedPlaylist(
                parser.multivariantTags, parser.tags, List.copyOf(parser.segments), List.copyOf(parser.variants));
    }

    private void checkCharacters(String text) {
        check(
                "L2",
                text.equals("#EXTM3U") || text.startsWith("#EXTM3U\n") || text.startsWith("#EXTM3U\r\n"),
                "#EXTM3U is not the first line");
        check("L2", text.endsWith("\n"), "the last line is not ended: the playlist is cut off");
        check("L2", Normalizer.isNormalized(text, Normalizer.Form.NFC), "not in Unicode normalization form C");
        check(
                "L2",
                text.codePoints().noneMatch(c -> c == 0xFEFF || (Character.isISOControl(c) && c != '\r' && c != '\n')),
                "a byte order mark or a control character");
    }

    private void line(String line) {
        check("L2", line.equals(line.strip()), "blanks around '" + line + "'");
        if (line.startsWith("#EXT")) {
            int colon = line.indexOf(':');
            tag(colon < 0 ? line.substring(1) : line.substring(1, colon), colon < 0 ? "" : line.substring(colon + 1));
        } else if (line.isEmpty()) {
            violations.add(new Violation("L2", "an empty line"));
        } else if (!line.startsWith("#")) {
            uri(line);
        }
    }

    private void tag(String name, String value) {
        Optional<TagRule> known = TagRule.of(name);
        if (known.isEmpty()) {
            violations.add(new Violation("L2", "there is no tag " + name));
            return;
        }
        TagRule rule = known.get();
        version = Math.max(version, rule.version());
        switch (rule.place()) {
            case BOTH -> whole(rule, name, value);
            case MULTIVARIANT -> {
                multivariantTags = true;
                AttributeList.parse(value, violations);
                pending.put(rule, value);
            }
            case MEDIA -> {
                mediaTags = true;
                whole(rule, name, value);
            }
            case SEGMENT -> {
                mediaTags = true;
                segmentTag(rule, value);
            }
        }
    }

    private void whole(TagRule rule, String name, String value) {
        String before = tags.put(name, value);
        check("L4", before == null || !rule.once(), name + " stands twice");
        boolean early = segments.isEmpty() && pending.isEmpty();
        if (rule == TagRule.MEDIA_SEQUENCE) {
            check("L11", early, name + " stands after a segment");
        }
        if (rule == TagRule.DISCONTINUITY_SEQUENCE) {
            check("L16", early, name + " stands after a segment or a discontinuity");
        }
    }

    private void segmentTag(TagRule rule, String value) {
        check("L4", rule == TagRule.PART || pending.put(rule, value) == null, rule + " stands twice before a segment");
        switch (rule) {
            case MAP -> {
                Map<String, String> attributes = AttributeList.parse(value, violations);
                check("L21", attributes.getOrDefault("URI", "").startsWith("\""), "EXT-X-MAP without URI");
                map = Optional.of(value);
            }
            case KEY -> {
                AttributeList.parse(value, violations);
                key = Optional.of(value);
            }
            case PART, PRELOAD_HINT, RENDITION_REPORT, DATERANGE -> AttributeList.parse(value, violations);
            case DISCONTINUITY -> discontinuities++;
            case EXTINF -> version = Math.max(version, value.contains(".") ? 3 : 1);
            default -> {
                // The others have a value that is no attribute list.
            }
        }
    }

    private void uri(String uri) {
        if (pending.containsKey(TagRule.STREAM_INF)) {
            variants.add(new ParsedPlaylist.Variant(
                    AttributeList.parse(pending.getOrDefault(TagRule.STREAM_INF, ""), new ArrayList<>()), uri));
        } else {
            check("L4", pending.containsKey(TagRule.EXTINF), "no EXTINF before " + uri);
            Optional<String> dateTime = Optional.ofNullable(pending.get(TagRule.PROGRAM_DATE_TIME));
            segments.add(new Segment(
                    number("EXT-X-MEDIA-SEQUENCE") + segments.size(),
                    number("EXT-X-DISCONTINUITY-SEQUENCE") + discontinuities,
                    uri,
                    duration(pending.getOrDefault(TagRule.EXTINF, "")),
                    pending.containsKey(TagRule.DISCONTINUITY),
                    dateTime.flatMap(this::dateTime),
                    dateTime,
                    map,
                    Optional.ofNullable(pending.get(TagRule.BYTERANGE)),
                    key));
        }
        pending.clear();
    }

    private void finish() {
        check("L4", !(multivariantTags && mediaTags), "tags of multivariant and of media playlists are mixed");
        String written = tags.getOrDefault("EXT-X-VERSION", "1");
        check("L5", written.equals(Integer.toString(version)), "version " + written + ", needed is " + version);
    }

    private long number(String tag) {
        String value = tags.getOrDefault(tag, "0");
        if (!NUMBER.matcher(value).matches()) {
            violations.add(new Violation("L2", tag + " is no number: " + value));
            return 0;
        }
        return Long.parseLong(value);
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
        if (!holds) {
            violations.add(new Violation(rule, text));
        }
    }
}
