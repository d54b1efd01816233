package dev.ringcast.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private final Backoff backoff = new Backoff(new Random(1));

    @Test
    void next_againAndAgain_doublesUpToFifteenSecondsWithJitter() {
        long[] nominal = {500, 1000, 2000, 4000, 8000, 15_000, 15_000, 15_000};
        for (long millis : nominal) {
            assertThat(backoff.next())
                    .isBetween(Duration.ofMillis(millis * 8 / 10), Duration.ofMillis(millis * 12 / 10));
        }
    }

    @Test
    void next_afterReset_isShortAgain() {
        backoff.next();
        backoff.next();
        backoff.reset();
        assertThat(backoff.next()).isLessThan(Duration.ofMillis(601));
    }
}
