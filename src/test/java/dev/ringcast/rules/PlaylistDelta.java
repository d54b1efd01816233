package dev.ringcast.rules;

import dev.ringcast.rules.ParsedPlaylist.Segment;
import dev.ringcast.rules.PlaylistBlocks.Block;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Delta updates of media playlists: what a client makes of them, and their rules (L36). */
public final class PlaylistDelta {
    /** What sums of written decimals may differ from the exact durations. */
    private static final BigDecimal ROUNDING = new BigDecimal("0.001");

    private PlaylistDelta() {}

    /**
     * The whole playlist as a client puts it together from the whole playlist it has and a delta update of it: the text
     * that the server would have sent instead. Parts of skipped segments are left out, since they are old (L34), and
     * EXT-X-MAP stands on the first segment and wherever it changes.
     *
     * @throws IllegalArgumentException if {@code delta} is none, or skips segments that {@code previous} does not have
     */
    public static String merge(String previous, String delta) {
        ParsedPlaylist old = PlaylistParser.parse(previous, new ArrayList<>());
        ParsedPlaylist update = PlaylistParser.parse(delta, new ArrayList<>());
        long first = update.mediaSequence() - old.mediaSequence();
        long end = first + update.skippedSegments();
        if (update.skippedSegments() == 0
                || old.skippedSegments() > 0
                || first < 0
                || end > old.segments().size()) {
            throw new IllegalArgumentException(update.skippedSegments() + " segments from " + update.mediaSequence()
                    + " on are skipped; known are " + old.segments().size() + " from " + old.mediaSequence() + " on");
        }
        PlaylistBlocks known = PlaylistBlocks.of(previous);
        PlaylistBlocks news = PlaylistBlocks.of(delta);
        Stream<Block> skipped =
                known.segments().subList((int) first, (int) end).stream().map(Block::withoutParts);
        return new PlaylistBlocks(
                        head(known.head(), news.head()),
                        Stream.concat(skipped, news.segments().stream()).toList(),
                        news.tail())
                .text();
    }

    /**
     * Checks a delta update.
     *
     * @param previous the whole playlist that the client has, not older than the skip boundary
     * @param delta the update
     * @param full the whole playlist of the same moment as {@code delta}
     * @return what is wrong with {@code delta}; empty if nothing
     */
    public static List<Violation> check(String previous, String delta, String full) {
        List<Violation> violations = new ArrayList<>();
        ParsedPlaylist update = PlaylistRuleChecker.check(delta, violations);
        ParsedPlaylist whole = PlaylistParser.parse(full, new ArrayList<>());
        for (String tag : List.of("EXT-X-MEDIA-SEQUENCE", "EXT-X-DISCONTINUITY-SEQUENCE")) {
            if (!update.tag(tag).equals(whole.tag(tag))) {
                violations.add(new Violation(
                        "L36", tag + " is " + update.tag(tag) + ", in the whole playlist " + whole.tag(tag)));
            }
        }
        checkBoundary(whole, update.skippedSegments(), violations);
        checkMap(whole, update, violations);
        try {
            checkEqual(merge(previous, delta), PlaylistBlocks.of(full).text(), violations);
        } catch (IllegalArgumentException e) {
            violations.add(new Violation("L36", "the delta update cannot be applied: " + e.getMessage()));
        }
        return List.copyOf(violations);
    }

    /** A delta update may need a higher version than the whole playlist (L5). */
    private static List<String> head(List<String> known, List<String> news) {
        Stream<String> version = known.stream().filter(PlaylistDelta::isVersion);
        Stream<String> others =
                news.stream().skip(1).filter(line -> !isVersion(line) && !PlaylistBlocks.isTag(line, "EXT-X-SKIP"));
        return Stream.concat(Stream.of(news.get(0)), Stream.concat(version, others))
                .toList();
    }

    private static boolean isVersion(String line) {
        return PlaylistBlocks.isTag(line, "EXT-X-VERSION");
    }

    private static void checkBoundary(ParsedPlaylist whole, long skipped, List<Violation> violations) {
        BigDecimal boundary = AttributeList.decimal(whole.serverControl(), "CAN-SKIP-UNTIL")
                .orElse(BigDecimal.ZERO)
                .subtract(ROUNDING);
        BigDecimal distance = whole.open().map(Segment::duration).orElse(BigDecimal.ZERO);
        for (int i = whole.segments().size() - 1; i >= 0; i--) {
            Segment segment = whole.segments().get(i);
            if (i < skipped && distance.compareTo(boundary) < 0) {
                violations.add(new Violation(
                        "L36", segment.uri() + " is skipped, but ends " + distance + " s before the end"));
            }
            distance = distance.add(segment.duration());
        }
    }

    private static void checkMap(ParsedPlaylist whole, ParsedPlaylist update, List<Violation> violations) {
        if (update.segments().isEmpty()) {
            violations.add(new Violation("L36", "no segment is kept"));
            return;
        }
        Segment first = update.segments().get(0);
        Optional<Segment> same = whole.segment(first.sequence());
        if (same.isPresent() && !same.get().map().equals(first.map())) {
            violations.add(new Violation(
                    "L36", first.uri() + " needs the map " + same.get().map() + " restated, there is " + first.map()));
        }
    }

    private static void checkEqual(String merged, String full, List<Violation> violations) {
        if (!merged.equals(full)) {
            List<String> is = merged.lines().toList();
            List<String> should = full.lines().toList();
            int i = 0;
            while (i < is.size() && i < should.size() && is.get(i).equals(should.get(i))) {
                i++;
            }
            violations.add(new Violation(
                    "L36",
                    "line " + (i + 1) + " of the merged playlist is "
                            + is.stream().skip(i).findFirst() + ", in the whole one it is "
                            + should.stream().skip(i).findFirst()));
        }
    }
}
