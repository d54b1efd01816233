package dev.ringcast.testing;

import java.time.Duration;
import java.time.Instant;

/**
 * The time as one saw it who reads again and again. A pause of the reader, as on a busy machine, counts for half a second
 * at most: what was published meanwhile is not late because nobody looked (L10). For one thread.
 */
public final class ReaderClock {
    private static final Duration MOST = Duration.ofMillis(500);

    private long last = System.nanoTime();
    private Instant seen = Instant.now();

    /** Now; to be asked right after each reading. */
    public Instant read() {
        long now = System.nanoTime();
        Duration since = Duration.ofNanos(now - last);
        last = now;
        seen = seen.plus(since.compareTo(MOST) < 0 ? since : MOST);
        return seen;
    }
}
