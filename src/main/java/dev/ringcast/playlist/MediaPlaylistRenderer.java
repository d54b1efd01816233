package dev.ringcast.playlist;

import static dev.ringcast.playlist.PlaylistTag.DISCONTINUITY;
import static dev.ringcast.playlist.PlaylistTag.DISCONTINUITY_SEQUENCE;
import static dev.ringcast.playlist.PlaylistTag.ENDLIST;
import static dev.ringcast.playlist.PlaylistTag.EXTINF;
import static dev.ringcast.playlist.PlaylistTag.INDEPENDENT_SEGMENTS;
import static dev.ringcast.playlist.PlaylistTag.MEDIA_SEQUENCE;
import static dev.ringcast.playlist.PlaylistTag.PROGRAM_DATE_TIME;
import static dev.ringcast.playlist.PlaylistTag.TARGETDURATION;

import dev.ringcast.media.MediaSegment;
import dev.ringcast.ring.RingSnapshot;

/**
 * Renders the media playlist of a sliding window: a pure function of its arguments, for any thread.
 *
 * <p>It says nothing that could change later for a segment once listed (L8), and has no EXT-X-PLAYLIST-TYPE, because
 * segments leave it (L23). EXT-X-INDEPENDENT-SEGMENTS stands here as well as in the multivariant playlist (L19): players
 * are also given the address of a media playlist alone.
 */
public final class MediaPlaylistRenderer {
    private MediaPlaylistRenderer() {}

    /**
     * The playlist's text.
     *
     * @param snapshot with at least one listed segment; the open one is not rendered
     * @throws IllegalArgumentException if no segment is listed
     */
    public static String render(RingSnapshot snapshot, MediaPlaylistSettings settings) {
        if (snapshot.segments().isEmpty()) {
            throw new IllegalArgumentException("a media playlist without a segment: wait for the first to be complete");
        }
        PlaylistText text = new PlaylistText();
        head(text, snapshot, settings);
        for (MediaSegment segment : snapshot.segments()) {
            segment(text, segment, settings);
        }
        if (snapshot.ended()) {
            text.tag(ENDLIST);
        }
        return text.document();
    }

    private static void head(PlaylistText text, RingSnapshot snapshot, MediaPlaylistSettings settings) {
        text.tag(INDEPENDENT_SEGMENTS);
        text.tag(TARGETDURATION, settings.targetDuration());
        text.tag(MEDIA_SEQUENCE, snapshot.mediaSequence());
        // Always, also before the first discontinuity: it must be there by the time one slides out (L16).
        text.tag(DISCONTINUITY_SEQUENCE, snapshot.discontinuitySequence());
    }

    private static void segment(PlaylistText text, MediaSegment segment, MediaPlaylistSettings settings) {
        if (segment.discontinuity()) {
            text.tag(DISCONTINUITY);
        }
        text.tag(PROGRAM_DATE_TIME, Decimals.dateTime(segment.programDateTime()));
        text.tag(EXTINF, Decimals.seconds(segment.duration()) + ",");
        text.uri(segment.run() + "/" + segment.sequence() + "." + settings.fileEnding());
    }
}
