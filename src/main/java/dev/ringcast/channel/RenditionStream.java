package dev.ringcast.channel;

import dev.ringcast.media.MediaBytes;
import dev.ringcast.media.MediaSegment;
import dev.ringcast.media.SegmentTiming;
import dev.ringcast.playlist.LivePlaylist;
import java.util.Optional;

/** One rendition of a channel in one packaging, as it is served. Safe for any thread. */
public interface RenditionStream {
    /** Its media playlist now, rendered already; empty before the first segment. */
    Optional<LivePlaylist> playlist();

    /**
     * Whether it was given up, as the machine cannot carry it: it has no playlist and nothing will follow, until a run that
     * has it again has a segment. Its media stay for their time (L13).
     */
    boolean withdrawn();

    /** What its playlist promises. */
    SegmentTiming timing();

    /** A complete segment that is listed or was until lately (L13); empty if unknown or a gap (L25). */
    Optional<MediaSegment> segment(String run, long sequence);

    /** The same, or the segment that is being filled, with the parts it has so far; empty if unknown or a gap. */
    Optional<MediaSegment> segmentSoFar(String run, long sequence);

    /** Whether the playlist hints at this part: it is the next one, unless the run ends (L37). */
    boolean isNext(String run, long sequence, long part);

    /** The init segment of a run (L21); empty if the run is unknown or the packaging has none. */
    Optional<MediaBytes> init(String run);

    /**
     * Lets a request wait until the stream goes on; see {@link Waiter}.
     *
     * @return false if there is nothing to wait for: it is ready, or the channel is being shut down
     */
    boolean await(Waiter waiter);

    /** Forgets a request that waits. */
    void forget(Waiter waiter);
}
