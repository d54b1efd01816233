package dev.ringcast.channel;

import dev.ringcast.ffmpeg.FfmpegException;
import dev.ringcast.ffmpeg.Poster;
import dev.ringcast.media.MediaBytes;
import dev.ringcast.source.NotCopiedException;
import dev.ringcast.source.SourceException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** One life of a channel's media, from source to ring. Its figures may be asked for by any thread, at any time. */
interface ChannelRun extends AutoCloseable {
    /**
     * Fills the channel's output until closed; called once, by the thread that owns all its native objects.
     *
     * @throws FfmpegException if an encoder or muxer fails
     * @throws SourceException if the source fails and the run cannot go on without it
     * @throws NotCopiedException if the source cannot be served without encoding
     * @throws RunEndedException if any of this happens in another process, or that process fails
     */
    void run() throws FfmpegException, SourceException, NotCopiedException, RunEndedException;

    /** What it is and does. */
    RunStatus status();

    /** What it has counted. */
    RunFigures.Totals figures();

    /** How long ago the newest part was published; empty before the first. */
    Optional<Duration> sincePart(long nanoTime);

    /**
     * The first picture of MPEG-TS bytes that begin with an IDR, as JPEG. They may be what the source has sent.
     *
     * @return empty if there is nobody to make it now
     * @throws IOException if there is none, or it cannot be decoded or written
     */
    default Optional<MediaBytes> poster(MediaBytes transportStream) throws IOException {
        return Optional.of(Poster.jpeg(transportStream));
    }

    /** How long its beat has stood still; nothing where it has none. */
    default Duration stillFor(long nanoTime) {
        return Duration.ZERO;
    }

    /** How long its source's thread has been in native code without a sign of life; nothing where that is not known here. */
    default Duration sourceStillFor(long nanoTime) {
        return Duration.ZERO;
    }

    /** Ends the run: {@link #run} returns soon after. */
    @Override
    void close();
}
