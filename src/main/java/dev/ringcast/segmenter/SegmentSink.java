package dev.ringcast.segmenter;

import dev.ringcast.media.PartialSegment;

/** Takes what a segmenter cuts, on the encoding thread and in order: begin, parts, end, begin … */
public interface SegmentSink {
    /** A segment begins at this beat. */
    void beginSegment(long beat);

    /** Its next part is complete. */
    void part(PartialSegment part);

    /** It is complete; the next one would begin at this beat. */
    void endSegment(long nextBeat);
}
