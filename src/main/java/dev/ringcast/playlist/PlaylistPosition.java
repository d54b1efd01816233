package dev.ringcast.playlist;

import dev.ringcast.media.MediaSegment;
import dev.ringcast.ring.RingSnapshot;
import java.util.List;
import java.util.OptionalLong;

/**
 * How far a media playlist has come.
 *
 * @param lastSequence the media sequence number of the last complete segment; 0 before there is one
 * @param lastParts the number of its parts
 * @param openParts the number of parts of the segment after it, which still grows
 */
public record PlaylistPosition(long lastSequence, int lastParts, int openParts) {
    /** The position of what a ring holds. */
    public static PlaylistPosition of(RingSnapshot snapshot) {
        List<MediaSegment> segments = snapshot.segments();
        int lastParts = segments.isEmpty()
                ? 0
                : segments.get(segments.size() - 1).parts().size();
        int openParts = snapshot.open().map(open -> open.parts().size()).orElse(0);
        return new PlaylistPosition(snapshot.lastSequence(), lastParts, openParts);
    }

    /**
     * Whether the playlist holds what a blocking request asks for, or something newer. A part past the last one of its
     * segment stands for the first part of the next segment (L35).
     *
     * @param sequence any number
     * @param part any number; none if the whole segment is asked for
     */
    public boolean reaches(long sequence, OptionalLong part) {
        if (sequence < lastSequence) {
            return true;
        }
        if (sequence == lastSequence) {
            return part.isEmpty() || part.getAsLong() < lastParts || openParts > 0;
        }
        return sequence == lastSequence + 1 && part.isPresent() && part.getAsLong() < openParts;
    }

    /** LAST-MSN of a rendition report: of the last segment of which there is anything. */
    long reportedSequence() {
        return openParts > 0 ? lastSequence + 1 : lastSequence;
    }

    /** LAST-PART of a rendition report. */
    int reportedPart() {
        return (openParts > 0 ? openParts : lastParts) - 1;
    }
}
