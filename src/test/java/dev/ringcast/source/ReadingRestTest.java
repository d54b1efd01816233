package dev.ringcast.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Pictures come 40 ms apart, and parts end with each tenth. */
class ReadingRestTest {
    private static final long MILLI = 1_000_000L;
    private static final long PICTURE = 40 * MILLI;
    private static final long WAITED = 30 * MILLI;

    private final ReadingRest rest = new ReadingRest();

    /** @return so many milliseconds it may rest */
    private long rest(int picture, long late, long unneeded, long waited) {
        long now = picture * PICTURE + late;
        return (rest.until(picture * PICTURE, unneeded, waited, now) - now) / MILLI;
    }

    @Test
    void until_pictureThatWasWaitedFor_isShortlyBeforeThePartCanBeComplete() {
        assertThat(rest(0, 0, 200 * MILLI, WAITED)).isEqualTo(195);
    }

    @Test
    void until_pictureThatWasThere_isNow() {
        assertThat(rest(0, 0, 200 * MILLI, 0)).isZero();
    }

    @Test
    void until_partThatCouldEndAtOnce_isNow() {
        assertThat(rest(0, 0, 0, WAITED)).isZero();
    }

    @Test
    void until_nearTheEndOfThePart_isNow() {
        assertThat(rest(0, 0, 14 * MILLI, WAITED)).isZero();
    }

    @Test
    void until_longPart_isNoLongerThanTheBuffersHold() {
        assertThat(rest(0, 0, 2000 * MILLI, WAITED)).isEqualTo(300);
    }

    /** What follows a late picture may be in time. */
    @Test
    void until_pictureThatCameLate_countsFromWhenItWasExpected() {
        rest(0, 0, 0, WAITED);

        assertThat(rest(10, 100 * MILLI, 200 * MILLI, WAITED)).isEqualTo(95);
    }

    @Test
    void until_pictureThatCameEarly_movesAllThatFollow() {
        rest(0, 0, 0, WAITED);
        rest(1, -30 * MILLI, 0, WAITED);

        assertThat(rest(2, 0, 200 * MILLI, WAITED)).isEqualTo(165);
    }

    /** A burst as some senders begin with is read to its end before there is any rest. */
    @Test
    void until_burst_restsOnlyAfterIt() {
        for (int picture = 0; picture < 50; picture++) {
            long now = picture * MILLI / 10;
            assertThat(rest.until(picture * PICTURE, 200 * MILLI, 0, now)).isEqualTo(now);
        }
        long now = 5 * MILLI + PICTURE;

        assertThat((rest.until(50 * PICTURE, 200 * MILLI, WAITED, now) - now) / MILLI)
                .isBetween(190L, 195L);
    }

    /** By 0.1 %: a sender whose clock is slower by less does not wake us too early for long. */
    @Test
    void until_senderWithASlowClock_isFollowed() {
        long slow = PICTURE * 10_001 / 10_000;
        long left = 0;
        for (int picture = 0; picture < 25 * 3600; picture++) {
            long now = picture * slow;
            left = rest.until(picture * PICTURE, 200 * MILLI, WAITED, now) - now;
        }
        assertThat(left / MILLI).isBetween(190L, 195L);
    }

    @Test
    void until_afterAJump_countsAnew() {
        rest(0, 0, 0, WAITED);
        rest.forget();

        assertThat(rest(1000, -3000 * MILLI, 200 * MILLI, WAITED)).isEqualTo(195);
    }
}
