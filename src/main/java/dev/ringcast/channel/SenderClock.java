package dev.ringcast.channel;

/**
 * How late pictures come whose times a sender's clock tells. That clock is not ours and goes away from it, by seconds in a
 * week: so each is compared with the earliest one lately. For one thread.
 */
final class SenderClock {
    /** No clock is off by more than a thousandth. */
    private static final long EASE = 1000;

    private long offset;
    private long since;

    /**
     * The first picture, which is not late.
     *
     * @param timestamp in nanoseconds
     * @param now on a clock that never goes back
     */
    void start(long timestamp, long now) {
        offset = now - timestamp;
        since = now;
    }

    /** How late a picture is, in nanoseconds. */
    long late(long timestamp, long now) {
        long found = now - timestamp;
        offset = Math.min(found, offset + (now - since) / EASE);
        since = now;
        return found - offset;
    }
}
