package dev.ringcast.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Media playlists side by side (L27, L38). */
class PlaylistRenditionsTest {
    private static final URI HIGH = URI.create("http://127.0.0.1/live/high/cmaf.m3u8");
    private static final URI LOW = URI.create("http://127.0.0.1/live/low/cmaf.m3u8");
    private static final String GOOD = SamplePlaylist.full(17, 22, 2);

    @Test
    void check_goodPlaylists_findsNothing() {
        assertThat(check(low(GOOD))).isEmpty();
        assertThat(check(low(SamplePlaylist.full(17, 22, 3)))).isEmpty();
        assertThat(check(low(SamplePlaylist.full(18, 23, 0)))).isEmpty();
        assertThat(PlaylistRenditions.check(Map.of(HIGH, GOOD))).isEmpty();
        assertThat(PlaylistRenditions.check(Map.of(
                        URI.create(HIGH + "?_HLS_msn=23&_HLS_part=1"), GOOD, URI.create(LOW + "?a=b"), low(GOOD))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            L27 | '#EXT-X-TARGETDURATION:2'         | '#EXT-X-TARGETDURATION:3'
            L27 | 'PART-HOLD-BACK=1.500000'         | 'PART-HOLD-BACK=1.600000'
            L27 | ',CAN-SKIP-UNTIL=12.000000'       | ''
            L27 | '#EXT-X-DISCONTINUITY-SEQUENCE:5' | '#EXT-X-DISCONTINUITY-SEQUENCE:4'
            L27 | '#EXT-X-DISCONTINUITY\\n'         | ''
            L27 | '10:00:22.000Z'                   | '10:00:22.033Z'
            L27 | '10:00:26.000Z'                   | '10:00:26.033Z'
            L38 | '../high/cmaf.m3u8'               | '../other/cmaf.m3u8'
            L38 | '../high/cmaf.m3u8'               | '../low/cmaf.m3u8'
            L38 http://127.0.0.1/live/low/cmaf.m3u8 has a report of itself | '../high/cmaf.m3u8' | 'cmaf.m3u8'
            L38 | 'LAST-MSN=23'                     | 'LAST-MSN=21'
            """)
    void check_oneFault_namesItsRule(String fault, String part, String replacement) {
        String text = low(GOOD).replace(part.translateEscapes(), replacement.translateEscapes());
        assertThat(text).isNotEqualTo(low(GOOD));

        assertThat(PlaylistRenditions.check(Map.of(HIGH, GOOD, LOW, text)))
                .extracting(Violation::toString)
                .anyMatch(violation -> (violation + " ").startsWith(fault + " "));
    }

    @Test
    void L27_audioSegmentsThatBeginAFrameLater_areAllowed() {
        assertThat(check(low(GOOD).replace("10:00:22.000Z", "10:00:22.023Z"))).isEmpty();
    }

    @Test
    void L27_endsThatAreTooFarApart_areFound() {
        assertThat(check(low(SamplePlaylist.full(19, 22, 2)))).contains("L27");
        assertThat(check(low(SamplePlaylist.full(17, 24, 0)))).contains("L27");
    }

    @Test
    void L38_reportOfEveryOther_isNeeded() {
        URI third = URI.create("http://127.0.0.1/live/third/cmaf.m3u8");

        assertThat(PlaylistRenditions.check(Map.of(HIGH, GOOD, LOW, low(GOOD), third, GOOD)))
                .extracting(Violation::rule)
                .containsOnly("L38");
    }

    private static String low(String text) {
        return text.replace("../low/", "../high/");
    }

    private static List<String> check(String low) {
        return PlaylistRenditions.check(Map.of(HIGH, GOOD, LOW, low)).stream()
                .map(Violation::rule)
                .toList();
    }
}
