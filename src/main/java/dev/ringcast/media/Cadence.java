package dev.ringcast.media;

import java.time.Duration;

/**
 * The beat of a channel: how many frames make a partial segment and how many make a media segment. Every figure that
 * the playlists promise about time follows from it and never changes while the channel is configured so (L6, L30).
 *
 * @param frameRate the output frame rate
 * @param framesPerSegment frames of a media segment
 * @param framesPerPart frames of a partial segment; the last part of a segment may have fewer
 */
public record Cadence(FrameRate frameRate, int framesPerSegment, int framesPerPart) {
    /** Checks the bounds. */
    public Cadence {
        if (framesPerSegment < 1 || framesPerPart < 1 || framesPerPart > framesPerSegment) {
            throw new IllegalArgumentException("no cadence: " + framesPerPart + " frames a part, " + framesPerSegment
                    + " frames a segment; a part has at least one frame and at most a segment's");
        }
    }

    /** The cadence nearest to the wanted durations: whole frames, at least one. */
    public static Cadence of(FrameRate frameRate, Duration segment, Duration part) {
        int framesPerSegment = frames(frameRate, segment);
        return new Cadence(frameRate, framesPerSegment, Math.min(framesPerSegment, frames(frameRate, part)));
    }

    /** The exact duration of a media segment, to the nanosecond below. */
    public Duration segmentDuration() {
        return Duration.ofNanos(frameRate.nanosAt(framesPerSegment));
    }

    /** The duration of a full partial segment, PART-TARGET. */
    public Duration partTarget() {
        return Duration.ofNanos(frameRate.nanosAt(framesPerPart));
    }

    /** EXT-X-TARGETDURATION in seconds: the segment duration rounded to the nearest integer, at least 1 (L6). */
    public int targetDuration() {
        return (int) Math.max(1, segmentDuration().plusMillis(500).toSeconds());
    }

    private static int frames(FrameRate frameRate, Duration duration) {
        return (int) Math.max(1, Math.round(duration.toNanos() / 1e9 * frameRate.framesPerSecond()));
    }
}
