package dev.ringcast.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private final Backoff backoff = new Backoff(new Random(1));

    @Test
    void next_againAndAgain_doublesUpToFifteenSecondsWithJitter() {
        long[] nominal = {625, 1250, 2500, 5000, 10_000, 12_500, 12_500, 12_500};
        for (long millis : nominal) {
            assertThat(backoff.next())
                    .isBetween(Duration.ofMillis(millis * 8 / 10), Duration.ofMillis(millis * 12 / 10));
        }
    }

    @Test
    void next_whateverTheJitter_isHalfASecondToFifteenSeconds() {
        Set<Duration> longest = new HashSet<>();
        for (int seed = 0; seed < 1000; seed++) {
            Backoff each = new Backoff(new Random(seed));
            Duration last = Duration.ZERO;
            for (int attempt = 0; attempt < 10; attempt++) {
                last = each.next();
                assertThat(last).isBetween(Duration.ofMillis(500), Duration.ofSeconds(15));
            }
            longest.add(last);
        }
        assertThat(longest).as("cameras that come back one by one").hasSizeGreaterThan(990);
    }

    @Test
    void next_afterReset_isShortAgain() {
        backoff.next();
        backoff.next();
        backoff.reset();
        assertThat(backoff.next()).isLessThan(Duration.ofMillis(751));
    }
}
