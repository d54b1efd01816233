package dev.ringcast.channel;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * When an event that comes again and again is worth another line in the log: the 1st; then when there were twice as many as
 * with the last line, but never two lines within a second. After ten minutes without, it is the first one again. Safe for
 * any thread.
 */
public final class LogLimit {
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(1);
    private static final Duration FORGOTTEN = Duration.ofMinutes(10);

    private long times;
    private long nextLine = 1;
    private @Nullable Instant lastLine;
    private @Nullable Instant last;

    /**
     * The event has come.
     *
     * @return how often it has come, this time included, if that is worth a line
     */
    public synchronized OptionalLong another(Instant now) {
        if (last != null && Duration.between(last, now).compareTo(FORGOTTEN) > 0) {
            times = 0;
            nextLine = 1;
        }
        last = now;
        times++;
        if (times < nextLine || isTooSoon(now)) {
            return OptionalLong.empty();
        }
        lastLine = now;
        nextLine = 2 * times;
        return OptionalLong.of(times);
    }

    /** How often it has come. */
    synchronized long times() {
        return times;
    }

    /** A clock that was set back must not silence the log. */
    private boolean isTooSoon(Instant now) {
        if (lastLine == null || now.isBefore(lastLine)) {
            return false;
        }
        return Duration.between(lastLine, now).compareTo(BETWEEN_LINES) < 0;
    }
}
