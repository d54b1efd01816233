package dev.ringcast.channel;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/**
 * Counts who asked for a playlist within the last minute, told apart by address and user agent. Only a hash of these is
 * kept, in bounded memory. Safe for any number of threads.
 */
public final class ViewerCount {
    private static final long REMEMBERED_NANOS = Duration.ofMinutes(1).toNanos();
    private static final int MOST = 100_000;

    private final ConcurrentMap<Integer, Long> lastSeen = new ConcurrentHashMap<>();
    private final LongSupplier nanoTime;

    /** Counts by the given clock, in the manner of {@link System#nanoTime}. */
    ViewerCount(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Somebody asked for a playlist. */
    public void seen(String address, String userAgent) {
        int viewer = Objects.hash(address, userAgent);
        if (lastSeen.size() < MOST || lastSeen.containsKey(viewer)) {
            lastSeen.put(viewer, nanoTime.getAsLong());
        }
    }

    /** How many different viewers were seen within the last minute. */
    int lastMinute() {
        long now = nanoTime.getAsLong();
        lastSeen.values().removeIf(seen -> now - seen > REMEMBERED_NANOS);
        return lastSeen.size();
    }
}
