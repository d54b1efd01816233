package dev.ringcast.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The lines of a media playlist, taken apart for a delta update to be put together.
 *
 * @param head those before the first segment
 * @param segments those of each complete segment, its URI as the last
 * @param tail those after the last complete segment
 */
record PlaylistBlocks(List<String> head, List<Block> segments, Block tail) {
    private static final Pattern LINE_END = Pattern.compile("\r?\n");
    private static final String MAP = "EXT-X-MAP";
    private static final String PART = "EXT-X-PART";

    /**
     * The lines of one segment.
     *
     * @param lines all but EXT-X-MAP
     * @param map the line of the EXT-X-MAP that applies
     */
    record Block(List<String> lines, Optional<String> map) {
        private static Block of(List<String> lines, Optional<String> mapBefore) {
            Optional<String> map =
                    lines.stream().filter(line -> isTag(line, MAP)).findFirst();
            return new Block(without(MAP, lines), map.or(() -> mapBefore));
        }

        Block withoutParts() {
            return new Block(without(PART, lines), map);
        }

        private static List<String> without(String tag, List<String> lines) {
            return lines.stream().filter(line -> !isTag(line, tag)).toList();
        }

        private List<String> linesAfter(Optional<String> mapBefore) {
            List<String> all = new ArrayList<>(lines);
            if (map.isPresent() && !map.equals(mapBefore)) {
                boolean discontinuity = !lines.isEmpty() && isTag(lines.get(0), "EXT-X-DISCONTINUITY");
                all.add(discontinuity ? 1 : 0, map.get());
            }
            return all;
        }
    }

    static PlaylistBlocks of(String text) {
        List<String> head = new ArrayList<>();
        List<Block> segments = new ArrayList<>();
        List<String> pending = new ArrayList<>();
        Optional<String> map = Optional.empty();
        for (String line : LINE_END.split(text)) {
            boolean uri = !line.startsWith("#");
            if (segments.isEmpty() && pending.isEmpty() && !uri && !startsSegment(line)) {
                head.add(line);
                continue;
            }
            pending.add(line);
            if (uri) {
                Block block = Block.of(List.copyOf(pending), map);
                map = block.map();
                segments.add(block);
                pending.clear();
            }
        }
        return new PlaylistBlocks(List.copyOf(head), List.copyOf(segments), Block.of(List.copyOf(pending), map));
    }

    /** The whole text, with EXT-X-MAP on the first segment and wherever it changes, after EXT-X-DISCONTINUITY. */
    String text() {
        List<String> lines = new ArrayList<>(head);
        Optional<String> map = Optional.empty();
        for (Block block : segments) {
            lines.addAll(block.linesAfter(map));
            map = block.map();
        }
        lines.addAll(tail.linesAfter(map));
        return String.join("\n", lines) + "\n";
    }

    static boolean isTag(String line, String name) {
        return line.equals("#" + name) || line.startsWith("#" + name + ":");
    }

    private static boolean startsSegment(String line) {
        int colon = line.indexOf(':');
        return TagRule.of(line.substring(1, colon < 0 ? line.length() : colon))
                .map(TagRule::place)
                .filter(place -> place == TagRule.Place.SEGMENT || place == TagRule.Place.METADATA)
                .isPresent();
    }
}
