package dev.ringcast.segmenter;

import dev.ringcast.media.PartialSegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Keeps what a segmenter cuts. */
final class RecordingSink implements SegmentSink {
    private final List<String> calls = new ArrayList<>();
    private final List<Duration> begun = new ArrayList<>();
    private final List<PartialSegment> parts = new ArrayList<>();

    @Override
    public void beginSegment(Duration sinceStart) {
        calls.add("begin");
        begun.add(sinceStart);
    }

    @Override
    public void part(PartialSegment part) {
        calls.add(String.valueOf(part.duration().toMillis()));
        parts.add(part);
    }

    @Override
    public void endSegment() {
        calls.add("end");
    }

    /** {@code begin}, the milliseconds of a part, or {@code end}. */
    List<String> calls() {
        return List.copyOf(calls);
    }

    /** How long after the first picture each segment began. */
    List<Duration> begun() {
        return begun;
    }

    List<PartialSegment> parts() {
        return parts;
    }
}
