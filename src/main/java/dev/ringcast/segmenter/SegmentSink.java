package dev.ringcast.segmenter;

import dev.ringcast.media.PartialSegment;
import java.time.Duration;

/** Takes what a segmenter cuts, on the thread that muxes and in order: begin, parts, end, begin … */
public interface SegmentSink {
    /** A segment begins, so long after the run's first picture by the media's own time. */
    void beginSegment(Duration sinceStart);

    /** Its next part is complete. */
    void part(PartialSegment part);

    /** It is complete. */
    void endSegment();
}
