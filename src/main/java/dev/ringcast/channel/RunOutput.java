package dev.ringcast.channel;

import dev.ringcast.media.MediaBytes;
import dev.ringcast.media.Packaging;
import dev.ringcast.media.PartialSegment;
import dev.ringcast.ring.RingRoom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where a run puts its media: the channel's rings, or a pipe to the process that has them. For one thread at a time. The
 * order of calls is that of {@link dev.ringcast.ring.SegmentRing}.
 */
interface RunOutput {
    /** A rendition in one packaging. */
    interface Stream {
        /** The rendition's name. */
        String rendition();

        /** How its media are packaged. */
        Packaging packaging();

        /**
         * Begins the next segment.
         *
         * @param run the life of encoder and muxer that it comes from
         * @param init the run's init segment; empty where the packaging has none
         * @param programDateTime the wall clock at its first frame (L18)
         */
        void beginSegment(String run, MediaBytes init, Instant programDateTime);

        /** Appends to the segment. */
        void appendPart(PartialSegment part);

        /** The segment is complete. */
        void endSegment();
    }

    /** Every one of them. */
    List<? extends Stream> all();

    /** Before a run with all renditions: those that were withdrawn come back with its first segment. */
    void restore();

    /** The date and time at which the complete segments so far end; empty if there is none, or if it is not known here. */
    Optional<Instant> end();

    /** Gives a rendition up, between two segments. */
    void withdraw(String rendition);

    /** What was put in since the last call can be seen from now on, all of it at once. */
    void publish();

    /** How much of its media the channel holds, and may; unknown where the rings are not here. */
    RingRoom room();

    /** A rendition in every packaging. */
    default List<? extends Stream> of(String rendition) {
        return all().stream()
                .filter(stream -> stream.rendition().equals(rendition))
                .toList();
    }

    /**
     * The date and time of media that begin now (L18): the wall clock, but not before the end of those that are there. They
     * end later if the wall clock was set back, or if a source came faster than its time.
     */
    default Instant begin(Instant now) {
        return end().filter(end -> end.isAfter(now)).orElse(now);
    }
}
