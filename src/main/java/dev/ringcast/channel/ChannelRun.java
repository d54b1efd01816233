package dev.ringcast.channel;

import dev.ringcast.ffmpeg.FfmpegException;
import dev.ringcast.source.NotCopiedException;
import dev.ringcast.source.SourceException;
import dev.ringcast.source.SourceFormat;

/** One life of a channel's media, from source to ring. Its figures may be asked for by any thread, at any time. */
interface ChannelRun extends AutoCloseable {
    /**
     * Fills the channel's output until closed; called once, by the thread that owns all its native objects.
     *
     * @throws FfmpegException if an encoder or muxer fails
     * @throws SourceException if the source fails and the run cannot go on without it
     * @throws NotCopiedException if the source cannot be served without encoding
     */
    void run() throws FfmpegException, SourceException, NotCopiedException;

    /** What the channel is doing in this run. */
    ChannelState state();

    /** What goes out, once it is known. */
    RunDescription description();

    /** What it has counted. */
    RunFigures figures();

    /** What the source was found to be; empty words before that. */
    SourceFormat format();

    /** How often the source was run again within this run. */
    int sourceRestarts();

    /** Pictures that came in. */
    long received();

    /** Those of them that came too late. */
    long late();

    /** Ends the run: {@link #run} returns soon after. */
    @Override
    void close();
}
