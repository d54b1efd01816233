package dev.ringcast.channel;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/**
 * How durations are spread: how many fall between each two bounds, and their sum. Adding one takes neither lock nor memory.
 * Safe for any thread.
 */
public final class Distribution {
    private final double[] bounds;
    private final long[] boundsNanos;
    private final AtomicLongArray counts;
    private final LongAdder sumNanos = new LongAdder();

    /** @param bounds upper bounds in seconds, each included, ascending; what is longer is counted too */
    Distribution(double... bounds) {
        this.bounds = bounds.clone();
        this.boundsNanos = DoubleStream.of(bounds)
                .mapToLong(bound -> Math.round(bound * 1e9))
                .toArray();
        this.counts = new AtomicLongArray(bounds.length + 1);
    }

    /**
     * The numbers at one moment.
     *
     * @param bounds upper bounds in seconds
     * @param counts how many fall between a bound and the one before; one more than bounds, for what is longer than all
     * @param sumSeconds all durations together; may lack one that is being added
     */
    public record Snapshot(List<Double> bounds, List<Long> counts, double sumSeconds) {
        /** Copies the lists. */
        public Snapshot {
            bounds = List.copyOf(bounds);
            counts = List.copyOf(counts);
        }

        /** How many there are. */
        public long count() {
            return counts.stream().mapToLong(Long::longValue).sum();
        }
    }

    /** One more; less than nothing counts as nothing. */
    void add(long nanos) {
        long positive = Math.max(0, nanos);
        int found = Arrays.binarySearch(boundsNanos, positive);
        counts.incrementAndGet(found >= 0 ? found : -found - 1);
        sumNanos.add(positive);
    }

    /** The numbers now. */
    Snapshot snapshot() {
        return new Snapshot(
                DoubleStream.of(bounds).boxed().toList(),
                LongStream.range(0, counts.length())
                        .map(i -> counts.get((int) i))
                        .boxed()
                        .toList(),
                sumNanos.sum() / (double) Duration.ofSeconds(1).toNanos());
    }
}
