package dev.ringcast.source;

import dev.ringcast.media.FrameRate;

/**
 * The time of the test card. Frames and samples are numbered from a second of the wall clock on, so for whole frame
 * rates a frame falls exactly on every second, together with the beep.
 *
 * @param frameRate frames per second
 * @param unixNanos Unix time of frame 0 and sample 0, in nanoseconds
 */
record TestCardClock(FrameRate frameRate, long unixNanos) {
    private static final long SECOND = 1_000_000_000L;

    /** The flash is lit for so many frames of each second. */
    private static final int LIT_FRAMES = 3;

    /** A clock whose frame 0 is at the beginning of the second. */
    static TestCardClock aligned(FrameRate frameRate, long unixNanosNow) {
        return new TestCardClock(frameRate, Math.floorDiv(unixNanosNow, SECOND) * SECOND);
    }

    /** Unix time at which a frame is due, in nanoseconds. */
    long unixNanosAt(long frame) {
        return unixNanos + frameRate.nanosAt(frame);
    }

    /** Timestamp of a frame, in microseconds. */
    long micros(long frame) {
        return frameRate.nanosAt(frame) / 1000;
    }

    /** Whether the frame is one of the first three of a second. */
    boolean isLit(long frame) {
        return Math.floorDiv(unixNanosAt(frame), SECOND) != Math.floorDiv(unixNanosAt(frame - LIT_FRAMES), SECOND);
    }

    /** The sample with which the sound of a frame begins. */
    long firstSample(long frame) {
        return Math.floorDiv(frame * frameRate.denominator() * SourceSink.SAMPLE_RATE, (long) frameRate.numerator());
    }

    /** Timestamp of a sample, in microseconds. */
    static long sampleMicros(long sample) {
        return sample / SourceSink.SAMPLE_RATE * 1_000_000
                + sample % SourceSink.SAMPLE_RATE * 1_000_000 / SourceSink.SAMPLE_RATE;
    }

    /** How many samples into its second of the wall clock a sample is. */
    int sampleOfSecond(long sample) {
        long start = Math.floorMod(unixNanos, SECOND) * SourceSink.SAMPLE_RATE / SECOND;
        return (int) Math.floorMod(start + sample, (long) SourceSink.SAMPLE_RATE);
    }
}
