package dev.ringcast.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.rules.ParsedPlaylist.Hint;
import dev.ringcast.rules.ParsedPlaylist.Part;
import dev.ringcast.rules.ParsedPlaylist.Report;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The faults of one low-latency playlist, whatever came before it. */
class PlaylistRuleCheckerLowLatencyTest {
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:30Z");

    /** Parts of segments 15 and 16 are listed, and two of segment 17. */
    private static final String GOOD = SamplePlaylist.full(11, 16, 2);

    private static final String EXTINF_15 = "#EXTINF:2.000000,\na/15.m4s\n";

    @Test
    void observe_goodPlaylists_findsNothing() {
        assertThat(rules(GOOD)).isEmpty();
        assertThat(rules(SamplePlaylist.full(17, 22, 0))).isEmpty();
        assertThat(rules(ended())).isEmpty();
        assertThat(rules(transportStream(GOOD))).isEmpty();
    }

    @Test
    void parse_goodPlaylist_givesPartsHintsAndReports() {
        ParsedPlaylist playlist = PlaylistRuleChecker.parse(GOOD);

        assertThat(playlist.parts()).hasSize(10).contains(new Part(16, 3, "a/16.3.m4s", half(), false, false));
        assertThat(playlist.openParts())
                .containsExactly(
                        new Part(17, 0, "a/17.0.m4s", half(), true, false),
                        new Part(17, 1, "a/17.1.m4s", half(), false, false));
        assertThat(playlist.open().orElseThrow().duration()).isEqualByComparingTo("1");
        assertThat(playlist.lastSequence()).isEqualTo(16);
        assertThat(playlist.segment(14).orElseThrow().parts()).isEmpty();
        assertThat(playlist.hint("PART")).contains(new Hint("PART", "a/17.2.m4s"));
        assertThat(playlist.hint("MAP")).isEmpty();
        assertThat(playlist.reports()).containsExactly(new Report("../low/cmaf.m3u8", 17, Optional.of(1L)));
        assertThat(playlist.mapUris()).containsExactly("a/init.mp4");
        assertThat(playlist.serverControl()).containsEntry("CAN-SKIP-UNTIL", "12.000000");
        assertThat(playlist.partTarget().orElseThrow()).isEqualByComparingTo(half());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            L3  | 'DURATION=0.500000,URI="a/15.1.m4s"'   | 'URI="a/15.1.m4s"'
            L3  | ',URI="a/15.1.m4s"'                    | ''
            L3  | ',URI="a/15.1.m4s"'                    | ',URI=a/15.1.m4s'
            L3  | 'INDEPENDENT=YES'                      | 'INDEPENDENT=NO'
            L3  | '"a/15.1.m4s"'                         | '"a/15.1.m4s",GAP=NO'
            L3  | 'PART-TARGET=0.500000'                 | 'PART-TARGET=0.500000,PART-TARGET=0.500000'
            L3  | 'CAN-BLOCK-RELOAD=YES,'                | 'CAN-BLOCK-RELOAD=YES, '
            L4  | '#EXT-X-PART-INF'                      | '#EXT-X-PART-INF:PART-TARGET=0.500000\\n#EXT-X-PART-INF'
            L4  | '#EXT-X-PART-INF'                      | '#EXT-X-SERVER-CONTROL:HOLD-BACK=9.0\\n#EXT-X-PART-INF'
            L4  | '#EXTINF'                              | '#EXT-X-GAP\\n#EXT-X-GAP\\n#EXTINF'
            L4  | '#EXT-X-PRELOAD-HINT'                  | '#EXTINF:2.000000,\\n#EXT-X-PRELOAD-HINT'
            L5  | '#EXT-X-VERSION:6'                     | '#EXT-X-VERSION:3'
            L5  | '#EXT-X-VERSION:6'                     | '#EXT-X-VERSION:9'
            L17 | 'a/17.'                                | 'b/17.'
            L18 | '#EXT-X-PROGRAM-DATE-TIME:2026-11-24T10:00:14.000Z\\n' | ''
            L18 | '10:00:14.000Z'                        | '10:00:14.100Z'
            L21 | '#EXT-X-MAP:URI="a/init.mp4"\\n'       | ''
            L21 | 'MAP:URI="a/init.mp4"'                 | 'MAP:URI=a/init.mp4'
            L25 | '#EXTINF:2.000000,\\na/16.m4s'         | '#EXT-X-GAP\\n#EXTINF:2.000000,\\na/16.m4s'
            L30 | '#EXT-X-PART-INF:PART-TARGET=0.500000\\n' | ''
            L30 | 'INF:PART-TARGET=0.500000'             | 'INF:TARGET=0.500000'
            L30 | ',PART-HOLD-BACK=1.500000'             | ''
            L30 | 'PART-HOLD-BACK=1.500000'              | 'PART-HOLD-BACK=1.499999'
            L30 | 'PART-HOLD-BACK=1.500000'              | 'PART-HOLD-BACK=2s'
            L30 | 'PART-HOLD-BACK'                       | 'HOLD-BACK=5.999,PART-HOLD-BACK'
            L30 | 'CAN-SKIP-UNTIL=12.000000'             | 'CAN-SKIP-UNTIL=11.999'
            L31 | '0.500000,URI="a/16.1.m4s"'            | '0.500001,URI="a/16.1.m4s"'
            L31 | '0.500000,URI="a/16.0.m4s"'            | '0.500001,URI="a/16.0.m4s"'
            L31 | '0.500000,URI="a/17.1.m4s"'            | '0.500001,URI="a/17.1.m4s"'
            L31 | '0.500000,URI="a/16.1.m4s"'            | '0.424999,URI="a/16.1.m4s"'
            L31 a/16.1.m4s lasts | '0.500000,URI="a/16.1.m4s"' | '0,URI="a/16.1.m4s"'
            L32 | '#EXTINF:2.000000,\\na/15.m4s'         | '#EXTINF:2.000010,\\na/15.m4s'
            L32 | '#EXT-X-PART:DURATION=0.500000,URI="a/15.1.m4s"\\n' | ''
            L33 | ',INDEPENDENT=YES'                     | ''
            L35 | 'CAN-BLOCK-RELOAD=YES,'                | ''
            L37 | '#EXT-X-PRELOAD-HINT:TYPE=PART,URI="a/17.2.m4s"\\n' | ''
            L37 a hint of type | 'TYPE=PART'             | 'TYPE=PARTS'
            L37 | 'TYPE=PART,URI="a/17.2.m4s"'           | 'TYPE=PART'
            L37 | 'TYPE=PART,URI="a/17.2.m4s"'           | 'TYPE=PART,URI="a/17.1.m4s"'
            L37 | '#EXT-X-PRELOAD-HINT'                  | '#EXT-X-PRELOAD-HINT:TYPE=PART,URI="x"\\n#EXT-X-PRELOAD-HINT'
            L37 | '#EXT-X-RENDITION-REPORT'              | '#EXT-X-ENDLIST\\n#EXT-X-RENDITION-REPORT'
            L38 | 'URI="../low/cmaf.m3u8",'              | ''
            L38 | '../low/cmaf.m3u8'                     | 'http://127.0.0.1/low/cmaf.m3u8'
            L38 | '../low/cmaf.m3u8'                     | '//127.0.0.1/low/cmaf.m3u8'
            L38 | ',LAST-MSN=17'                         | ''
            L38 | ',LAST-PART=1'                         | ''
            L38 a report whose LAST-PART | 'LAST-PART=1' | 'LAST-PART=-1'
            """)
    void observe_oneFault_namesItsRule(String fault, String part, String replacement) {
        String text = replace(GOOD, part.translateEscapes(), replacement.translateEscapes());

        assertThat(new PlaylistRuleChecker().observe(text, NOW))
                .extracting(Violation::toString)
                .anyMatch(violation -> violation.startsWith(fault + " "));
    }

    @Test
    void L05_transportStream_needsVersion3() {
        assertThat(rules(transportStream(GOOD).replace("VERSION:3", "VERSION:6")))
                .containsOnly("L5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DURATION=0.3,URI=\"a/17.0", "DURATION=0.3,URI=\"a/17.1", "DURATION=0.425,URI=\"a/16.1"})
    void L31_shortPartThatMayBeShort_isAllowed(String part) {
        String uri = part.substring(part.indexOf("URI"));

        assertThat(rules(replace(GOOD, "DURATION=0.500000," + uri, part))).doesNotContain("L31");
    }

    @Test
    void L31_shortPartThatIsAGapOrBeforeAGap_isAllowed() {
        String before =
                "#EXT-X-PART:DURATION=0.500000,URI=\"a/16.1.m4s\"\n#EXT-X-PART:DURATION=0.500000,URI=\"a/16.2.m4s\"";

        String gap = before.replace("0.500000", "0.3") + ",GAP=YES";
        assertThat(rules(replace(GOOD, before, gap))).doesNotContain("L31");
        assertThat(rules(replace(GOOD, before, gap.replace(",GAP=YES", "")))).contains("L31");
    }

    @Test
    void L32_sumOfRoundedDurations_isAllowed() {
        assertThat(rules(replace(GOOD, EXTINF_15, EXTINF_15.replace("2.000000", "2.000003"))))
                .isEmpty();
    }

    @Test
    void L32_partsAfterTheirSegment_areFound() {
        String text = replace(GOOD, EXTINF_15, "");

        assertThat(rules(replace(text, SamplePlaylist.parts(15, 4), EXTINF_15 + SamplePlaylist.parts(15, 4))))
                .contains("L32");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#EXT-X-DISCONTINUITY",
                "#EXT-X-MAP:URI=\"a/init.mp4\"",
                "#EXT-X-PROGRAM-DATE-TIME:2026-11-24T10:00:14.000Z"
            })
    void L32_tagAfterTheFirstPart_isFound(String tag) {
        String part = "#EXT-X-PART:DURATION=0.500000,URI=\"a/17.1.m4s\"";

        assertThat(rules(replace(GOOD, part, tag + "\n" + part))).contains("L32");
    }

    @Test
    void L33_gapAtTheBeginning_needsNotBeIndependent() {
        String text = replace(GOOD, SamplePlaylist.parts(17, 2), """
                #EXT-X-PART:DURATION=0.500000,URI="a/17.0.m4s",GAP=YES
                #EXT-X-PART:DURATION=0.500000,URI="a/17.1.m4s",INDEPENDENT=YES
                """);

        assertThat(rules(text)).isEmpty();
        assertThat(rules(text.replace(",INDEPENDENT=YES", ""))).contains("L33");
    }

    @Test
    void L25_segmentOfGaps_isTagged() {
        String gaps = replace(GOOD, SamplePlaylist.parts(15, 4), gapParts(15));

        assertThat(rules(gaps)).containsExactly("L25");
        assertThat(rules(replace(gaps, EXTINF_15, "#EXT-X-GAP\n" + EXTINF_15))).isEmpty();
        assertThat(rules(replace(GOOD, SamplePlaylist.parts(17, 2), gapParts(17))))
                .as("while it grows")
                .doesNotContain("L25");
    }

    /** Segment 20 begins another run; it may begin up to a part after the gap ends. */
    @ParameterizedTest
    @CsvSource({"10:00:20.500, true", "10:00:20.600, false"})
    void L25_gap_lastsAsLongAsTheHole(String back, boolean good) {
        String text = SamplePlaylist.full(14, 20, 0).replace("10:00:20.000", back);
        String extinf = "#EXTINF:2.000000,\na/19.m4s\n";
        String withGap =
                replace(replace(text, SamplePlaylist.parts(19, 4), gapParts(19)), extinf, "#EXT-X-GAP\n" + extinf);

        assertThat(rules(text)).isEmpty();
        assertThat(rules(withGap).isEmpty()).isEqualTo(good);
    }

    private static String gapParts(int sequence) {
        return SamplePlaylist.parts(sequence, 4).replace(",INDEPENDENT=YES", "").replace("m4s\"", "m4s\",GAP=YES");
    }

    @Test
    void L34_oldParts_areFound() {
        String extinf = "#EXTINF:2.000000,\na/14.m4s\n";

        assertThat(rules(replace(GOOD, extinf, SamplePlaylist.parts(14, 4) + extinf)))
                .containsExactly("L34");
    }

    @Test
    void L34_hole_isFound() {
        assertThat(rules(replace(GOOD, SamplePlaylist.parts(16, 4), ""))).containsExactly("L34");
        assertThat(rules(replace(GOOD, SamplePlaylist.parts(15, 4), ""))).isEmpty();
    }

    @Test
    void L37_hintsOfAMapAndAPart_areAllowed() {
        String text = SamplePlaylist.full(14, 19, 0);

        assertThat(text).contains("TYPE=MAP");
        assertThat(rules(text)).isEmpty();
    }

    @Test
    void L38_twoReportsOfOnePlaylist_areFound() {
        String report = "#EXT-X-RENDITION-REPORT:URI=\"../low/cmaf.m3u8\",LAST-MSN=17,LAST-PART=1\n";

        assertThat(rules(replace(GOOD, report, report.replace("low", "other") + report)))
                .isEmpty();
        assertThat(rules(replace(GOOD, report, report + report))).containsExactly("L38");
    }

    private static String ended() {
        String text = SamplePlaylist.full(11, 16, 0);
        return text.substring(0, text.indexOf("#EXT-X-PRELOAD-HINT")) + "#EXT-X-ENDLIST\n";
    }

    private static String transportStream(String text) {
        return replace(
                text.replace(".m4s", ".ts").replace("VERSION:6", "VERSION:3"), "#EXT-X-MAP:URI=\"a/init.mp4\"\n", "");
    }

    private static String replace(String text, String part, String replacement) {
        assertThat(text).contains(part);
        return text.replace(part, replacement);
    }

    private static List<String> rules(String text) {
        return new PlaylistRuleChecker()
                .observe(text, NOW).stream().map(Violation::rule).toList();
    }

    private static BigDecimal half() {
        return new BigDecimal("0.500000");
    }
}
