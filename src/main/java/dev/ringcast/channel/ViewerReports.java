package dev.ringcast.channel;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * What players of our page tell about themselves: how far behind they are and whether they stalled. Nothing tells one
 * viewer from another; the last minute is kept, in bounded memory, and what all of them add up to. Safe for any number of threads.
 */
public final class ViewerReports {
    private static final long REMEMBERED_NANOS = Duration.ofMinutes(1).toNanos();
    private static final int MOST = 20_000;

    private final Deque<Report> reports = new ArrayDeque<>();
    private final LongSupplier nanoTime;
    private final Distribution latency = new Distribution(0.5, 1, 1.5, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 60);
    private final LongAdder stalls = new LongAdder();

    private record Report(long nanos, int latencyMillis, int stalls) {}

    /**
     * The reports of the last minute.
     *
     * @param reports their number: a player sends one every ten seconds
     * @param latencyMillis how far behind the moment of capture half of them are at most; 0 without reports
     * @param latencyMillis95 and 95 of 100
     * @param stalls how often pictures stood still, all together
     */
    public record Summary(int reports, int latencyMillis, int latencyMillis95, int stalls) {}

    /** Remembers by the given clock, in the manner of {@link System#nanoTime}. */
    ViewerReports(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * A player's report.
     *
     * @param latencyMillis from capture to display
     * @param stalls since its last report
     */
    public synchronized void add(int latencyMillis, int stalls) {
        forget();
        if (reports.size() < MOST) {
            reports.addLast(new Report(nanoTime.getAsLong(), latencyMillis, stalls));
            latency.add(Duration.ofMillis(latencyMillis).toNanos());
            this.stalls.add(stalls);
        }
    }

    /** How far behind they are, of all reports so far. */
    public Distribution.Snapshot latency() {
        return latency.snapshot();
    }

    /** How often pictures stood still, in all reports so far. */
    public long stalls() {
        return stalls.sum();
    }

    /** The last minute. */
    public synchronized Summary summary() {
        forget();
        int[] latencies =
                reports.stream().mapToInt(Report::latencyMillis).sorted().toArray();
        int stalls = reports.stream().mapToInt(Report::stalls).sum();
        return new Summary(latencies.length, quantile(latencies, 0.5), quantile(latencies, 0.95), stalls);
    }

    private void forget() {
        long now = nanoTime.getAsLong();
        while (!reports.isEmpty() && now - reports.getFirst().nanos > REMEMBERED_NANOS) {
            reports.removeFirst();
        }
    }

    private static int quantile(int[] sorted, double part) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.round(part * (sorted.length - 1))];
    }
}
