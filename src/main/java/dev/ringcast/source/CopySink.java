package dev.ringcast.source;

import dev.ringcast.ffmpeg.FfmpegException;
import dev.ringcast.ffmpeg.NativePacket;
import dev.ringcast.ffmpeg.NativeTrack;
import dev.ringcast.media.FrameRate;
import java.time.Duration;
import java.util.Optional;

/**
 * Takes what a source delivers without decoding it. All calls come from the thread that runs the source. Packets come in
 * the order of their decoding times, and each has both times; what the sink is given is valid during the call.
 */
public interface CopySink {
    /**
     * What the packets are.
     *
     * @param words for people
     * @param video the picture track
     * @param audio the sound track, if there is one
     * @param codecs as RFC 6381 writes them
     * @param width of the picture in pixels
     * @param height of the picture in pixels
     * @param frameRate as the source tells it, if it does
     * @param bitsPerSecond as the source tells it; 0 if it does not
     */
    record Format(
            SourceFormat words,
            NativeTrack video,
            Optional<NativeTrack> audio,
            String codecs,
            int width,
            int height,
            Optional<FrameRate> frameRate,
            long bitsPerSecond) {}

    /**
     * The packets from here on stand alone: before the first one, and where parameters have changed or timestamps have
     * jumped. The next packet is an IDR.
     *
     * @param ago how long ago that packet came, as far as the packets after it tell
     */
    void begin(Format format, Duration ago) throws FfmpegException, NotCopiedException;

    /**
     * Nothing could begin: for so long, by the times of its pictures, the source has had no IDR with its parameters.
     *
     * @throws NotCopiedException if that is too long
     */
    void withoutBeginning(Duration since) throws NotCopiedException;

    /**
     * A picture.
     *
     * @return false if it is not taken, because the timestamps do not go on: the source begins anew with an IDR
     */
    boolean video(NativePacket packet, boolean idr) throws FfmpegException, NotCopiedException;

    /**
     * How much media is needed together only, in nanoseconds from the beginning of the last picture: what comes before
     * that can be handed over in one go. 0 if it is needed as it comes.
     */
    long unneeded();

    /** Something is left out that people should know of; in words. */
    void trouble(String words);

    /** Sound. */
    void audio(NativePacket packet) throws FfmpegException;
}
