package dev.ringcast.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The checker is of use only if it finds each fault. */
class PlaylistRuleCheckerTest {
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:30Z");

    private static final String GOOD = """
            #EXTM3U
            #EXT-X-VERSION:3
            #EXT-X-INDEPENDENT-SEGMENTS
            #EXT-X-TARGETDURATION:2
            #EXT-X-MEDIA-SEQUENCE:10
            #EXT-X-DISCONTINUITY-SEQUENCE:5
            #EXT-X-PROGRAM-DATE-TIME:2026-11-24T10:00:00.000Z
            #EXTINF:2.000000,
            a/10.ts
            #EXT-X-PROGRAM-DATE-TIME:2026-11-24T10:00:02.000Z
            #EXTINF:2.000000,
            a/11.ts
            #EXT-X-DISCONTINUITY
            #EXT-X-PROGRAM-DATE-TIME:2026-11-24T10:00:04.000Z
            #EXTINF:2.000000,
            b/12.ts
            #EXT-X-PROGRAM-DATE-TIME:2026-11-24T10:00:06.000Z
            #EXTINF:2.000000,
            b/13.ts
            """;

    private final PlaylistRuleChecker checker = new PlaylistRuleChecker();

    @Test
    void observe_goodPlaylist_findsNothing() {
        assertThat(checker.observe(GOOD, NOW)).isEmpty();
        assertThat(checker.observe(GOOD, NOW.plusSeconds(1))).isEmpty();
        assertThat(checker.observe(GOOD.replace("\n", "\r\n"), NOW.plusSeconds(2)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            L2  | #EXTM3U                               | #EXTM3U8
            L2  | '#EXT-X-VERSION:3'                    | ' #EXT-X-VERSION:3'
            L2  | '#EXT-X-VERSION:3'                    | '#EXT-X-VERSION:3\\n'
            L2  | '#EXTINF:2.000000,'                   | '#EXTINF:2.000000,\\7'
            L2  | '#EXT-X-INDEPENDENT-SEGMENTS'         | '#EXT-X-INDEPENDENT-SEGMENT'
            L5  | '#EXTINF:2.000000,'                   | '#EXTINF:2,000000,'
            L3  | '#EXTINF:2.000000,'                   | '#EXTINF:2.0E0,'
            L4  | '#EXT-X-VERSION:3'                    | '#EXT-X-VERSION:3\\n#EXT-X-VERSION:3'
            L4  | '#EXT-X-DISCONTINUITY\\n'             | '#EXT-X-DISCONTINUITY\\n#EXT-X-DISCONTINUITY\\n'
            L4  | '#EXT-X-VERSION:3'                    | '#EXT-X-VERSION:3\\n#EXT-X-STREAM-INF:BANDWIDTH=1'
            L4  | 'a/11.ts'                             | 'a/11.ts\\na/11b.ts'
            L5  | '#EXT-X-VERSION:3\\n'                 | ''
            L5  | '#EXT-X-VERSION:3'                    | '#EXT-X-VERSION:6'
            L6  | '#EXT-X-TARGETDURATION:2'             | '#EXT-X-TARGETDURATION:1'
            L6  | '#EXT-X-TARGETDURATION:2\\n'          | ''
            L6  | '#EXTINF:2.000000,\\na/11'            | '#EXTINF:2.500000,\\na/11'
            L11 | '#EXT-X-MEDIA-SEQUENCE:10\\n'         | ''
            L11 | 'a/10.ts'                             | 'a/10.ts\\n#EXT-X-MEDIA-SEQUENCE:10'
            L16 | '#EXT-X-DISCONTINUITY-SEQUENCE:5\\n'  | ''
            L17 | '#EXT-X-DISCONTINUITY\\n'             | ''
            L18 | '#EXT-X-PROGRAM-DATE-TIME:2026-11-24T10:00:02.000Z\\n' | ''
            L18 | '10:00:02.000Z'                       | '10:00:02Z'
            L18 | '10:00:02.000Z'                       | '10:00:02.000'
            L18 | '10:00:02.000Z'                       | '10:00:02.500Z'
            L18 | '10:00:04.000Z'                       | '10:00:02.900Z'
            L19 | '#EXT-X-INDEPENDENT-SEGMENTS\\n'      | ''
            L20 | '#EXT-X-VERSION:3'                    | '#EXT-X-VERSION:3\\n#EXT-X-START:TIME-OFFSET=-2.0'
            L21 | 'a/11.ts'                             | 'a/11.m4s'
            L23 | '#EXT-X-VERSION:3'                    | '#EXT-X-VERSION:3\\n#EXT-X-PLAYLIST-TYPE:EVENT'
            """)
    void observe_oneFault_namesItsRule(String rule, String part, String replacement) {
        String text = GOOD.replace(unescape(part), unescape(replacement));
        assertThat(text).isNotEqualTo(GOOD);

        assertThat(checker.observe(text, NOW)).extracting(Violation::rule).contains(rule);
    }

    @Test
    void L02_cutOff_isFound() {
        assertThat(rules(checker.observe(GOOD.substring(0, GOOD.length() - 3), NOW)))
                .contains("L2");
        assertThat(rules(checker.observe("\uFEFF" + GOOD, NOW))).contains("L2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            L6  | '#EXT-X-TARGETDURATION:2'         | '#EXT-X-TARGETDURATION:3'
            L8  | 'a/11.ts'                         | 'a/11x.ts'
            L8  | '#EXTINF:2.000000,\\nb/13'        | '#EXTINF:1.990000,\\nb/13'
            L8  | '10:00:06.000Z'                   | '10:00:06.001Z'
            L11 | '#EXT-X-MEDIA-SEQUENCE:10'        | '#EXT-X-MEDIA-SEQUENCE:9'
            L16 | '#EXT-X-DISCONTINUITY-SEQUENCE:5' | '#EXT-X-DISCONTINUITY-SEQUENCE:6'
            L16 | '#EXT-X-DISCONTINUITY-SEQUENCE:5' | '#EXT-X-DISCONTINUITY-SEQUENCE:4'
            """)
    void observe_changeThatIsForbidden_namesItsRule(String rule, String part, String replacement) {
        checker.observe(GOOD, NOW);
        String text = GOOD.replace(unescape(part), unescape(replacement));
        assertThat(text).isNotEqualTo(GOOD);

        assertThat(checker.observe(text, NOW)).extracting(Violation::rule).contains(rule);
    }

    @Test
    void L10_noNewSegment_isFoundAfterOneAndAHalfTargetDurations() {
        checker.observe(GOOD, NOW);

        assertThat(checker.observe(GOOD, NOW.plusMillis(3000))).isEmpty();
        assertThat(rules(checker.observe(GOOD, NOW.plusMillis(3001)))).containsExactly("L10");
    }

    @Test
    void L11_lastSegmentTakenBack_isFound() {
        checker.observe(GOOD, NOW);

        assertThat(rules(checker.observe(GOOD.substring(0, GOOD.indexOf("#EXT-X-DISCONTINUITY\n")), NOW)))
                .contains("L11");
    }

    @Test
    void L12_tooFewRemain_isFound() {
        checker.observe(GOOD, NOW);
        String shorter = GOOD.replace(
                        "#EXT-X-PROGRAM-DATE-TIME:2026-11-24T10:00:00.000Z\n#EXTINF:2.000000,\na/10.ts\n", "")
                .replace("#EXT-X-MEDIA-SEQUENCE:10", "#EXT-X-MEDIA-SEQUENCE:11");

        assertThat(rules(checker.observe(shorter, NOW))).containsOnly("L12");
    }

    @Test
    void L22_changeAfterTheEnd_isFound() {
        checker.observe(GOOD + "#EXT-X-ENDLIST\n", NOW);

        assertThat(checker.observe(GOOD + "#EXT-X-ENDLIST\n", NOW.plusSeconds(100)))
                .isEmpty();
        assertThat(rules(checker.observe(GOOD, NOW.plusSeconds(101)))).contains("L22");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            L3  | BANDWIDTH=1,CODECS="a"
            L3  | BANDWIDTH=1,AVERAGE-BANDWIDTH=1,CODECS="a",RESOLUTION=2x2,FRAME-RATE=29,970
            L3  | BANDWIDTH=1,BANDWIDTH=1,AVERAGE-BANDWIDTH=1,CODECS="a",RESOLUTION=2x2,FRAME-RATE=29.970
            L3  | BANDWIDTH=1,AVERAGE-BANDWIDTH=1,CODECS="a,RESOLUTION=2x2,FRAME-RATE=29.970
            L3  | BANDWIDTH=1, AVERAGE-BANDWIDTH=1,CODECS="a",RESOLUTION=2x2,FRAME-RATE=29.970
            L3  | BANDWIDTH=1,AVERAGE-BANDWIDTH=1,CODECS="a",RESOLUTION=2x2,FRAME-RATE=29.970,
            """)
    void observe_badVariant_namesItsRule(String rule, String attributes) {
        String text = "#EXTM3U\n#EXT-X-INDEPENDENT-SEGMENTS\n#EXT-X-STREAM-INF:" + attributes + "\nv.m3u8\n";

        assertThat(rules(checker.observe(text, NOW))).contains(rule);
    }

    private static List<String> rules(List<Violation> violations) {
        return violations.stream().map(Violation::rule).toList();
    }

    private static String unescape(String text) {
        return text.translateEscapes();
    }
}
