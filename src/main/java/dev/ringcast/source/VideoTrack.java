package dev.ringcast.source;

import static org.bytedeco.ffmpeg.avutil.AVFrame.AV_FRAME_FLAG_INTERLACED;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_side_data_get;
import static org.bytedeco.ffmpeg.global.avutil.av_display_rotation_get;
import static org.bytedeco.ffmpeg.global.avutil.av_get_pix_fmt_name;
import static org.bytedeco.ffmpeg.global.swscale.sws_isSupportedInput;

import dev.ringcast.ffmpeg.FfmpegException;
import dev.ringcast.ffmpeg.NativeFrame;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;

/** The pictures of an input: decoded, upright and, where they were interlaced, whole. Used by one thread. */
final class VideoTrack implements AutoCloseable {
    private static final int LARGEST_SIDE = 8192;
    private static final String UNDECODED = "rawvideo";
    private static final int MATRIX_BYTES = 9 * Integer.BYTES;
    private static final long USUAL_DURATION = 40_000;

    /** So many pictures may come without a time before the track is given one. */
    private static final int UNTIMED = 50;

    private final Decoder decoder;
    private final PictureFilter filter;
    private final TrackOutput output;
    private final int index;
    private final boolean untimed;
    private final boolean borrowed;
    private final double frameRate;
    private final int pixelWidth;
    private final int pixelHeight;
    private final TrackClock clock;
    private String described = "";
    private long arrival;
    private int convertible = -1;

    /**
     * Opens the decoder.
     *
     * @param live whether the clock may be anywhere when reading begins
     * @param untimed whether pictures have no times but those at which they come
     * @param borrowed whether pictures that need no decoding lie in memory which ends with the input
     */
    VideoTrack(AVStream stream, boolean live, boolean untimed, boolean borrowed, TrackOutput output)
            throws FfmpegException {
        this.decoder = Decoder.open(stream, live ? "slice" : "frame+slice");
        this.filter = new PictureFilter(quarterTurns(stream));
        this.output = output;
        this.index = stream.index();
        this.untimed = untimed;
        this.borrowed = borrowed && decoder.codec().equals(UNDECODED);
        if (untimed) {
            output.asItComes();
        }
        this.clock = new TrackClock(!live, UNTIMED);
        AVRational average = stream.avg_frame_rate();
        AVRational rate = average.num() > 0 && average.den() > 0 ? average : stream.r_frame_rate();
        AVRational pixel = stream.sample_aspect_ratio();
        this.pixelWidth = pixel.num();
        this.pixelHeight = pixel.den();
        this.frameRate = !untimed && rate.num() > 0 && rate.den() > 0 ? (double) rate.num() / rate.den() : 0;
        if (stream.codecpar().width() > 0 && stream.codecpar().height() > 0) {
            describe(stream.codecpar().width(), stream.codecpar().height());
        }
    }

    /** The stream's number in the input. */
    int index() {
        return index;
    }

    /** Packets and frames that could not be decoded. */
    long corrupted() {
        return decoder.corrupted();
    }

    void decode(AVPacket packet) throws FfmpegException, SourceClosedException, InterruptedException {
        arrival = TimeUnit.NANOSECONDS.toMicros(System.nanoTime());
        decoder.decode(packet, this::take);
    }

    /** Delivers what is left and makes ready for the input's beginning. */
    void rewind() throws FfmpegException, SourceClosedException, InterruptedException {
        decoder.decode(null, this::take);
        filter.drain(this::deliver);
        decoder.flush();
        clock.reset();
    }

    private void take(NativeFrame frame) throws FfmpegException, SourceClosedException, InterruptedException {
        if (frame.width() < 1
                || frame.height() < 1
                || frame.width() > LARGEST_SIDE
                || frame.height() > LARGEST_SIDE
                || frame.pixelFormat() < 0) {
            return;
        }
        if (frame.pixelFormat() != convertible) {
            convertible = requireConvertible(frame.pixelFormat());
        }
        long duration = decoder.duration(frame);
        if (duration == 0) {
            duration = frameRate > 0 ? Math.round(1e6 / frameRate) : USUAL_DURATION;
        }
        long timestamp = clock.advance(untimed ? arrival : decoder.timestamp(frame), duration);
        if (timestamp == TrackClock.MISSING) {
            return;
        }
        describe(frame.width(), frame.height());
        shape(frame.avFrame().sample_aspect_ratio());
        boolean interlaced = (frame.avFrame().flags() & AV_FRAME_FLAG_INTERLACED) != 0;
        filter.filter(frame, interlaced, timestamp, duration, this::deliver);
    }

    /** Where a container tells the shape of pixels it is right, as for all players: VP9 cannot tell it at all. */
    private void shape(AVRational pixel) {
        if (pixelWidth > 0 && pixelHeight > 0) {
            pixel.num(pixelWidth);
            pixel.den(pixelHeight);
        }
    }

    private void deliver(NativeFrame picture, long timestamp, long duration)
            throws FfmpegException, SourceClosedException, InterruptedException {
        if (borrowed) {
            picture.own();
        }
        output.video(picture.take(), timestamp, duration);
    }

    /** Here it is the source that fails, and the channel goes on; where pictures are scaled it would be the channel. */
    private static int requireConvertible(int format) throws FfmpegException {
        if (sws_isSupportedInput(format) == 0) {
            BytePointer name = av_get_pix_fmt_name(format);
            throw new FfmpegException(
                    "sws_isSupportedInput",
                    -22,
                    "pictures in the pixel format " + (name == null ? format : name.getString())
                            + " cannot be converted");
        }
        return format;
    }

    private void describe(int width, int height) {
        String rate = frameRate <= 0
                ? ""
                : " " + String.format(Locale.ROOT, "%.2f", frameRate).replaceFirst("\\.?0+$", "") + " fps";
        String now = decoder.codec() + " " + width + "x" + height + rate;
        if (!now.equals(described)) {
            described = now;
            output.videoFormat(now);
        }
    }

    /** How often the picture must be turned by 90° clockwise to be upright. */
    static int quarterTurns(AVStream stream) {
        AVPacketSideData matrix = av_packet_side_data_get(
                stream.codecpar().coded_side_data(), stream.codecpar().nb_coded_side_data(), AV_PKT_DATA_DISPLAYMATRIX);
        if (matrix == null || matrix.size() < MATRIX_BYTES) {
            return 0;
        }
        double counterclockwise = av_display_rotation_get(new IntPointer(matrix.data()));
        return Double.isNaN(counterclockwise) ? 0 : Math.floorMod(Math.round(-counterclockwise / 90), 4);
    }

    @Override
    public void close() {
        filter.close();
        decoder.close();
    }
}
