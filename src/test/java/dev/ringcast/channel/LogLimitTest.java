package dev.ringcast.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogLimitTest {
    private final LogLimit limit = new LogLimit();
    private Instant now = Instant.parse("2026-11-24T10:00:00Z");

    @Test
    void another_slowly_isWorthALineWhenDoubled() {
        assertThat(lines(20, Duration.ofSeconds(15))).containsExactly(1L, 2L, 4L, 8L, 16L);
    }

    @Test
    void another_fast_isOneLineASecondAtMost() {
        // Ten seconds of a thousand events each: the lines tell how many there were.
        assertThat(lines(10_000, Duration.ofMillis(1))).containsExactly(1L, 1001L, 2002L, 4004L, 8008L);
    }

    @Test
    void another_afterTenMinutesWithout_isTheFirstAgain() {
        lines(100, Duration.ofSeconds(1));
        now = now.plus(Duration.ofMinutes(10)).plusSeconds(1);
        assertThat(limit.another(now)).hasValue(1);
    }

    @Test
    void another_clockSetBack_isNotSilenced() {
        lines(1, Duration.ofSeconds(1));
        now = now.minus(Duration.ofHours(1));
        assertThat(lines(2, Duration.ofSeconds(2))).isNotEmpty();
    }

    private List<Long> lines(int events, Duration apart) {
        List<Long> lines = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            limit.another(now).ifPresent(lines::add);
            now = now.plus(apart);
        }
        return lines;
    }
}
