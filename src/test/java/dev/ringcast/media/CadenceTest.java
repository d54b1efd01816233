package dev.ringcast.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CadenceTest {
    @ParameterizedTest
    @CsvSource({
        "30, 2000, 333, 60, 10, 2",
        "25, 2000, 333, 50, 8, 2",
        "30000/1001, 2000, 333, 60, 10, 2",
        "24000/1001, 2000, 333, 48, 8, 2",
        "60000/1001, 6000, 1000, 360, 60, 6",
        "1, 1000, 100, 1, 1, 1",
        "120, 10000, 100, 1200, 12, 10",
        "30, 1500, 500, 45, 15, 2"
    })
    void of_durations_takesTheNearestWholeFrames(
            String frameRate,
            long segmentMillis,
            long partMillis,
            int framesPerSegment,
            int framesPerPart,
            int targetDuration) {
        Cadence cadence =
                Cadence.of(FrameRate.parse(frameRate), Duration.ofMillis(segmentMillis), Duration.ofMillis(partMillis));

        assertThat(cadence.framesPerSegment()).isEqualTo(framesPerSegment);
        assertThat(cadence.framesPerPart()).isEqualTo(framesPerPart);
        assertThat(cadence.targetDuration()).isEqualTo(targetDuration);
    }

    @Test
    void segmentDuration_ntsc_isExact() {
        Cadence cadence = new Cadence(new FrameRate(30000, 1001), 60, 10);

        assertThat(cadence.segmentDuration()).isEqualTo(Duration.ofMillis(2002));
        assertThat(cadence.partTarget()).isEqualTo(Duration.ofNanos(333_666_666));
    }

    @ParameterizedTest
    @CsvSource({"30, 60, 10, '1,2,5,10'", "25, 50, 8, '1,2'", "24000/1001, 24, 8, '1,2,4,8'", "30, 61, 10, '1'"})
    void L27_everySoManythFrame_hasTheSameDurationsWherePartsHaveAWholeNumber(
            String frameRate, int framesPerSegment, int framesPerPart, String divisors) {
        Cadence cadence = new Cadence(FrameRate.parse(frameRate), framesPerSegment, framesPerPart);

        assertThat(cadence.divisors())
                .isEqualTo(List.of(divisors.split(",")).stream()
                        .map(Integer::valueOf)
                        .toList());
        for (int every : cadence.divisors()) {
            Cadence slower = cadence.ofEvery(every);
            assertThat(slower.segmentDuration()).isEqualTo(cadence.segmentDuration());
            assertThat(slower.partTarget()).isEqualTo(cadence.partTarget());
            assertThat(slower.frameRate().nanosAt(7))
                    .isEqualTo(cadence.frameRate().nanosAt(7L * every));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> cadence.ofEvery(framesPerPart + 1));
        assertThatIllegalArgumentException().isThrownBy(() -> cadence.ofEvery(0));
    }

    @ParameterizedTest
    @CsvSource({
        "100000000, 1",
        "1499998000, 1",
        "1499999999, 2",
        "1500000000, 2",
        "2499998000, 2",
        "2499999500, 3",
        "2500000000, 3"
    })
    void L06_targetDuration_isAtLeastWhatIsPrintedRounded(long nanos, int expected) {
        assertThat(Cadence.targetDuration(Duration.ofNanos(nanos))).isEqualTo(expected);
    }

    @Test
    void cadence_outOfBounds_isRefused() {
        FrameRate frameRate = new FrameRate(30, 1);
        assertThatIllegalArgumentException().isThrownBy(() -> new Cadence(frameRate, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Cadence(frameRate, 1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Cadence(frameRate, 1, 2));
    }
}
