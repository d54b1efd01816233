package dev.ringcast.encoder;

import dev.ringcast.ffmpeg.FfmpegException;
import dev.ringcast.ffmpeg.NativeFrame;
import java.util.Locale;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;

/**
 * The picture and sound of one rendition: scaled and encoded, beat by beat. Made, used and closed by the encoding
 * thread.
 */
public final class RenditionEncoder implements AutoCloseable {
    private final VideoSettings settings;
    private final int sampleRate;
    private final VideoEncoder video;
    private final AudioEncoder audio;
    private final PictureScaler scaler;

    private RenditionEncoder(VideoSettings settings, int sampleRate, VideoEncoder video, AudioEncoder audio) {
        this.settings = settings;
        this.sampleRate = sampleRate;
        this.video = video;
        this.audio = audio;
        this.scaler = new PictureScaler(settings.width(), settings.height());
    }

    /** Opens both encoders. */
    public static RenditionEncoder open(VideoSettings settings, int sampleRate, long audioBitsPerSecond)
            throws FfmpegException {
        VideoEncoder video = VideoEncoder.open(settings);
        try {
            return new RenditionEncoder(settings, sampleRate, video, AudioEncoder.open(sampleRate, audioBitsPerSecond));
        } catch (FfmpegException e) {
            video.close();
            throw e;
        }
    }

    /** Encodes the sound up to a beat. Before the beat's picture, so that sound never waits for it. */
    public void sound(FrameSync sync, long beat, PacketSink sink) throws FfmpegException {
        long nanos = settings.cadence().frameRate().nanosAt(beat);
        audio.encodeUntil(Math.multiplyExact(nanos / 1000, sampleRate) / 1_000_000, sync, sink);
    }

    /** Encodes the picture of a beat, as an IDR where a segment begins (L19). */
    public void picture(NativeFrame picture, long beat, PacketSink sink) throws FfmpegException {
        boolean idr = beat % settings.cadence().framesPerSegment() == 0;
        video.encode(scaler.scale(picture), beat, idr, sink);
    }

    /** The video encoder's open context: parameters and time base for a muxer. */
    public AVCodecContext videoContext() {
        return video.context();
    }

    /** The audio encoder's open context: parameters and time base for a muxer. */
    public AVCodecContext audioContext() {
        return audio.context();
    }

    /** The picture's encoder and form in words. */
    public String describeVideo() {
        return String.format(
                Locale.ROOT,
                "h264 %dx%d %s fps, %d kbit/s (%s)",
                settings.width(),
                settings.height(),
                settings.cadence().frameRate(),
                settings.bitsPerSecond() / 1000,
                video.name());
    }

    /** The sound's encoder and form in words. */
    public String describeAudio() {
        return "aac " + sampleRate + " Hz stereo, " + audio.context().bit_rate() / 1000 + " kbit/s";
    }

    /** The RFC 6381 codecs of the rendition, from the parameter sets that the encoder wrote. */
    public String codecs() {
        AVCodecContext context = video.context();
        byte[] header = new byte[context.extradata_size()];
        context.extradata().get(header);
        return CodecStrings.avc1(header) + ",mp4a.40.2";
    }

    @Override
    public void close() {
        scaler.close();
        audio.close();
        video.close();
    }
}
