package dev.ringcast.channel;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt, 0.5 s to 15 s: doubling, with jitter so that many cameras do not come back as
 * one.
 */
final class Backoff {
    private static final double JITTER = 0.2;

    /** Such that jitter makes of it 0.5 s at the least. */
    private static final Duration FIRST = Duration.ofMillis(625);

    /** Such that jitter makes of it 15 s at the most. To cut what is longer would be half of all waits, without jitter. */
    private static final Duration LONGEST = Duration.ofMillis(12_500);

    private final RandomGenerator random;
    private Duration next = FIRST;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** The time to wait now; the one after it is about twice as long, up to 15 s. */
    Duration next() {
        Duration wait = next;
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        return Duration.ofNanos((long) (wait.toNanos() * random.nextDouble(1 - JITTER, 1 + JITTER)));
    }

    /** What was tried worked: begin again with the shortest wait. */
    void reset() {
        next = FIRST;
    }
}
