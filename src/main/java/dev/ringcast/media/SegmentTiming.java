package dev.ringcast.media;

import java.time.Duration;

/**
 * What a channel's playlists promise about time. It follows from the configuration alone and never changes (L6, L30).
 *
 * @param numbering media sequence numbers start at the wall clock divided by this; segments last at least so long on
 *     average, so that numbers never run ahead of the clock (L11)
 * @param targetDuration EXT-X-TARGETDURATION in seconds (L6)
 * @param partTarget no part lasts longer (L31); PART-TARGET is this rounded up to what is printed
 * @param partsPerSegment parts of the shortest segment that is not the last of a run
 */
public record SegmentTiming(Duration numbering, int targetDuration, Duration partTarget, int partsPerSegment) {
    /** How much farther apart than configured keyframes may be, as cameras and containers round their timestamps. */
    public static final Duration KEYFRAME_LEEWAY = Duration.ofMillis(50);

    /** How much earlier than a segment's duration one may end it: timestamps in whole milliseconds make it come early by one. */
    public static final Duration EARLY_KEYFRAME = Duration.ofMillis(20);

    /** The same as {@link #KEYFRAME_LEEWAY} for a part. */
    private static final Duration PART_LEEWAY = Duration.ofMillis(10);

    /** Checks the bounds. */
    public SegmentTiming {
        if (numbering.isNegative() || numbering.isZero() || partTarget.isNegative() || partTarget.isZero()) {
            throw new IllegalArgumentException(
                    "segments of " + numbering + " and parts of " + partTarget + "; they must last");
        }
        if (targetDuration < 1 || partsPerSegment < 1) {
            throw new IllegalArgumentException("a target duration of " + targetDuration + " s and " + partsPerSegment
                    + " parts a segment; there is at least one");
        }
    }

    /** That of media encoded in a cadence: every segment and part is alike. */
    public static SegmentTiming of(Cadence cadence) {
        return new SegmentTiming(
                cadence.segmentDuration(), cadence.targetDuration(), cadence.partTarget(), partsOf(cadence));
    }

    /**
     * That of media cut at a source's own keyframes, or encoded in this cadence where the source does not fit.
     *
     * <p>A segment ends at the first keyframe that is a segment's duration after its beginning, so the keyframe before
     * that came earlier, and the segment is shorter than segment and distance of keyframes together. Where a keyframe
     * fails to come, this is noticed a picture later, and none is longer than a part. The last segment of a run may be
     * short, and so may the last gap before the next run (L25); runs begin a segment's duration apart on average, which
     * makes three segments of it at most: hence a third of it for the numbering.
     *
     * @param keyframes the longest distance of keyframes that is accepted
     */
    public static SegmentTiming copied(Cadence cadence, Duration keyframes) {
        Duration partTarget = cadence.partTarget().plus(PART_LEEWAY);
        Duration longest =
                cadence.segmentDuration().plus(keyframes).plus(KEYFRAME_LEEWAY).plus(partTarget);
        long shortest = cadence.segmentDuration().minus(EARLY_KEYFRAME).toNanos();
        int parts = (int) ((shortest + partTarget.toNanos() - 1) / partTarget.toNanos());
        return new SegmentTiming(
                cadence.segmentDuration().dividedBy(3),
                Cadence.targetDuration(longest),
                partTarget,
                Math.min(parts, partsOf(cadence)));
    }

    /** Whether parts of whole pictures of this rate can be as long as L31 asks, which is 85 % of PART-TARGET. */
    public boolean allowsPartsOf(FrameRate rate) {
        long picture = rate.nanosAt(1);
        long longest = partTarget.toNanos() / picture * picture;
        return longest >= shortestPart();
    }

    /** Of those that L31 does not exempt, in nanoseconds. */
    private long shortestPart() {
        return partTarget.toNanos() * 85 / 100;
    }

    private static int partsOf(Cadence cadence) {
        return (cadence.framesPerSegment() + cadence.framesPerPart() - 1) / cadence.framesPerPart();
    }
}
