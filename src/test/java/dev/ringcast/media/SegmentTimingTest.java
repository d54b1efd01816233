package dev.ringcast.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentTimingTest {
    private static final Cadence CADENCE = new Cadence(new FrameRate(30, 1), 60, 10);

    @Test
    void of_encoded_isTheCadences() {
        assertThat(SegmentTiming.of(CADENCE))
                .isEqualTo(new SegmentTiming(Duration.ofSeconds(2), 2, Duration.ofNanos(333_333_333), 6));
    }

    /** L6: a segment of a copied source is shorter than segment, gop, 50 ms and a part together. */
    @ParameterizedTest
    @CsvSource({"2000, 4000, 6", "2000, 1000, 3", "2000, 4100, 6", "2000, 4110, 7", "10000, 10000, 20", "1000, 1500, 3"
    })
    void L06_copied_targetDurationIsForTheLongest(long segmentMillis, long gopMillis, int expected) {
        Cadence cadence = Cadence.of(new FrameRate(30, 1), Duration.ofMillis(segmentMillis), Duration.ofMillis(333));
        SegmentTiming timing = SegmentTiming.copied(cadence, Duration.ofMillis(gopMillis));
        assertThat(timing.targetDuration()).isEqualTo(expected);
        Duration longest = Duration.ofMillis(segmentMillis + gopMillis + 50).plus(timing.partTarget());
        assertThat(Cadence.targetDuration(longest)).isLessThanOrEqualTo(timing.targetDuration());
    }

    @Test
    void copied_encodedPartsStillFillTheTarget() {
        SegmentTiming timing = SegmentTiming.copied(CADENCE, Duration.ofSeconds(4));
        assertThat(timing.partTarget()).isEqualTo(Duration.ofNanos(343_333_333));
        assertThat(CADENCE.partTarget().toNanos())
                .isGreaterThan(timing.partTarget().toNanos() * 85 / 100);
        assertThat(timing.numbering()).isEqualTo(Duration.ofNanos(666_666_666));
        assertThat(timing.partsPerSegment()).isEqualTo(6);
    }

    /** Of pictures that are told to come 30 a second, and copied. */
    @ParameterizedTest
    @CsvSource({
        "333, 30, true", "333, 25, true", "333, 24000/1001, true", "333, 20, true", "333, 8, false", "333, 2, false",
        "100, 30, true", "100, 60, true", "100, 25, false", "100, 24, false", "100, 50, true", "200, 25, true"
    })
    void L31_copied_ratesWhosePicturesFillAPart(long partMillis, String rate, boolean expected) {
        Cadence cadence = Cadence.of(new FrameRate(30, 1), Duration.ofSeconds(2), Duration.ofMillis(partMillis));
        SegmentTiming timing = SegmentTiming.copied(cadence, Duration.ofSeconds(2));
        assertThat(timing.allowsPartsOf(FrameRate.parse(rate))).isEqualTo(expected);
    }

    @Test
    void timing_outOfBounds_isRefused() {
        Duration second = Duration.ofSeconds(1);
        assertThatIllegalArgumentException().isThrownBy(() -> new SegmentTiming(Duration.ZERO, 1, second, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new SegmentTiming(second, 1, Duration.ZERO, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new SegmentTiming(second, 0, second, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new SegmentTiming(second, 1, second, 0));
    }
}
