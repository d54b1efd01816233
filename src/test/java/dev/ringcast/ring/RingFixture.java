package dev.ringcast.ring;

import dev.ringcast.media.Cadence;
import dev.ringcast.media.MediaBytes;
import dev.ringcast.media.PartialSegment;
import dev.ringcast.media.SegmentTiming;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A ring with segments of two seconds, and what is put into it. */
final class RingFixture {
    static final Instant START = Instant.parse("2026-11-24T10:00:00Z");
    static final Duration SEGMENT = Duration.ofSeconds(2);

    private RingFixture() {}

    static SegmentRing ring() {
        return new SegmentRing(
                new RingLimits(Duration.ofSeconds(60), 1_000_000), timing(SEGMENT), InstantSource.fixed(START));
    }

    static SegmentTiming timing(Duration segment) {
        return new SegmentTiming(segment, Cadence.targetDuration(segment), segment, 1);
    }

    /** Appends a segment of one part. */
    static void segment(SegmentRing ring, String run) {
        ring.beginSegment(run, MediaBytes.EMPTY, START);
        ring.appendPart(part(10, true));
        ring.endSegment();
    }

    static PartialSegment part(int bytes, boolean independent) {
        return new PartialSegment(MediaBytes.owning(new byte[bytes]), Duration.ofMillis(333), independent);
    }
}
