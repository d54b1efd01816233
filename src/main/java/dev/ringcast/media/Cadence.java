package dev.ringcast.media;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;

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

    /**
     * The cadence of every so-many-th frame: its parts and segments are those of this one, to the nanosecond.
     *
     * @throws IllegalArgumentException if a part or segment would not have a whole number of frames; see {@link #divisors}
     */
    public Cadence ofEvery(int frames) {
        if (!divisors().contains(frames)) {
            throw new IllegalArgumentException("no whole number of every " + frames + " frames in parts of "
                    + framesPerPart + " and segments of " + framesPerSegment);
        }
        return new Cadence(frameRate.dividedBy(frames), framesPerSegment / frames, framesPerPart / frames);
    }

    /** The numbers <i>n</i> such that every part, also the last of a segment, has a whole number of every <i>n</i> frames. */
    public List<Integer> divisors() {
        return IntStream.rangeClosed(1, framesPerPart)
                .filter(n -> framesPerPart % n == 0 && framesPerSegment % n == 0)
                .boxed()
                .toList();
    }

    /** The exact duration of a media segment, to the nanosecond below. */
    public Duration segmentDuration() {
        return Duration.ofNanos(frameRate.nanosAt(framesPerSegment));
    }

    /**
     * The duration of a full partial segment, to the nanosecond below. One that starts between two nanoseconds may be
     * longer by one: PART-TARGET is this rounded up to what is printed (L31).
     */
    public Duration partTarget() {
        return Duration.ofNanos(frameRate.nanosAt(framesPerPart));
    }

    /** EXT-X-TARGETDURATION in seconds for media segments of this cadence (L6). */
    public int targetDuration() {
        return targetDuration(segmentDuration());
    }

    /**
     * EXT-X-TARGETDURATION in seconds for media segments of the given duration: rounded to the nearest integer, at least
     * 1 (L6).
     */
    public static int targetDuration(Duration segmentDuration) {
        // EXTINF is written in whole microseconds: half a second less a hair is printed as .500000 and rounds up.
        return (int) Math.max(
                1, segmentDuration.plusMillis(500).plus(1, ChronoUnit.MICROS).toSeconds());
    }

    /**
     * What a container makes at most of so many bits a second of encoded picture and sound. In MPEG-TS, the larger one, 4 of
     * 188 bytes are packet headers; a frame adds a header and a half-empty packet; and there are tables.
     */
    public double mostBitsPerSecond(long elementaryBitsPerSecond) {
        return elementaryBitsPerSecond * 1.03 + frameRate.framesPerSecond() * 1024 + 40_000;
    }

    private static int frames(FrameRate frameRate, Duration duration) {
        return (int) Math.max(1, Math.round(duration.toNanos() / 1e9 * frameRate.framesPerSecond()));
    }
}
