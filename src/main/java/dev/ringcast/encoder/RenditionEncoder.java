package dev.ringcast.encoder;

import dev.ringcast.ffmpeg.FfmpegException;
import dev.ringcast.ffmpeg.NativeFrame;
import java.util.Locale;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;

/**
 * The picture of one rendition, scaled and encoded. Made, used and closed by the encoding thread.
 */
public final class RenditionEncoder implements AutoCloseable {
    private final VideoSettings settings;
    private final VideoEncoder video;
    private final PictureScaler scaler;

    private RenditionEncoder(VideoSettings settings, VideoEncoder video, PictureScaler scaler) {
        this.settings = settings;
        this.video = video;
        this.scaler = scaler;
    }

    /** Opens the encoder. */
    public static RenditionEncoder open(VideoSettings settings) throws FfmpegException {
        PictureScaler scaler = new PictureScaler(settings.width(), settings.height());
        try {
            return new RenditionEncoder(settings, VideoEncoder.open(settings), scaler);
        } catch (FfmpegException | RuntimeException | OutOfMemoryError e) {
            scaler.close();
            throw e;
        }
    }

    /**
     * Encodes a picture, as an IDR where a segment begins (L19).
     *
     * @param index how many of this rendition's own pictures there were before, those left out included
     * @return the picture in this rendition's size, for a smaller rendition to be made from; it is valid until the next
     *     call
     */
    public NativeFrame picture(NativeFrame picture, long index, PacketSink sink) throws FfmpegException {
        boolean idr = index % settings.cadence().framesPerSegment() == 0;
        NativeFrame scaled = scaler.scale(picture);
        video.encode(scaled, index, idr, sink);
        return scaled;
    }

    /** The encoder's open context: parameters and time base for a muxer. */
    public AVCodecContext context() {
        return video.context();
    }

    /** The encoder and the picture's form in words. */
    public String describe() {
        return String.format(
                Locale.ROOT,
                "h264 %dx%d %s fps, %d kbit/s (%s)",
                settings.width(),
                settings.height(),
                settings.cadence().frameRate(),
                settings.bitsPerSecond() / 1000,
                video.name());
    }

    /**
     * The codec as RFC 6381 writes it, from the parameter sets that the encoder wrote.
     *
     * @throws FfmpegException if it writes none before its first picture
     */
    public String codec() throws FfmpegException {
        AVCodecContext context = video.context();
        if (context.extradata_size() == 0) {
            throw new FfmpegException(
                    video.name(), -1, "tells no parameter sets before its first picture; choose another video.encoder");
        }
        byte[] header = new byte[context.extradata_size()];
        context.extradata().get(header);
        return CodecStrings.avc1(header);
    }

    @Override
    public void close() {
        scaler.close();
        video.close();
    }
}
