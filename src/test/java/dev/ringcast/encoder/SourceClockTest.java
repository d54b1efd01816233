package dev.ringcast.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceClockTest {
    private static final long FRAME = 33_333;

    @Test
    void live_steadySource_isDueLittleAfterItArrives() {
        SourceClock clock = new SourceClock.Live(FRAME);
        for (int frame = 0; frame < 3000; frame++) {
            long arrival = 1_000_000 + frame * FRAME;
            long due = clock.due(777_000 + frame * FRAME, arrival, true);
            assertThat(due - arrival).isBetween(0L, 20_000L);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void live_jitteringSource_isNeverDueBeforeItArrivesOnceSettled(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        SourceClock clock = new SourceClock.Live(FRAME);
        int late = 0;
        long worst = 0;
        for (int frame = 0; frame < 10_000; frame++) {
            long arrival = frame * FRAME + random.nextLong(80_000);
            long due = clock.due(frame * FRAME, arrival, true);
            late += due < arrival && frame > 40 ? 1 : 0;
            worst = Math.max(worst, due - frame * FRAME);
        }
        assertThat(late).isZero();
        assertThat(worst).isLessThan(100_000);
    }

    @Test
    void live_burstAtStart_followsTheNewest() {
        SourceClock clock = new SourceClock.Live(FRAME);
        long due = 0;
        for (int frame = 0; frame < 60; frame++) {
            due = clock.due(frame * FRAME, 5_000_000 + frame * 100, true);
        }
        assertThat(due - 5_006_000)
                .as("latency after two seconds of pictures at once")
                .isLessThan(20_000);
    }

    @Test
    void live_latencySpike_isForgottenAfterTenSeconds() {
        SourceClock clock = new SourceClock.Live(FRAME);
        long due = 0;
        for (int frame = 0; frame < 1200; frame++) {
            long delay = frame == 300 ? 900_000 : 0;
            due = clock.due(frame * FRAME, frame * FRAME + delay, true);
            if (frame > 300 && frame < 330) {
                assertThat(due - frame * FRAME).isGreaterThanOrEqualTo(900_000);
            }
        }
        assertThat(due - 1199 * FRAME).isLessThan(60_000);
    }

    @Test
    void live_excessWithinTheTolerance_isTakenBackBitByBit() {
        SourceClock clock = new SourceClock.Live(FRAME * 3 / 2);
        long before = 0;
        for (int frame = 0; frame < 1800; frame++) {
            long hiccup = frame == 60 ? 30_000 : 0;
            long waits = clock.due(frame * FRAME, frame * FRAME + hiccup, true) - frame * FRAME;
            if (frame > 100) {
                assertThat(before - waits).isBetween(0L, 2_000L);
            }
            before = waits;
        }
        assertThat(before).isEqualTo(15_000);
    }

    @Test
    void live_timestampsJumpByHours_startsAnew() {
        SourceClock clock = new SourceClock.Live(FRAME);
        for (int frame = 0; frame < 100; frame++) {
            clock.due(frame * FRAME, frame * FRAME, true);
        }
        long now = 100 * FRAME;
        assertThat(clock.due(7_200_000_000L, now, true) - now).isBetween(0L, 20_000L);
        assertThat(clock.due(-7_200_000_000L, now + FRAME, true) - now - FRAME).isBetween(0L, 20_000L);
    }

    @Test
    void paced_readAhead_isPlacedByItsTimestamps() {
        SourceClock clock = new SourceClock.Paced();
        long first = clock.due(5_000_000, 1_000_000, true);
        assertThat(first).isEqualTo(1_100_000);
        assertThat(clock.due(5_800_000, 1_000_100, true) - first).isEqualTo(800_000);
    }

    @Test
    void paced_slowerThanRealTime_isRebasedInsteadOfDroppingEverything() {
        SourceClock clock = new SourceClock.Paced();
        clock.due(0, 0, true);
        long now = 2_000_000;
        assertThat(clock.due(100_000, now, true)).isGreaterThan(now);
    }

    @Test
    void paced_pictureMuchLater_standsForItsTimeWhereThereIsNoSound() {
        SourceClock clock = new SourceClock.Paced();
        clock.due(0, 0, false);
        assertThat(clock.due(900_000_000, 0, false)).isEqualTo(900_100_000);
    }

    /** Sound has no holes of that length. */
    @Test
    void paced_jumpAmidSound_goesOnBehindWhatIsThere() {
        SourceClock clock = new SourceClock.Paced();
        clock.due(0, 0, true);
        assertThat(clock.due(2_000_000, 0, true)).isEqualTo(2_100_000);
        assertThat(clock.due(900_000_000, 0, true)).isEqualTo(2_200_000);
        assertThat(clock.due(901_000_000, 0, true)).isEqualTo(3_200_000);
    }

    /** Damaged timestamps, or those of another day. */
    @Test
    void paced_hoursLater_goesOnAtOnceButNotFasterThanPicturesCanBeShown() {
        SourceClock clock = new SourceClock.Paced();
        clock.due(0, 0, false);
        for (int hours = 1; hours < 20; hours++) {
            assertThat(clock.due(hours * 3_600_000_000L, 0, false)).isEqualTo((hours + 1) * 100_000L);
        }
    }
}
