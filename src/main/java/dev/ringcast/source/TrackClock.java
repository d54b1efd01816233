package dev.ringcast.source;

/** The timestamps of one track: those that are missing continue from the last. Microseconds. */
final class TrackClock {
    /** No timestamp. */
    static final long MISSING = Long.MIN_VALUE;

    private final boolean startsAtZero;
    private final int patience;
    private long next = MISSING;
    private int untimed;

    /**
     * A clock of a track that has shown no timestamp yet.
     *
     * @param startsAtZero whether time begins with the track, if it has no timestamps
     * @param patience so much may come without one before the track is given one all the same
     */
    TrackClock(boolean startsAtZero, int patience) {
        this.startsAtZero = startsAtZero;
        this.patience = patience;
    }

    /**
     * The timestamp of what comes now.
     *
     * @param timestamp as the stream has it, or {@link #MISSING}
     * @param duration of what comes now
     * @return the timestamp, or {@link #MISSING} if this cannot be placed: it is left out
     */
    long advance(long timestamp, long duration) {
        long now = timestamp == MISSING ? next : timestamp;
        if (now == MISSING) {
            if (!startsAtZero && untimed++ < patience) {
                return MISSING;
            }
            now = 0;
        }
        next = now + duration;
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
