package dev.ringcast.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.ringcast.media.Cadence;
import dev.ringcast.media.MediaBytes;
import dev.ringcast.media.MediaSegment;
import dev.ringcast.media.PartialSegment;
import dev.ringcast.media.SegmentTiming;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentRingTest {
    private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");
    private static final Duration SEGMENT = Duration.ofSeconds(2);

    private final SegmentRing ring = new SegmentRing(
            new RingLimits(Duration.ofSeconds(60), 1_000_000), timing(SEGMENT), InstantSource.fixed(START));

    private static SegmentTiming timing(Duration segment) {
        return new SegmentTiming(segment, Cadence.targetDuration(segment), segment, 1);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-24T10:00:00Z, 2000, 897757200, 48336",
        "2026-11-24T10:00:01.999999999Z, 2000, 897757200, 48336",
        "2026-11-24T10:00:12Z, 2000, 897757206, 48337",
        "2026-11-24T10:00:00Z, 2002, 896860339, 48336",
        "1970-01-01T00:00:01Z, 2000, 1, 0",
        "1960-01-01T00:00:00Z, 2000, 1, 26432"
    })
    void L11_L16_firstNumbers_followTheWallClock(Instant start, long segmentMillis, long expected, long discontinuity) {
        SegmentRing other = new SegmentRing(
                new RingLimits(Duration.ofSeconds(60), 1_000_000),
                timing(Duration.ofMillis(segmentMillis)),
                InstantSource.fixed(start));

        other.beginSegment("a", MediaBytes.EMPTY, start);

        MediaSegment open = other.snapshot().open().orElseThrow();
        assertThat(open.sequence()).isEqualTo(expected);
        assertThat(open.discontinuitySequence()).isEqualTo(discontinuity);
        assertThat(open.discontinuity()).isFalse();
    }

    @Test
    void beginSegment_newRun_isADiscontinuityOnce() {
        segment("a");
        segment("a");
        segment("b");
        segment("b");

        List<MediaSegment> segments = ring.snapshot().segments();
        long first = segments.get(0).discontinuitySequence();
        assertThat(segments).extracting(MediaSegment::discontinuity).containsExactly(false, false, true, false);
        assertThat(segments)
                .extracting(MediaSegment::discontinuitySequence)
                .containsExactly(first, first, first + 1, first + 1);
        assertThat(segments)
                .extracting(MediaSegment::sequence)
                .containsExactly(897757200L, 897757201L, 897757202L, 897757203L);
    }

    @Test
    void abandonOpen_noParts_givesNumberAndDiscontinuityToTheNext() {
        segment("a");
        ring.beginSegment("b", MediaBytes.EMPTY, START);
        ring.abandonOpen();
        assertThat(ring.snapshot().open()).isEmpty();

        segment("c");

        MediaSegment last = ring.snapshot().segments().get(1);
        assertThat(last.sequence()).isEqualTo(897757201L);
        assertThat(last.discontinuity()).isTrue();
        assertThat(last.discontinuitySequence()).isEqualTo(48337);
    }

    @Test
    void abandonOpen_nothingOpen_doesNothing() {
        ring.abandonOpen();

        assertThat(ring.snapshot()).isEqualTo(RingSnapshot.EMPTY);
    }

    @Test
    void abandonOpen_withParts_throws() {
        ring.beginSegment("a", MediaBytes.EMPTY, START);
        ring.appendPart(part(10, true));

        assertThatIllegalStateException().isThrownBy(ring::abandonOpen).withMessageContaining("end it");
    }

    @Test
    void appendPart_growsTheOpenSegment() {
        ring.beginSegment("a", MediaBytes.EMPTY, START);
        RingSnapshot before = ring.snapshot();
        ring.appendPart(part(10, true));
        ring.appendPart(part(20, false));

        MediaSegment open = ring.snapshot().open().orElseThrow();
        assertThat(open.parts()).hasSize(2);
        assertThat(ring.snapshot().find("a", open.sequence())).contains(open);
        assertThat(ring.snapshot().bytes()).isEqualTo(30);
        assertThat(before.open().orElseThrow().parts()).isEmpty();
        assertThat(ring.snapshot().segments()).isEmpty();
    }

    @Test
    void L19_appendPart_firstNotIndependent_throwsAndChangesNothing() {
        ring.beginSegment("a", MediaBytes.EMPTY, START);
        RingSnapshot before = ring.snapshot();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ring.appendPart(part(10, false)))
                .withMessageContaining("IDR");
        assertThat(ring.snapshot()).isEqualTo(before);
    }

    @Test
    void callsOutOfOrder_throw() {
        assertThatIllegalStateException().isThrownBy(() -> ring.appendPart(part(1, true)));
        assertThatIllegalStateException().isThrownBy(ring::endSegment);

        ring.beginSegment("a", MediaBytes.EMPTY, START);
        assertThatIllegalStateException().isThrownBy(ring::endSegment).withMessageContaining("no part");
        assertThatIllegalStateException().isThrownBy(() -> ring.beginSegment("a", MediaBytes.EMPTY, START));
        assertThatIllegalStateException().isThrownBy(ring::end);

        ring.appendPart(part(1, true));
        ring.endSegment();
        assertThatIllegalStateException().isThrownBy(() -> ring.appendPart(part(1, true)));
        ring.end();
        assertThatIllegalStateException().isThrownBy(() -> ring.appendPart(part(1, true)));
        assertThat(ring.snapshot().segments()).hasSize(1);
    }

    @Test
    void beginSegment_runUnfitForAUri_throwsAndChangesNothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> ring.beginSegment("a/b", MediaBytes.EMPTY, START));

        assertThat(ring.snapshot()).isEqualTo(RingSnapshot.EMPTY);
    }

    @Test
    void write_whileAnotherThreadWrites_throws() throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        SegmentRing slow = new SegmentRing(new RingLimits(SEGMENT, 100), timing(SEGMENT), () -> {
            inside.countDown();
            try {
                assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException("nobody interrupts this test", e);
            }
            return START;
        });
        Thread writer = new Thread(() -> slow.beginSegment("a", MediaBytes.EMPTY, START), "writer");
        writer.start();
        assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();

        assertThatIllegalStateException().isThrownBy(slow::end).withMessageContaining("two threads");

        done.countDown();
        writer.join(10_000);
        assertThat(slow.snapshot().open()).isPresent();
        assertThat(slow.snapshot().ended()).isFalse();
    }

    @Test
    void end_isTakenBackByTheNextSegment() {
        segment("a");
        ring.end();
        assertThat(ring.snapshot().ended()).isTrue();

        segment("b");

        assertThat(ring.snapshot().ended()).isFalse();
        assertThat(ring.snapshot().segments().get(1).discontinuity()).isTrue();
    }

    @Test
    void find_knowsListedRetiredAndOpenByRunAndSequence() {
        SimulatedChannel channel = SimulatedChannel.ordinary();
        channel.startRun();
        channel.segments(40);
        channel.startRun();
        channel.segments(5);
        channel.ring()
                .beginSegment(channel.run(), MediaBytes.EMPTY, channel.clock().instant());
        RingSnapshot snapshot = channel.ring().snapshot();
        long last = snapshot.lastSequence();

        for (long sequence = last - 44; sequence <= last - 5; sequence++) {
            assertThat(snapshot.find("run1", sequence))
                    .map(MediaSegment::sequence)
                    .contains(sequence);
            assertThat(snapshot.find("run2", sequence)).isEmpty();
        }
        for (long sequence = last - 4; sequence <= last + 1; sequence++) {
            assertThat(snapshot.find("run2", sequence))
                    .map(MediaSegment::sequence)
                    .contains(sequence);
            assertThat(snapshot.find("run1", sequence)).isEmpty();
        }
        for (long sequence : new long[] {last - 45, last + 2, 0, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
            assertThat(snapshot.find("run1", sequence)).isEmpty();
            assertThat(snapshot.find("run2", sequence)).isEmpty();
        }
    }

    @Test
    void snapshot_withAHoleInItsSequence_isRefused() {
        segment("a");
        segment("a");
        segment("a");
        List<MediaSegment> segments = ring.snapshot().segments();

        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new RingSnapshot(
                        List.of(segments.get(0), segments.get(2)),
                        List.of(),
                        ring.snapshot().open(),
                        false));
    }

    @Test
    void snapshot_empty_hasNumbersOfZero() {
        assertThat(RingSnapshot.EMPTY.mediaSequence()).isZero();
        assertThat(RingSnapshot.EMPTY.lastSequence()).isZero();
        assertThat(RingSnapshot.EMPTY.discontinuitySequence()).isZero();
        assertThat(RingSnapshot.EMPTY.bytes()).isZero();
    }

    private void segment(String run) {
        ring.beginSegment(run, MediaBytes.EMPTY, START);
        ring.appendPart(part(10, true));
        ring.endSegment();
    }

    private static PartialSegment part(int bytes, boolean independent) {
        return new PartialSegment(MediaBytes.owning(new byte[bytes]), Duration.ofMillis(333), independent);
    }
}
