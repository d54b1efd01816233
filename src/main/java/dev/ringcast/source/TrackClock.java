package dev.ringcast.source;

/** The timestamps of one track: those that are missing continue from the last. Microseconds. */
final class TrackClock {
    /** No timestamp. */
    static final long MISSING = Long.MIN_VALUE;

    private long next = MISSING;

    /**
     * The timestamp of what comes now.
     *
     * @param timestamp as the stream has it, or {@link #MISSING}
     * @param duration of what comes now
     * @return the timestamp, or {@link #MISSING} as long as the stream has shown none
     */
    long advance(long timestamp, long duration) {
        long now = timestamp == MISSING ? next : timestamp;
        if (now != MISSING) {
            next = now + duration;
        }
        return now;
    }

    /** Whether the stream has shown a timestamp. */
    boolean isSet() {
        return next != MISSING;
    }

    /** Forgets the past, after a jump. */
    void reset() {
        next = MISSING;
    }
}
