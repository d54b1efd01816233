package dev.ringcast.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The faults that show only when one version of a low-latency playlist follows another. */
class PlaylistRuleCheckerHistoryTest {
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:30Z");
    private static final Duration PART = Duration.ofMillis(500);

    private final PlaylistRuleChecker checker = new PlaylistRuleChecker();

    @Test
    void observe_everyVersionAcrossADiscontinuity_findsNothing() {
        PlaylistRuleChecker atOnce = PlaylistRuleChecker.readingAtOnce(Duration.ZERO);
        for (int i = 0; i < 80; i++) {
            String text = SamplePlaylist.full(11 + i / 4, 16 + i / 4, i % 4);

            assertThat(atOnce.observe(text, NOW.plus(PART.multipliedBy(i)))).isEmpty();
        }
    }

    @Test
    void observe_someVersions_findsNothing() {
        for (int i = 0; i < 80; i += 5) {
            String text = SamplePlaylist.full(11 + i / 4, 16 + i / 4, i % 4);

            assertThat(checker.observe(text, NOW.plus(PART.multipliedBy(i)))).isEmpty();
        }
    }

    @Test
    void observe_deltaUpdates_findsNothing() {
        checker.observe(SamplePlaylist.full(1, 18, 0), NOW);
        for (int i = 1; i < 80; i++) {
            String text = SamplePlaylist.delta(1 + i / 4, 18 + i / 4, i % 4, 11);

            assertThat(checker.observe(text, NOW.plus(PART.multipliedBy(i)))).isEmpty();
        }
    }

    @Test
    void L08_segmentInADeltaUpdate_isCompared() {
        checker.observe(SamplePlaylist.full(1, 18, 0), NOW);

        assertThat(rules(SamplePlaylist.delta(1, 18, 1, 11).replace("a/14.m4s", "a/14x.m4s")))
                .contains("L8");
    }

    @Test
    void L36_deltaUpdateWithoutItsPlaylist_isFound() {
        assertThat(rules(SamplePlaylist.delta(1, 18, 1, 11))).containsExactly("L36");
        checker.observe(SamplePlaylist.full(2, 18, 0), NOW);
        assertThat(rules(SamplePlaylist.delta(1, 18, 1, 11))).containsExactly("L36");
    }

