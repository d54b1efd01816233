package dev.ringcast.source;

/**
 * Sound whose timestamps are far from the picture's. For a moment it belongs to a time before a jump; a sender whose tracks have
 * clocks of their own sends nothing else. Times are in microseconds. Used by the source's thread alone.
 */
final class StraySound {
    /** Sound that is farther from the picture is none that belongs to it. */
    private static final long FARTHEST = 5_000_000;

    /** So long it may be a jump. */
    private static final long PATIENCE = 5_000_000;

    /** What it is, in words. */
    static final String WORDS =
            "its sound is left out, because its timestamps are more than 5 s away from those of its picture";

    private static final long NEVER = Long.MIN_VALUE;

    private long since = NEVER;
    private boolean told;

    /**
     * Whether sound is to be left out.
     *
     * @param micros when it is due
     * @param picture when the last picture is due; there must have been one
     */
    boolean isStray(long micros, long picture) {
        if (Math.abs(micros - picture) <= FARTHEST) {
            since = NEVER;
            told = false;
            return false;
        }
        // Pictures that jump begin to count anew.
        since = since == NEVER || picture < since ? picture : since;
        return true;
    }

    /** Whether all of it has been left out for so long that somebody is to know; once. */
    boolean takeLong(long picture) {
        boolean now = !told && since != NEVER && picture - since > PATIENCE;
        told |= now;
        return now;
    }
}
