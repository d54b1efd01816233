package dev.ringcast.media;

import java.time.Duration;

/**
 * A partial segment: whole frames of video and the sound that goes with them, or a time for which there are none.
 *
 * @param bytes the container bytes; the parts of a segment one after the other are the segment (L32)
 * @param duration from its first frame to the first frame of the next part, more than nothing
 * @param independent whether it starts with an IDR (L33)
 * @param gap whether it stands for media that are missing (L25); then it has no bytes
 */
public record PartialSegment(MediaBytes bytes, Duration duration, boolean independent, boolean gap) {
    /** Checks the duration. */
    public PartialSegment {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("a partial segment of " + duration + "; it must last");
        }
        if (gap && (independent || !bytes.isEmpty())) {
            throw new IllegalArgumentException("a gap with media in it");
        }
    }

    /** One that holds media. */
    public PartialSegment(MediaBytes bytes, Duration duration, boolean independent) {
        this(bytes, duration, independent, false);
    }

    /** One that stands for missing media. */
    public static PartialSegment gap(Duration duration) {
        return new PartialSegment(MediaBytes.EMPTY, duration, false, true);
    }
}
