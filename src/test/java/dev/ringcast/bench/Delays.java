package dev.ringcast.bench;

import java.util.Locale;

/** How long something took, millions of times, to a tenth of a millisecond; more than twenty seconds count as twenty. */
final class Delays {
    private static final long STEP_NANOS = 100_000;
    private static final int STEPS = 200_000;

    private final int[] counts = new int[STEPS + 1];
    private long all;

    /** Adds one; a negative one counts as nothing. */
    void add(long nanos) {
        counts[(int) Math.max(0, Math.min(STEPS, nanos / STEP_NANOS))]++;
        all++;
    }

    /** Milliseconds that this part (0 to 1) of all do not exceed. */
    double millis(double part) {
        long wanted = Math.max(1, (long) Math.ceil(part * all));
        long seen = 0;
        for (int i = 0; i <= STEPS; i++) {
            seen += counts[i];
            if (seen >= wanted) {
                return i * (STEP_NANOS / 1e6);
            }
        }
        return 0;
    }

    /** Median, 95 %, 99 % and the most, for a table. */
    String row() {
        return String.format(
                Locale.ROOT, "%8.1f  %8.1f  %8.1f  %8.1f", millis(0.5), millis(0.95), millis(0.99), millis(1));
    }

    /** What stands above {@link #row}. */
    static String head() {
        return String.format(Locale.ROOT, "%8s  %8s  %8s  %8s", "median", "95 %", "99 %", "most");
    }
}
