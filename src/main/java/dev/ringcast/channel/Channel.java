package dev.ringcast.channel;

import dev.ringcast.media.MediaBytes;
import dev.ringcast.media.Packaging;
import dev.ringcast.playlist.RenderedPlaylist;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A live programme. It outlives its runs: media sequence numbers go on over stops, restarts and failures.
 *
 * <p>Safe for any thread. {@link #start}, {@link #stop} and {@link #restart} may take a few seconds.
 */
public interface Channel {
    /** Its name in addresses, {@code [A-Za-z0-9_-]{1,64}}. */
    String name();

    /** Its name for people; any text. */
    String title();

    /**
     * The date and time of this moment as its media count it (EXT-X-PROGRAM-DATE-TIME): that of the machine, unless its clock
     * was set or the sender's is not exact since the run began.
     */
    Instant now();

    /** State and figures now. */
    ChannelStatus status();

    /** Figures for monitoring now. */
    ChannelFigures figures();

    /** Whether it does what it should. */
    ChannelHealth health();

    /** What was answered for it. */
    AnswerCount answers();

    /** Starts it; nothing if it runs. */
    void start();

    /** Stops it and waits until everything is closed. Its playlists end (L22) and stay. */
    void stop();

    /** Stops it for good, and lets all requests go that wait for it. */
    default void close() {
        stop();
    }

    /** Ends source, encoder and muxer and begins anew: the playlists go on with a discontinuity (L17). */
    void restart();

    /**
     * The multivariant playlist of a packaging, its addresses relative to {@code /live/{channel}/}; empty before the
     * first segment.
     */
    Optional<RenderedPlaylist> multivariantPlaylist(Packaging packaging);

    /** That of MPEG-TS, its addresses relative to the root of the application, for {@code /stream.m3u8}. */
    Optional<RenderedPlaylist> shortMultivariantPlaylist();

    /** A rendition in a packaging, as it is served; empty if there is no rendition of this name. */
    Optional<RenditionStream> stream(String rendition, Packaging packaging);

    /**
     * The newest segment's first picture as JPEG; empty before there is one, and where it cannot be made, which the channel
     * has noted then. Made when asked for, once a segment; while that takes long, others get the one before.
     */
    Optional<MediaBytes> poster();

    /** EXT-X-TARGETDURATION in seconds, at least 1; cache times follow from it. */
    int targetDuration();

    /** How long a part lasts at most (L31). */
    Duration partTarget();

    /** What it takes to watch; empty if everybody may. */
    Optional<PlaybackTokens> tokens();

    /** Who watches. */
    ViewerCount viewers();

    /** What those that watch on our page tell of it. */
    ViewerReports viewerReports();
}
