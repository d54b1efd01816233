package dev.ringcast.media;

import java.time.Duration;

/**
 * A partial segment: whole frames of video and the sound that goes with them.
 *
 * @param bytes the container bytes; the parts of a segment one after the other are the segment (L32)
 * @param duration from its first frame to the first frame of the next part, more than nothing
 * @param independent whether it starts with an IDR (L33)
 */
public record PartialSegment(MediaBytes bytes, Duration duration, boolean independent) {
    /** Checks the duration. */
    public PartialSegment {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("a partial segment of " + duration + "; it must last");
        }
    }
}
