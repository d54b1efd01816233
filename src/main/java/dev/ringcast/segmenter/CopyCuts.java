package dev.ringcast.segmenter;

import dev.ringcast.media.SegmentTiming;
import java.time.Duration;
import java.util.Optional;

/**
 * Where a copied stream is cut, decided from the times of its pictures alone. A picture's end is known when the next one
 * comes, so each decision is about the picture before. Times are nanoseconds.
 *
 * <p>A segment ends at the first IDR that is a segment's duration after its beginning, measured between the IDRs'
 * presentation times, which is what EXTINF tells. Within it parts hold as many whole pictures as fit the part target,
 * measured in decoding times (L31): with reordered pictures only these go up evenly.
 */
final class CopyCuts {
    /** On average segments are never shorter all the same. */
    private static final long EARLY = SegmentTiming.EARLY_KEYFRAME.toNanos();

    private final long segment;
    private final long part;
    private long runStart;
    private long segments;
    private long segmentStart;
    private long offset;
    private long partStart;
    private long pictureStart;
    private long shortest;

    /**
     * What to cut around the picture before, before the new one.
     *
     * @param before the duration of a part to cut before the picture before is written; zero for none
     * @param after the duration of a part to cut after it is written; zero for none
     * @param segmentEnds whether a segment ends after it, and the new picture begins one
     */
    record Cut(Duration before, Duration after, boolean segmentEnds) {}

    CopyCuts(Duration segment, Duration part) {
        this.segment = segment.toNanos();
        this.part = part.toNanos();
    }

    /** The run's first picture, an IDR. */
    void start(long dts, long pts) {
        runStart = pts;
        segmentStart = pts;
        offset = pts - dts;
        partStart = pts;
        pictureStart = pts;
    }

    /** How long after the run's first picture the open segment begins. */
    Duration segmentBegin() {
        return Duration.ofNanos(segmentStart - runStart);
    }

    /** Whether the run goes on with this picture: the one before must last, but no longer than a part may. */
    boolean goesOn(long dts, long pts, boolean idr) {
        long duration = begin(dts, pts, idr) - pictureStart;
        return duration > 0 && duration <= part;
    }

    private long begin(long dts, long pts, boolean idr) {
        return idr && isDue(pts) ? pts : dts + offset;
    }

    /**
     * The next picture.
     *
     * @return empty if the run does not go on with it
     */
    Optional<Cut> next(long dts, long pts, boolean idr) {
        if (!goesOn(dts, pts, idr)) {
            return Optional.empty();
        }
        boolean segmentEnds = idr && isDue(pts);
        long now = begin(dts, pts, idr);
        long duration = now - pictureStart;
        long before = 0;
        if (now - partStart > part) {
            before = pictureStart - partStart;
            partStart = pictureStart;
        }
        // The shorter of two: a part cut too early is too short, one cut a picture later is right all the same.
        long likely = shortest == 0 ? duration : Math.min(shortest, duration);
        shortest = duration;
        boolean full = segmentEnds || now + likely - partStart > part;
        long after = full ? now - partStart : 0;
        partStart = full ? now : partStart;
        pictureStart = now;
        if (segmentEnds) {
            segments++;
            segmentStart = pts;
            offset = pts - dts;
        }
        return Optional.of(new Cut(Duration.ofNanos(before), Duration.ofNanos(after), segmentEnds));
    }

    /** How long after the beginning of the last picture nothing can be cut, in nanoseconds; 0 if it can. */
    long uncut() {
        long partIsFull = partStart + part - shortest;
        long segmentIsDue = Math.max(segmentStart + segment, runStart + (segments + 1) * segment) - EARLY;
        return Math.max(0, Math.min(partIsFull, segmentIsDue) - pictureStart);
    }

    /** No picture follows: the last one is taken to last as long as the one before. */
    Cut finish() {
        long duration = Math.min(part, shortest == 0 ? Duration.ofMillis(40).toNanos() : shortest);
        long now = pictureStart + duration;
        long before = now - partStart > part ? pictureStart - partStart : 0;
        return new Cut(Duration.ofNanos(before), Duration.ofNanos(now - partStart - before), true);
    }

    private boolean isDue(long pts) {
        return pts - segmentStart >= segment - EARLY && pts - runStart >= (segments + 1) * segment - EARLY;
    }
}
