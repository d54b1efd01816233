package dev.ringcast.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DistributionTest {
    private final Distribution distribution = new Distribution(0.01, 0.1, 1);

    @Test
    void add_eachBound_isIncludedInItsOwn() {
        distribution.add(-5);
        distribution.add(TimeUnit.MILLISECONDS.toNanos(10));
        distribution.add(TimeUnit.MILLISECONDS.toNanos(10) + 1);
        distribution.add(TimeUnit.SECONDS.toNanos(1));
        distribution.add(TimeUnit.SECONDS.toNanos(2));

        Distribution.Snapshot snapshot = distribution.snapshot();
        assertThat(snapshot.bounds()).containsExactly(0.01, 0.1, 1.0);
        assertThat(snapshot.counts()).containsExactly(2L, 1L, 1L, 1L);
        assertThat(snapshot.count()).isEqualTo(5);
        assertThat(snapshot.sumSeconds()).isEqualTo(3.020000001);
    }

    @Test
    void add_fromManyThreads_losesNone() {
        IntStream.range(0, 100_000).parallel().forEach(i -> distribution.add(TimeUnit.MILLISECONDS.toNanos(50)));
        assertThat(distribution.snapshot().counts()).containsExactly(0L, 100_000L, 0L, 0L);
        assertThat(distribution.snapshot().sumSeconds()).isEqualTo(5000);
    }
}
