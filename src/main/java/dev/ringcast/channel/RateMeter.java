package dev.ringcast.channel;

/** How many a second: a counter read about once a second, averaged over the last few. Thread-safe. */
final class RateMeter {
    private static final int WINDOW = 5;
    private static final long INTERVAL_NANOS = 1_000_000_000L;

    private final long[] counts = new long[WINDOW + 1];
    private final long[] times = new long[WINDOW + 1];
    private int filled;
    private double perSecond;

    /** Tells the counter's value now; looks at it once a second. */
    synchronized void observe(long count, long nanoTime) {
        if (filled > 0 && nanoTime - times[0] < INTERVAL_NANOS) {
            return;
        }
        System.arraycopy(counts, 0, counts, 1, WINDOW);
        System.arraycopy(times, 0, times, 1, WINDOW);
        counts[0] = count;
        times[0] = nanoTime;
        filled = Math.min(filled + 1, WINDOW + 1);
        if (filled > 1) {
            int oldest = filled - 1;
            perSecond = (counts[0] - counts[oldest]) * 1e9 / (times[0] - times[oldest]);
        }
    }

    /** Over the last five seconds, of a counter that has come to this by now; 0 at first. */
    synchronized double perSecond(long count, long nanoTime) {
        // Whoever counts may have stood still since.
        observe(count, nanoTime);
        return perSecond;
    }
}
