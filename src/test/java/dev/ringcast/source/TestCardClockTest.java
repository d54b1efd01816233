package dev.ringcast.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.ringcast.media.FrameRate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When the test card flashes and beeps. */
class TestCardClockTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long UNIX = 1_780_000_000L * SECOND;

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 24, 25, 30, 50, 60})
    void isLit_wholeRates_firstThreeFramesOfEachSecond(int rate) {
        TestCardClock clock = TestCardClock.aligned(new FrameRate(rate, 1), UNIX + 987_654_321L);
        for (long frame = 0; frame < 5L * rate; frame++) {
            assertThat(clock.isLit(frame)).as("frame " + frame).isEqualTo(frame % rate < 3);
            assertThat(clock.micros(frame)).isEqualTo(frame * 1_000_000 / rate);
            if (frame % rate == 0) {
                assertThat(clock.sampleOfSecond(clock.firstSample(frame))).isZero();
            }
        }
    }

    @Test
    void isLit_ntscRate_threeFramesOfEachSecond() {
        TestCardClock clock = TestCardClock.aligned(FrameRate.parse("29.97"), UNIX);
        int lit = 0;
        for (long frame = 0; frame < 30_000; frame++) {
            lit += clock.isLit(frame) ? 1 : 0;
        }
        assertThat(lit).isEqualTo(3 * 1001);
    }

    @Test
    void firstSample_ntscRate_losesNone() {
        TestCardClock clock = TestCardClock.aligned(FrameRate.parse("29.97"), UNIX);
        assertThat(clock.firstSample(30_000)).isEqualTo(1001L * 48_000);
        assertThat(TestCardClock.sampleMicros(clock.firstSample(30_000))).isEqualTo(clock.micros(30_000));
    }

    @Test
    void sampleOfSecond_clockSetAnew_followsTheWallClock() {
        TestCardClock clock = new TestCardClock(new FrameRate(25, 1), UNIX + SECOND / 4);
        assertThat(clock.sampleOfSecond(0)).isEqualTo(12_000);
        assertThat(clock.sampleOfSecond(36_000)).isZero();
    }

    @Test
    void tone_beeps100MillisAt1Kilohertz() {
        double amplitude = Math.pow(10, -12 / 20.0);
        for (int i = 0; i < 48_000; i++) {
            double expected = i < 4800 ? amplitude * Math.sin(2 * Math.PI * 1000 * i / 48_000) : 0;
            assertThat((double) TestTone.at(i)).isCloseTo(expected, offset(1e-5));
        }
    }
}
