package dev.ringcast.source;

import dev.ringcast.ffmpeg.NativeFrame;

/** Takes what the tracks of an input decode. Times are in microseconds. */
interface TrackOutput {
    /** What the picture track is, in words. */
    void videoFormat(String video);

    /** What the sound track is, in words. */
    void audioFormat(String audio);

    /** It comes in its own time, or pictures have no times but those at which they come: nothing is to be held back. */
    void asItComes();

    /** Takes a picture and owns it from now on, whatever happens. */
    void video(NativeFrame picture, long timestamp, long duration) throws SourceClosedException, InterruptedException;

    /** Takes sound in the form that {@link SourceSink} has. */
    void audio(float[] samples, int sampleCount, long timestamp) throws SourceClosedException, InterruptedException;
}