    /** From two parts of segment 17 to three. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            L8  | 'a/17.0.m4s'                                  | 'a/17.0x.m4s'
            L8  | '0.500000,URI="a/17.1.m4s"'                   | '0.480000,URI="a/17.1.m4s"'
            L8  | '0.500000,URI="a/16.3.m4s"'                   | '0.499999,URI="a/16.3.m4s"'
            L8  | '"a/17.1.m4s"'                                | '"a/17.1.m4s",INDEPENDENT=YES'
            L8  | '"a/17.1.m4s"'                                | '"a/17.1.m4s",GAP=YES'
            L8  | '#EXT-X-PART:DURATION=0.500000,URI="a/16.3.m4s"\\n' | ''
            L8  | '10:00:14.000Z'                               | '10:00:14.001Z'
            L8  | 'a/15.m4s'                                    | 'a/15x.m4s'
            L8  | '#EXTINF:2.000000,\\na/15.m4s'                | '#EXTINF:2.000001,\\na/15.m4s'
            L8  | '#EXTINF:2.000000,\\na/15.m4s'                | '#EXT-X-GAP\\n#EXTINF:2.000000,\\na/15.m4s'
            L8  | 'a/init.mp4'                                  | 'a/other.mp4'
            L16 | 'a/16.m4s'                                    | 'a/16.m4s\\n#EXT-X-DISCONTINUITY'
            L30 | 'PART-TARGET=0.500000'                        | 'PART-TARGET=0.5'
            L30 | 'PART-HOLD-BACK=1.500000'                     | 'PART-HOLD-BACK=1.6'
            L30 | 'CAN-SKIP-UNTIL=12.000000'                    | 'CAN-SKIP-UNTIL=13.0'
            L37 | 'a/17.2.m4s'                                  | 'a/17.2x.m4s'
            L38 | 'LAST-MSN=17'                                 | 'LAST-MSN=16'
            L38 | 'LAST-PART=2'                                 | 'LAST-PART=0'
            """)
    void observe_changeThatIsForbidden_namesItsRule(String rule, String part, String replacement) {
        checker.observe(SamplePlaylist.full(11, 16, 2), NOW);
        String good = SamplePlaylist.full(11, 16, 3);
        String text = good.replace(part.translateEscapes(), replacement.translateEscapes());
        assertThat(text).isNotEqualTo(good);

        assertThat(rules(text)).contains(rule);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            '10:00:14.000Z'  | '10:00:14.001Z'
            '"a/17.0.m4s"'   | '"a/17.0x.m4s"'
            """)
    void L08_segmentThatBecomesComplete_isWhatItsPartsWere(String part, String replacement) {
        checker.observe(SamplePlaylist.full(11, 16, 2), NOW);

        assertThat(rules(SamplePlaylist.full(11, 17, 0).replace(part, replacement)))
                .contains("L8");
    }

    @Test
    void L08_partsListedAgain_areFound() {
        checker.observe(SamplePlaylist.full(11, 16, 1), NOW);
        String extinf = "#EXTINF:2.000000,\na/14.m4s\n";

        assertThat(rules(SamplePlaylist.full(11, 16, 1).replace(extinf, SamplePlaylist.parts(14, 4) + extinf)))
                .contains("L8");
    }

    @Test
    void L10_noNewPart_isFoundWhereVersionsAreReadAtOnce() {
        PlaylistRuleChecker atOnce = PlaylistRuleChecker.readingAtOnce(Duration.ofMillis(100));
        String first = SamplePlaylist.full(11, 16, 1);
        String second = SamplePlaylist.full(11, 16, 2);
        atOnce.observe(first, NOW);
        checker.observe(first, NOW);

        assertThat(atOnce.observe(first, NOW.plusMillis(600))).isEmpty();
        assertThat(atOnce.observe(second, NOW.plusMillis(601)))
                .extracting(Violation::rule)
                .containsExactly("L10");
        assertThat(checker.observe(second, NOW.plusMillis(2900))).isEmpty();
    }

    @Test
    void L11_partTakenBack_isFound() {
        checker.observe(SamplePlaylist.full(11, 16, 3), NOW);

        assertThat(rules(SamplePlaylist.full(11, 16, 2))).contains("L11");
    }

    @Test
    void L11_segmentThatGrewAndIsGone_isFound() {
        checker.observe(SamplePlaylist.full(11, 16, 3), NOW);

        assertThat(rules(SamplePlaylist.full(11, 16, 0))).contains("L11");
    }

    @Test
    void L37_hintOfTheLastPartOfASegment_isCompared() {
        String first = SamplePlaylist.full(11, 16, 3);
        checker.observe(first.replace("a/17.3.m4s", "a/17.3x.m4s"), NOW);

        assertThat(rules(SamplePlaylist.full(11, 17, 0))).containsExactly("L37");
    }

    @Test
    void L37_hintThatADiscontinuityMadeUntrue_isAllowed() {
        String first = SamplePlaylist.full(14, 19, 0);
        checker.observe(first.replace("b/20.0.m4s", "a/20.0.m4s"), NOW);

        assertThat(rules(SamplePlaylist.full(14, 19, 1))).isEmpty();
    }

    @Test
    void L37_segmentThatEndsBeforeTheHintedPart_needsADiscontinuity() {
        String text = shortened(19, SamplePlaylist.full(14, 19, 1));
        checker.observe(SamplePlaylist.full(13, 18, 3), NOW);
        assertThat(rules(text)).isEmpty();

        PlaylistRuleChecker other = new PlaylistRuleChecker();
        other.observe(SamplePlaylist.full(11, 16, 3), NOW);
        assertThat(other.observe(shortened(17, SamplePlaylist.full(12, 17, 1)), NOW))
                .extracting(Violation::rule)
                .contains("L37");
    }

    @Test
    void L37_hintThatAGapMadeUntrue_isAllowed() {
        String first = "\"a/18.0.m4s\"";
        String text = shortened(17, SamplePlaylist.full(12, 17, 1));
        assertThat(text).contains(first);
        checker.observe(SamplePlaylist.full(11, 16, 3), NOW);

        assertThat(rules(text.replace(first, first + ",GAP=YES"))).doesNotContain("L37");
    }

    @Test
    void L37_otherMapThanHinted_isFound() {
        checker.observe(SamplePlaylist.full(14, 19, 0).replace("b/init.mp4", "b/other.mp4"), NOW);

        assertThat(rules(SamplePlaylist.full(14, 19, 1))).containsExactly("L37");
    }

    @Test
    void L37_newMapWithoutAHint_isFound() {
        String first = SamplePlaylist.full(14, 19, 0);
        checker.observe(first.replace("#EXT-X-PRELOAD-HINT:TYPE=MAP,URI=\"b/init.mp4\"\n", ""), NOW);

        assertThat(rules(SamplePlaylist.full(14, 19, 1))).containsExactly("L37");
    }

    /** The playlist without the last part of a segment. */
    private static String shortened(int sequence, String text) {
        return text.replace("#EXT-X-PART:DURATION=0.500000,URI=\"a/" + sequence + ".3.m4s\"\n", "")
                .replace("#EXTINF:2.000000,\na/" + sequence + ".m4s", "#EXTINF:1.500000,\na/" + sequence + ".m4s");
    }

    private List<String> rules(String text) {
        return checker.observe(text, NOW).stream().map(Violation::rule).toList();
    }
}
