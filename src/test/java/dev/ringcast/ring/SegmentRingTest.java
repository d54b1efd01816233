package dev.ringcast.ring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.media.MediaBytes;
import dev.ringcast.media.MediaSegment;
import dev.ringcast.media.PartialSegment;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentRingTest {
    private static final MediaBytes INIT = MediaBytes.owning(new byte[] {1});

    private final SegmentRing ring = RingFixture.ring();

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
                RingFixture.timing(Duration.ofMillis(segmentMillis)),
                InstantSource.fixed(start));

        other.beginSegment("a", MediaBytes.EMPTY, start);

        MediaSegment open = other.snapshot().open().orElseThrow();
        assertThat(open.sequence()).isEqualTo(expected);
        assertThat(open.discontinuitySequence()).isEqualTo(discontinuity);
        assertThat(open.discontinuity()).isFalse();
    }

    @Test
    void beginSegment_newRun_isADiscontinuityOnce() {
        RingFixture.segment(ring, "a");
        RingFixture.segment(ring, "a");
        RingFixture.segment(ring, "b");
        RingFixture.segment(ring, "b");

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
    void L25_gap_goesOnInTheRunBeforeItAndTheNextRunIsADiscontinuity() {
        ring.beginSegment("a", INIT, RingFixture.START);
        ring.appendPart(RingFixture.part(100, true));
        ring.endSegment();
        ring.beginGap();
        ring.appendPart(PartialSegment.gap(RingFixture.SEGMENT));
        ring.endSegment();
        RingFixture.segment(ring, "b");

        List<MediaSegment> segments = ring.snapshot().segments();
        assertThat(segments).extracting(MediaSegment::run).containsExactly("a", "a", "b");
        assertThat(segments).extracting(MediaSegment::gap).containsExactly(false, true, false);
        assertThat(segments).extracting(MediaSegment::discontinuity).containsExactly(false, false, true);
        assertThat(segments).extracting(MediaSegment::sequence).containsExactly(897757200L, 897757201L, 897757202L);
        MediaSegment gap = segments.get(1);
        assertThat(gap.programDateTime()).isEqualTo(segments.get(0).end());
        assertThat(gap.end()).isEqualTo(segments.get(0).end().plus(RingFixture.SEGMENT));
        assertThat(gap.init()).isEqualTo(INIT);
        assertThat(gap.size()).isZero();
    }

    @Test
    void abandonOpen_noParts_givesNumberAndDiscontinuityToTheNext() {
        RingFixture.segment(ring, "a");
        ring.beginSegment("b", MediaBytes.EMPTY, RingFixture.START);
        ring.abandonOpen();
        assertThat(ring.snapshot().open()).isEmpty();

        RingFixture.segment(ring, "c");

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
    void appendPart_growsTheOpenSegment() {
        ring.beginSegment("a", MediaBytes.EMPTY, RingFixture.START);
        RingSnapshot before = ring.snapshot();
        ring.appendPart(RingFixture.part(10, true));
        ring.appendPart(RingFixture.part(20, false));

        MediaSegment open = ring.snapshot().open().orElseThrow();
        assertThat(open.parts()).hasSize(2);
        assertThat(ring.snapshot().find("a", open.sequence())).contains(open);
        assertThat(ring.snapshot().bytes()).isEqualTo(30);
        assertThat(before.open().orElseThrow().parts()).isEmpty();
        assertThat(ring.snapshot().segments()).isEmpty();
    }

    @Test
    void end_isTakenBackByTheNextSegment() {
        RingFixture.segment(ring, "a");
        ring.end();
        assertThat(ring.snapshot().ended()).isTrue();

        RingFixture.segment(ring, "b");

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
    void L13_retireAll_listsNothingAndKeepsEverythingForItsTime() {
        RingFixture.segment(ring, "a");
        RingFixture.segment(ring, "a");
        long first = ring.snapshot().mediaSequence();

        ring.retireAll();

        assertThat(ring.snapshot().segments()).isEmpty();
        assertThat(ring.snapshot().find("a", first + 1)).isPresent();
        RingFixture.segment(ring, "a");
        assertThat(ring.snapshot().mediaSequence()).isEqualTo(first + 2);
    }

    @Test
    void L27_follow_anotherRing_goesOnWithItsNumbers() {
        RingFixture.segment(ring, "a");
        long first = ring.snapshot().mediaSequence();
        ring.retireAll();
        MediaSegment other = new MediaSegment(
                "a", first + 7, RingFixture.START, false, 5, MediaBytes.EMPTY, List.of(RingFixture.part(1, true)));

        ring.follow(other);
        RingFixture.segment(ring, "b");

        MediaSegment next = ring.snapshot().segments().get(0);
        assertThat(next.sequence()).isEqualTo(first + 8);
        assertThat(next.discontinuity()).isTrue();
        assertThat(next.discontinuitySequence()).isEqualTo(6);
        ring.retireAll();
        assertThat(ring.snapshot().find("a", first)).isPresent();
        assertThat(ring.snapshot().find("a", first + 1)).isEmpty();
        assertThat(ring.snapshot().find("b", first + 8)).isPresent();
    }

    @Test
    void snapshot_empty_hasNumbersOfZero() {
        assertThat(RingSnapshot.EMPTY.mediaSequence()).isZero();
        assertThat(RingSnapshot.EMPTY.lastSequence()).isZero();
        assertThat(RingSnapshot.EMPTY.discontinuitySequence()).isZero();
        assertThat(RingSnapshot.EMPTY.bytes()).isZero();
    }
}
