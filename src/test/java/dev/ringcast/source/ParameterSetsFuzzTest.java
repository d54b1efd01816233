package dev.ringcast.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.ringcast.testing.Bounds;
import java.util.List;

/** Any bytes are read as H.264 parameters and AAC configurations, or refused as what they are. */
class ParameterSetsFuzzTest {
    @FuzzTest
    void read(byte[] bytes) throws Exception {
        Bounds.hold(() -> {
            assertSound(ParameterSets.ofHeader(bytes));
            for (int lengthSize = 0; lengthSize <= 4; lengthSize++) {
                assertSound(new ParameterSets(List.of(), List.of(), lengthSize)
                        .head(bytes)
                        .sets());
            }
            assertSoundPicture(bytes);
            AacConfiguration.ofAdts(bytes).ifPresent(ParameterSetsFuzzTest::assertSound);
            assertThat(AacConfiguration.codec(bytes)).matches("mp4a\\.40\\.([1-9]|[12][0-9]|30)");
        });
    }

    /** What is written of sets that can be served is read as the same. */
    private static void assertSound(ParameterSets sets) {
        assertThat(sets.isChangedBy(sets)).isFalse();
        if (!sets.isEmpty() && isPicture(sets)) {
            ParameterSets again = ParameterSets.ofHeader(sets.header());
            assertThat(again.isChangedBy(sets)).isFalse();
            assertThat(again.parameters()).isEqualTo(sets.parameters());
        }
    }

    private static boolean isPicture(ParameterSets sets) {
        try {
            return sets.parameters().width() > 0;
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageMatching("(?s).+");
            return false;
        }
    }

    private static void assertSoundPicture(byte[] unit) {
        try {
            SequenceParameters parameters = SequenceParameters.read(unit);
            assertThat(parameters.width()).isBetween(1, 16_384);
            assertThat(parameters.height()).isBetween(1, 16_384);
            assertThat(parameters.codec()).matches("avc1\\.[0-9a-f]{6}");
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageMatching("(?s).+");
        }
    }

    private static void assertSound(AacConfiguration configuration) {
        assertThat(configuration.headerSize()).isIn(7, AacConfiguration.LONGEST_HEADER);
        assertThat(configuration.bytes().remaining()).isEqualTo(2);
    }
}
