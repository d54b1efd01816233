package dev.ringcast.channel;

/**
 * How late pictures come whose times a sender's clock tells. That clock is not ours and goes away from it, by seconds in a
 * week: so each is compared with the earliest one lately. For one thread.
 */
final class SenderClock {
    /** No clock is off by more than a thousandth. */
    private static final long EASE = 1000;

    /** So long a source may bring what it has from before; what it gains later its clock gains, in nanoseconds. */
    private static final long SETTLING = 10_000_000_000L;

    private long began;
    private long settled;
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
        settled = offset;
        since = now;
        began = now;
    }

    /** How late a picture is, in nanoseconds. */
    long late(long timestamp, long now) {
        long found = now - timestamp;
        offset = Math.min(found, offset + (now - since) / EASE);
        since = now;
        if (now - began < SETTLING) {
            settled = offset;
        }
        return found - offset;
    }

    /** How far the sender's clock has gone ahead of ours since the first picture, in nanoseconds; below 0 where it is slow. */
    long gained() {
        long most = (since - began) / EASE;
        return Math.max(-most, Math.min(most, settled - offset));
    }
}
