package dev.ringcast.channel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SenderClockTest {
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1000 * MILLI;
    private static final long PICTURE = 40 * MILLI;

    private final SenderClock clock = new SenderClock();

    /** @param perMillion by how much the sender's clock is slower than ours */
    @ParameterizedTest
    @ValueSource(longs = {50, 0, -50})
    void late_senderWithAClockOfItsOwn_isNotLateAfterDays(long perMillion) {
        long start = 1_000_000 * SECOND;
        clock.start(0, start);
        long now = start;
        for (long timestamp = PICTURE; timestamp < 3 * 86_400 * SECOND; timestamp += PICTURE) {
            now = start + timestamp + timestamp / 1_000_000 * perMillion;
            assertThat(clock.late(timestamp, now)).isBetween(0L, MILLI);
        }
        long pause = 300 * MILLI;
        long next = 3 * 86_400 * SECOND;

        assertThat(clock.late(next, now + PICTURE + pause)).isBetween(pause - MILLI, pause + MILLI);
        assertThat(clock.late(next + PICTURE, now + 2 * PICTURE)).isBetween(0L, MILLI);
    }
}
