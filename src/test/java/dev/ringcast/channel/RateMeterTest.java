package dev.ringcast.channel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RateMeterTest {
    private static final long SECOND = 1_000_000_000L;

    private final RateMeter meter = new RateMeter();
    private long count;
    private long nanos = -SECOND;

    @Test
    void perSecond_beforeASecondIsOver_isZero() {
        assertThat(meter.perSecond(count, nanos)).isZero();
        pass(24, 25);
        assertThat(meter.perSecond(count, nanos)).isZero();
    }

    @Test
    void perSecond_steadyRate_isThatRate() {
        pass(250, 25);

        assertThat(meter.perSecond(count, nanos)).isEqualTo(25.0);
    }

    @Test
    void perSecond_rateThatChanges_isTheMeanOfFiveSeconds() {
        pass(250, 25);
        pass(101, 50);

        assertThat(meter.perSecond(count, nanos)).isEqualTo((3 * 25 + 2 * 50) / 5.0);
        pass(250, 50);
        assertThat(meter.perSecond(count, nanos)).isEqualTo(50.0);
    }

    @Test
    void perSecond_counterThatStandsStill_fallsToZero() {
        pass(250, 25);
        for (int second = 0; second < 6; second++) {
            nanos += SECOND;
            assertThat(meter.perSecond(count, nanos)).isLessThan(25.0);
        }
        assertThat(meter.perSecond(count, nanos)).isZero();
    }

    private void pass(int frames, int perSecond) {
        for (int i = 0; i < frames; i++) {
            meter.observe(count, nanos);
            count++;
            nanos += SECOND / perSecond;
        }
    }
}
