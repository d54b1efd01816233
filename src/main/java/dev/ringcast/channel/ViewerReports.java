package dev.ringcast.channel;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalInt;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * What players of our page tell about themselves: how far behind they are and whether they stalled. Nothing tells one
 * viewer from another; the last minute is kept, in bounded memory, and what all of them add up to. One address may be many
 * viewers, but not all of them: what comes from it beyond a share is counted and otherwise ignored. Safe for any number of
 * threads.
 */
public final class ViewerReports {
    private static final long REMEMBERED_NANOS = Duration.ofMinutes(1).toNanos();
    private static final int MOST = 20_000;

    /** What a hundred pages send. */
    private static final int MOST_PER_ADDRESS = 600;

    /** Of an address only this remains, which many others have in common. */
    private static final int PLACES = 4096;

    /** Fewer say nothing about one in twenty. */
    private static final int FEWEST_ROUND_TRIPS = 20;

    private final Deque<Report> reports = new ArrayDeque<>();
    private final int[] perPlace = new int[PLACES];
    private final LongSupplier nanoTime;
    private final Distribution latency = new Distribution(0.5, 1, 1.5, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 60);
    private final Distribution roundTrips = new Distribution(0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.333, 0.5, 1, 2);
    private final LongAdder stalls = new LongAdder();
    private final LongAdder ignored = new LongAdder();

    private record Report(long nanos, int place, int latencyMillis, int stalls, OptionalInt roundTripMillis) {}

    /**
     * The reports of the last minute.
     *
     * @param reports their number: a player sends one every ten seconds
     * @param latencyMillis how far behind the moment of capture half of them are at most; 0 without reports
     * @param latencyMillis95 and 95 of 100
     * @param stalls how often pictures stood still, all together
     * @param roundTripMillis95 how long 95 of 100 requests took at most to be answered; 0 if too few tell of one
     */
    public record Summary(int reports, int latencyMillis, int latencyMillis95, int stalls, int roundTripMillis95) {}

    /** Remembers by the given clock, in the manner of {@link System#nanoTime}. */
    ViewerReports(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * A player's report.
     *
     * @param address it came from
     * @param latencyMillis from capture to display
     * @param stalls since its last report
     * @param roundTripMillis how long its last report took to be answered
     */
    public synchronized void add(String address, int latencyMillis, int stalls, OptionalInt roundTripMillis) {
        forget();
        int place = Math.floorMod(WaitingRoom.network(address).hashCode(), PLACES);
        if (reports.size() >= MOST || perPlace[place] >= MOST_PER_ADDRESS) {
            ignored.increment();
            return;
        }
        perPlace[place]++;
        reports.addLast(new Report(nanoTime.getAsLong(), place, latencyMillis, stalls, roundTripMillis));
        latency.add(Duration.ofMillis(latencyMillis).toNanos());
        roundTripMillis.ifPresent(
                millis -> roundTrips.add(Duration.ofMillis(millis).toNanos()));
        this.stalls.add(stalls);
    }

    /** How far behind they are, of all reports so far. */
    public Distribution.Snapshot latency() {
        return latency.snapshot();
    }

    /** How often pictures stood still, in all reports so far. */
    public long stalls() {
        return stalls.sum();
    }

    /** How long requests took to be answered, of all reports so far. */
    public Distribution.Snapshot roundTrips() {
        return roundTrips.snapshot();
    }

    /** How many reports were too many, in all or from one address, and are in no other figure. */
    public long ignored() {
        return ignored.sum();
    }

    /** The last minute. */
    public synchronized Summary summary() {
        forget();
        int[] latencies =
                reports.stream().mapToInt(Report::latencyMillis).sorted().toArray();
        int stalls = reports.stream().mapToInt(Report::stalls).sum();
        int[] roundTrips = reports.stream()
                .flatMapToInt(report -> report.roundTripMillis().stream())
                .sorted()
                .toArray();
        int roundTrip95 = roundTrips.length < FEWEST_ROUND_TRIPS ? 0 : quantile(roundTrips, 0.95);
        return new Summary(latencies.length, quantile(latencies, 0.5), quantile(latencies, 0.95), stalls, roundTrip95);
    }

    private void forget() {
        long now = nanoTime.getAsLong();
        while (!reports.isEmpty() && now - reports.getFirst().nanos > REMEMBERED_NANOS) {
            perPlace[reports.removeFirst().place]--;
        }
    }

    private static int quantile(int[] sorted, double part) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.round(part * (sorted.length - 1))];
    }
}
