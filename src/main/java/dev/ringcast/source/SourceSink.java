package dev.ringcast.source;

import dev.ringcast.ffmpeg.NativeFrame;

/**
 * Takes what a source delivers. All calls come from the thread that runs the source. Timestamps are in microseconds on
 * the source's own clock, shared by its tracks; they may start anywhere and may jump.
 */
public interface SourceSink {
    /** Audio the sink takes: 48 000 samples a second and channel. */
    int SAMPLE_RATE = 48_000;

    /** Audio the sink takes: two channels, interleaved. */
    int CHANNELS = 2;

    /** What the source turned out to be. Called before the first picture or sound, and again if it changes. */
    void format(SourceFormat format);

    /**
     * A decoded picture of any size and pixel format; the sink owns and closes it. Waits for room where the source is
     * {@link Pacing#PACED}.
     *
     * @throws InterruptedException if the source's thread is interrupted while it waits
     */
    void video(NativeFrame picture, long timestampMicros) throws InterruptedException;

    /**
     * Sound, resampled to {@link #SAMPLE_RATE} and {@link #CHANNELS}, as interleaved floats from -1 to 1. The sink
     * copies what it needs. Waits for room where the source is {@link Pacing#PACED}.
     *
     * @param sampleCount samples per channel; {@code samples} holds at least twice as many values
     * @throws InterruptedException if the source's thread is interrupted while it waits
     */
    void audio(float[] samples, int sampleCount, long timestampMicros) throws InterruptedException;
}
