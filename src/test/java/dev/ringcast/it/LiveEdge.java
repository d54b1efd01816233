package dev.ringcast.it;

import dev.ringcast.rules.ParsedPlaylist;
import dev.ringcast.rules.PlaylistRuleChecker;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * How far a media playlist has come, of a channel whose segments have the same number of parts each.
 *
 * @param last the media sequence number of the last complete segment
 * @param open how many parts the segment after it has
 * @param parts how many parts a segment has
 * @param ahead the advance part limit: so many parts after the last one may be asked for (L35)
 * @param targetDuration in seconds
 */
record LiveEdge(long last, int open, int parts, int ahead, long targetDuration) {
    private static final Pattern PLACE = Pattern.compile("\\{(\\w+)([+-]\\d+)?}");
    private static final BigDecimal THREE = BigDecimal.valueOf(3);

    /** That of a playlist, or of a delta update. */
    static LiveEdge of(String text) {
        ParsedPlaylist playlist = PlaylistRuleChecker.parse(text);
        long last = playlist.lastSequence();
        int parts = playlist.segment(last).orElseThrow().parts().size();
        int open = playlist.openParts().size();
        if (open >= parts) {
            throw new AssertionError("all " + parts + " parts, but segment " + (last + 1) + " still grows:\n" + text);
        }
        BigDecimal part = playlist.partTarget().orElseThrow();
        BigDecimal ahead = part.compareTo(BigDecimal.ONE) < 0 ? THREE.divide(part, 0, RoundingMode.CEILING) : THREE;
        return new LiveEdge(
                last,
                open,
                parts,
                ahead.intValueExact(),
                playlist.number("EXT-X-TARGETDURATION").orElseThrow());
    }

    /** How many parts there are, counted from segment 0: it says which of two edges came first. */
    long count() {
        return first(last + 1) + open;
    }

    /**
     * The {@link #count} at which something comes, told relative to this edge.
     *
     * @param due {@code at once}; {@code next part} and the {@code part after it}; a {@code segment} or {@code next
     *     segment}, complete; the {@code first part} of the segment after the one that grows; the part {@code at} or
     *     {@code before limit} of the advance
     */
    long count(String due) {
        return switch (due) {
            case "at once" -> count();
            case "next part" -> count() + 1;
            case "part after it" -> count() + 2;
            case "segment" -> first(last + 2);
            case "first part" -> first(last + 2) + 1;
            case "next segment" -> first(last + 3);
            case "before limit" -> count() + ahead - 1;
            case "at limit" -> count() + ahead;
            default -> throw new IllegalArgumentException("no time: " + due);
        };
    }

    /** Whether it is {@code any}, or one with {@code no} part, {@code some} parts or all {@code but one} of a segment. */
    boolean is(String wanted) {
        return switch (wanted) {
            case "any" -> true;
            case "no" -> open == 0;
            case "some" -> open > 0;
            case "but one" -> open == parts - 1;
            default -> throw new IllegalArgumentException("no edge: " + wanted);
        };
    }

    /**
     * Replaces what stands in braces, to which a number may be added: {@code last}, the last complete segment;
     * {@code next}, the next part of the segment that grows; {@code end}, the last part of any segment; {@code limit}, the
     * farthest part that may be asked for of the segment after the one that grows.
     */
    String fill(String template) {
        return PLACE.matcher(template).replaceAll(place -> Long.toString(base(place.group(1)) + added(place)));
    }

    private long base(String name) {
        return switch (name) {
            case "last" -> last;
            case "next" -> open;
            case "end" -> parts - 1;
            case "limit" -> ahead - (parts - open) - 1;
            default -> throw new IllegalArgumentException("no place: " + name);
        };
    }

    private static long added(MatchResult place) {
        return place.group(2) == null ? 0 : Long.parseLong(place.group(2));
    }

    private long first(long sequence) {
        return sequence * parts;
    }
}
