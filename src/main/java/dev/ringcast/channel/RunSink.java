package dev.ringcast.channel;

import dev.ringcast.media.FrameRate;
import dev.ringcast.media.MediaBytes;
import dev.ringcast.media.PartialSegment;
import dev.ringcast.segmenter.SegmentSink;
import java.time.Instant;
import java.util.function.Supplier;

/** Carries what one segmenter of a run cuts to its output, under the run's name. The encoding thread's. */
final class RunSink implements SegmentSink {
    private final String run;
    private final RenditionOutput output;
    private final FrameRate frameRate;
    private final Supplier<Instant> start;
    private MediaBytes init = MediaBytes.EMPTY;
    private boolean changed;

    /** Makes the sink of an output. */
    @FunctionalInterface
    interface Factory {
        RunSink sink(RenditionOutput output);
    }

    /** @param start the wall clock at beat 0, known by the time a segment begins */
    RunSink(String run, RenditionOutput output, FrameRate frameRate, Supplier<Instant> start) {
        this.run = run;
        this.output = output;
        this.frameRate = frameRate;
        this.start = start;
    }

    /** The run's init segment, before its first segment begins. */
    void init(MediaBytes bytes) {
        init = bytes;
    }

    @Override
    public void beginSegment(long beat) {
        output.beginSegment(run, init, start.get().plusNanos(frameRate.nanosAt(beat)));
        // With the first segment of a run, the names that come next are known (L37).
        changed |= beat == 0;
    }

    @Override
    public void part(PartialSegment part) {
        output.appendPart(part);
        changed = true;
    }

    @Override
    public void endSegment(long nextBeat) {
        output.endSegment();
        changed = true;
    }

    /** Whether there is something to publish since this was asked last. */
    boolean takeChanged() {
        boolean result = changed;
        changed = false;
        return result;
    }
}
