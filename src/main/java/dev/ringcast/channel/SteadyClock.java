package dev.ringcast.channel;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * A clock for measuring how long ago something was: it begins with the wall clock and then goes on by the monotonic one, so
 * nobody sets it back or forward. It does not tell the time of day. Any thread.
 */
final class SteadyClock implements InstantSource {
    private final Instant start;
    private final LongSupplier nanoTime;
    private final long startNanos;

    /** @param nanoTime in the manner of {@link System#nanoTime} */
    SteadyClock(InstantSource wallClock, LongSupplier nanoTime) {
        this.start = wallClock.instant();
        this.nanoTime = nanoTime;
        this.startNanos = nanoTime.getAsLong();
    }

    @Override
    public Instant instant() {
        return start.plusNanos(nanoTime.getAsLong() - startNanos);
    }
}
