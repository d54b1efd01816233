package dev.ringcast.channel;

import dev.ringcast.media.MediaBytes;
import dev.ringcast.media.PartialSegment;
import dev.ringcast.segmenter.SegmentSink;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** Carries what one segmenter of a run cuts to its output, under the run's name. For the thread that muxes. */
final class RunSink implements SegmentSink {
    private final String run;
    private final RunOutput.Stream output;
    private final Supplier<Instant> start;
    private MediaBytes init = MediaBytes.EMPTY;
    private boolean changed;
    private boolean hasPart;

    /** Makes the sink of an output. */
    @FunctionalInterface
    interface Factory {
        RunSink sink(RunOutput.Stream output);
    }

    /** @param start the wall clock at the run's first picture, known by the time a segment begins */
    RunSink(String run, RunOutput.Stream output, Supplier<Instant> start) {
        this.run = run;
        this.output = output;
        this.start = start;
    }

    /** The run's init segment, before its first segment begins. */
    void init(MediaBytes bytes) {
        init = bytes;
    }

    @Override
    public void beginSegment(Duration sinceStart) {
        output.beginSegment(run, init, start.get().plus(sinceStart));
        // With the first segment of a run, the names that come next are known (L37).
        changed |= sinceStart.isZero();
    }

    @Override
    public void part(PartialSegment part) {
        output.appendPart(part);
        changed = true;
        hasPart = true;
    }

    @Override
    public void endSegment() {
        output.endSegment();
        changed = true;
    }

    /** Whether there is something to publish since this was asked last. */
    boolean takeChanged() {
        boolean result = changed;
        changed = false;
        return result;
    }

    /** Whether there is a part since this was asked last. */
    boolean takeHasPart() {
        boolean result = hasPart;
        hasPart = false;
        return result;
    }
}
