package dev.ringcast.rules;

import dev.ringcast.rules.ParsedPlaylist.Hint;
import dev.ringcast.rules.ParsedPlaylist.Report;
import dev.ringcast.rules.ParsedPlaylist.Segment;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Reads a playlist strictly: syntax, places of tags and protocol version (L2 to L5). */
final class PlaylistParser {
    private static final Pattern LINE_END = Pattern.compile("\r?\n");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    private final List<Violation> violations;
    private final SegmentParser segments;
    private final Map<String, String> tags = new LinkedHashMap<>();
    private final List<Hint> hints = new ArrayList<>();
    private final List<Report> reports = new ArrayList<>();
    private final List<ParsedPlaylist.Variant> variants = new ArrayList<>();
    private Optional<String> variant = Optional.empty();
    private boolean multivariantTags;
    private boolean mediaTags;
    private int version = 1;

    private PlaylistParser(List<Violation> violations) {
        this.violations = violations;
        this.segments = new SegmentParser(violations);
    }

    /** Reads a playlist and adds what is wrong with it to {@code violations}. */
    static ParsedPlaylist parse(String text, List<Violation> violations) {
        PlaylistParser parser = new PlaylistParser(violations);
        parser.checkCharacters(text);
        List<String> lines = List.of(LINE_END.split(text, -1));
        for (int i = 1; i < lines.size() - 1; i++) {
            parser.line(lines.get(i));
        }
        return parser.finish();
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
        check("L2", line.equals(line.strip()), () -> "blanks around '" + line + "'");
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
        version = Math.max(version, rule == TagRule.EXTINF && value.contains(".") ? 3 : rule.version());
        multivariantTags |= rule.place() == TagRule.Place.MULTIVARIANT;
        mediaTags |= rule.place() != TagRule.Place.MULTIVARIANT && rule.place() != TagRule.Place.BOTH;
        switch (rule.place()) {
            case BOTH, MEDIA -> whole(rule, name, value);
            case MULTIVARIANT -> {
                AttributeList.parse(value, violations);
                variant = rule == TagRule.STREAM_INF ? Optional.of(value) : variant;
            }
            case SEGMENT -> segments.tag(rule, value);
            case METADATA -> metadata(rule, AttributeList.parse(value, violations));
        }
    }

    private void whole(TagRule rule, String name, String value) {
        String before = tags.put(name, value);
        check("L4", before == null || !rule.once(), () -> name + " stands twice");
        switch (rule) {
            case MEDIA_SEQUENCE -> {
                check("L11", segments.untouched(), name + " stands after a segment");
                segments.setMediaSequence(number(name, value));
            }
            case DISCONTINUITY_SEQUENCE -> {
                check("L16", segments.untouched(), name + " stands after a segment or a discontinuity");
                segments.setDiscontinuitySequence(number(name, value));
            }
            case SKIP -> {
                check("L36", segments.untouched(), name + " stands after a segment");
                long skipped = AttributeList.number(AttributeList.parse(value, violations), "SKIPPED-SEGMENTS")
                        .orElse(0L);
                check("L36", skipped > 0, name + " skips nothing: " + value);
                segments.setSkipped(skipped);
            }
            case SERVER_CONTROL, PART_INF -> AttributeList.parse(value, violations);
            default -> {
                // The others say nothing of the segments, and have a value that is no attribute list.
            }
        }
    }

    private void metadata(TagRule rule, Map<String, String> attributes) {
        Optional<String> uri = AttributeList.quoted(attributes, "URI");
        if (rule == TagRule.PRELOAD_HINT) {
            String type = attributes.getOrDefault("TYPE", "");
            check("L37", type.equals("PART") || type.equals("MAP"), "a hint of type '" + type + "'");
            check("L37", uri.isPresent(), "a hint without URI: " + attributes);
            hints.add(new Hint(type, uri.orElse("")));
        } else if (rule == TagRule.RENDITION_REPORT) {
            Optional<Long> sequence = AttributeList.number(attributes, "LAST-MSN");
            Optional<Long> part = AttributeList.number(attributes, "LAST-PART");
            check("L38", uri.isPresent(), "a report without URI: " + attributes);
            check("L38", sequence.isPresent(), "a report without LAST-MSN: " + attributes);
            check(
                    "L38",
                    part.isPresent() || !attributes.containsKey("LAST-PART"),
                    "a report whose LAST-PART is no number: " + attributes);
            if (uri.isPresent() && sequence.isPresent()) {
                reports.add(new Report(uri.get(), sequence.get(), part));
            }
        }
    }

    private void uri(String uri) {
        if (variant.isPresent()) {
            variants.add(new ParsedPlaylist.Variant(AttributeList.parse(variant.get()), uri));
            variant = Optional.empty();
        } else {
            segments.uri(uri);
        }
    }

    private ParsedPlaylist finish() {
        check("L4", !(multivariantTags && mediaTags), "tags of multivariant and of media playlists are mixed");
        String written = tags.getOrDefault("EXT-X-VERSION", "1");
        check("L5", written.equals(Integer.toString(version)), "version " + written + ", needed is " + version);
        Optional<Segment> open = segments.finish();
        return new ParsedPlaylist(
                multivariantTags,
                tags,
                segments.segments(),
                open,
                List.copyOf(hints),
                List.copyOf(reports),
                List.copyOf(variants));
    }

    private long number(String tag, String value) {
        if (!NUMBER.matcher(value).matches()) {
            violations.add(new Violation("L2", tag + " is no number: " + value));
            return 0;
        }
        return Long.parseLong(value);
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
