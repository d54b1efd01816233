package dev.ringcast.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Delta updates (L36). */
class PlaylistDeltaTest {
    private static final String PREVIOUS = SamplePlaylist.full(11, 30, 3);
    private static final String FULL = SamplePlaylist.full(12, 31, 2);

    /** Segment 25, the last that is skipped, ends 13 s before the end. */
    private static final String DELTA = SamplePlaylist.delta(12, 31, 2, 14);

    @Test
    void L36_merge_isTheWholePlaylist() {
        assertThat(PlaylistDelta.merge(PREVIOUS, DELTA)).isEqualTo(FULL);
        assertThat(PlaylistDelta.check(PREVIOUS, DELTA, FULL)).isEmpty();
        assertThat(PlaylistDelta.check(PREVIOUS.replace("\n", "\r\n"), DELTA, FULL))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 9, 10, 14})
    void L36_merge_mapsStandWhereTheyChange(int skipped) {
        assertThat(PlaylistDelta.check(PREVIOUS, SamplePlaylist.delta(12, 31, 2, skipped), FULL))
                .isEmpty();
    }

    @Test
    void L36_merge_discontinuityLeavesThePlaylist() {
        String full = SamplePlaylist.full(21, 31, 2);

        assertThat(PlaylistDelta.check(PREVIOUS, SamplePlaylist.delta(21, 31, 2, 5), full))
                .isEmpty();
    }

    @Test
    void L36_merge_oldPartsAreLeftOut() {
        String previous = SamplePlaylist.full(11, 24, 0);
        assertThat(previous).contains("b/24.3.m4s");

        assertThat(PlaylistDelta.merge(previous, SamplePlaylist.delta(12, 31, 2, 13)))
                .isEqualTo(FULL);
    }

    @Test
    void L36_merge_segmentsThatAreNotKnown_isRefused() {
        String old = SamplePlaylist.full(11, 24, 3);

        assertThatThrownBy(() -> PlaylistDelta.merge(old, DELTA)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PlaylistDelta.merge(PREVIOUS, FULL)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PlaylistDelta.merge(DELTA, DELTA)).isInstanceOf(IllegalArgumentException.class);
        assertThat(rules(old, DELTA)).containsExactly("L36");
    }

    @Test
    void L36_segmentWithinTheBoundary_isFound() {
        assertThat(rules(PREVIOUS, SamplePlaylist.delta(12, 31, 2, 15))).containsExactly("L36");
    }

    @Test
    void L36_nothingKept_isFound() {
        String text = SamplePlaylist.delta(12, 11, 0, 20);

        assertThat(PlaylistDelta.check(PREVIOUS, text, FULL)).contains(new Violation("L36", "no segment is kept"));
    }

    @Test
    void L36_mapNotRestated_isFound() {
        assertThat(rules(PREVIOUS, DELTA.replace("#EXT-X-MAP:URI=\"b/init.mp4\"\n", "")))
                .contains("L36");
    }

    @Test
    void L36_sequencesAfterTheSkip_areFound() {
        String sequences = "#EXT-X-MEDIA-SEQUENCE:12\n#EXT-X-DISCONTINUITY-SEQUENCE:5\n";
        String skip = "#EXT-X-SKIP:SKIPPED-SEGMENTS=14\n";
        String text = DELTA.replace(sequences + skip, skip + sequences);
        assertThat(text).isNotEqualTo(DELTA);

        assertThat(rules(PREVIOUS, text)).contains("L36");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            L3  | 'SKIPPED-SEGMENTS=14'             | 'SKIPPED-SEGMENTS=14,'
            L4  | '#EXT-X-SKIP'                     | '#EXT-X-SKIP:SKIPPED-SEGMENTS=14\\n#EXT-X-SKIP'
            L5  | '#EXT-X-VERSION:9'                | '#EXT-X-VERSION:6'
            L36 | '#EXT-X-SKIP:SKIPPED-SEGMENTS=14\\n' | ''
            L36 EXT-X-SKIP skips nothing: | 'SKIPPED-SEGMENTS=14' | 'SKIPPED-SEGMENTS=0'
            L36 | 'SKIPPED-SEGMENTS=14'             | 'SKIPPED-SEGMENTS=13'
            L36 EXT-X-MEDIA-SEQUENCE is | '#EXT-X-MEDIA-SEQUENCE:12' | '#EXT-X-MEDIA-SEQUENCE:26'
            L36 EXT-X-DISCONTINUITY-SEQUENCE is | '#EXT-X-DISCONTINUITY-SEQUENCE:5' | '#EXT-X-DISCONTINUITY-SEQUENCE:6'
            L36 EXT-X-SKIP without | ',CAN-SKIP-UNTIL=12.000000' | ''
            L36 EXT-X-SKIP stands after a | 'b/26.m4s' | 'b/26.m4s\\n#EXT-X-SKIP:SKIPPED-SEGMENTS=14'
            L36 | 'b/28.m4s'                        | 'b/28x.m4s'
            L36 | 'b/32.1.m4s'                      | 'b/32.1x.m4s'
            L36 | 'LAST-PART=1'                     | 'LAST-PART=2'
            L36 EXT-X-SKIP in a playlist | '#EXT-X-PRELOAD-HINT' | '#EXT-X-ENDLIST\\n#EXT-X-PRELOAD-HINT'
            """)
    void check_oneFault_namesItsRule(String fault, String part, String replacement) {
        String text = DELTA.replace(part.translateEscapes(), replacement.translateEscapes());
        assertThat(text).isNotEqualTo(DELTA);

        assertThat(PlaylistDelta.check(PREVIOUS, text, FULL))
                .extracting(Violation::toString)
                .anyMatch(violation -> violation.startsWith(fault + " "));
    }

    private static List<String> rules(String previous, String delta) {
        return PlaylistDelta.check(previous, delta, FULL).stream()
                .map(Violation::rule)
                .toList();
    }
}
