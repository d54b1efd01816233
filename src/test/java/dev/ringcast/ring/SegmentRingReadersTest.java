package dev.ringcast.ring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.media.MediaSegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SegmentRingReadersTest {
    private static final int READERS = 100;
    private static final int ROUNDS = 60;

    @Test
    void L09_hundredReaders_neverSeeATornOrOlderSnapshot() throws Exception {
        SimulatedChannel channel = SimulatedChannel.ordinary();
        // Each round, all readers look some times while the writer appends a segment.
        CyclicBarrier round = new CyclicBarrier(READERS + 1);
        ExecutorService threads = Executors.newFixedThreadPool(READERS);
        try {
            List<Future<Long>> readers = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                readers.add(threads.submit(reader(channel.ring(), round)));
            }
            for (int i = 0; i < ROUNDS; i++) {
                if (i % 20 == 0) {
                    channel.startRun();
                }
                round.await(30, TimeUnit.SECONDS);
                channel.segments(1);
            }
            round.await(30, TimeUnit.SECONDS);
            long last = channel.ring().snapshot().lastSequence();
            for (Future<Long> reader : readers) {
                assertThat(reader.get(30, TimeUnit.SECONDS)).isEqualTo(last);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static Callable<Long> reader(SegmentRing ring, CyclicBarrier round) {
        return () -> {
            RingSnapshot before = ring.snapshot();
            for (int i = 0; i <= ROUNDS; i++) {
                round.await(30, TimeUnit.SECONDS);
                for (int look = 0; look < 20; look++) {
                    RingSnapshot snapshot = ring.snapshot();
                    assertWhole(snapshot);
                    assertNotOlder(before, snapshot);
                    before = snapshot;
                }
            }
            return before.lastSequence();
        };
    }

    private static void assertWhole(RingSnapshot snapshot) {
        List<MediaSegment> segments = snapshot.segments();
        for (MediaSegment segment : segments) {
            check(segment.parts().size() == 6, snapshot);
        }
        if (!segments.isEmpty()) {
            check(snapshot.lastSequence() == snapshot.mediaSequence() + segments.size() - 1, snapshot);
            check(
                    snapshot.open()
                            .filter(open -> open.sequence() != snapshot.lastSequence() + 1)
                            .isEmpty(),
                    snapshot);
        }
    }

    private static void assertNotOlder(RingSnapshot before, RingSnapshot snapshot) {
        check(snapshot.mediaSequence() >= before.mediaSequence(), snapshot);
        check(snapshot.lastSequence() >= before.lastSequence(), snapshot);
        check(snapshot.discontinuitySequence() >= before.discontinuitySequence(), snapshot);
        Optional<MediaSegment> open = snapshot.open();
        Optional<MediaSegment> openBefore = before.open();
        if (open.isPresent()
                && openBefore.isPresent()
                && open.get().sequence() == openBefore.get().sequence()) {
            check(open.get().parts().size() >= openBefore.get().parts().size(), snapshot);
        }
    }

    /** Cheaper than an assertion library, so that the readers look more often. */
    private static void check(boolean holds, RingSnapshot snapshot) {
        if (!holds) {
            throw new AssertionError("torn or older: " + snapshot);
        }
    }
}
