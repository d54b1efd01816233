package dev.ringcast.encoder;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_PRI_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_TRC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_I;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_NONE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;

import dev.ringcast.ffmpeg.Ffmpeg;
import dev.ringcast.ffmpeg.FfmpegException;
import dev.ringcast.ffmpeg.NativeFrame;
import dev.ringcast.media.FrameRate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * An H.264 encoder without reordering: each picture gives its packet at once. Timestamps count its pictures. Owned by the
 * encoding thread.
 */
final class VideoEncoder implements AutoCloseable {
    /** In the order in which they are tried when the configuration leaves the choice. */
    private static final List<String> AUTO = List.of("libx264", "libopenh264");

    private final String name;
    private final AVCodecContext context;

    private VideoEncoder(String name, AVCodecContext context) {
        this.name = name;
        this.context = context;
    }

    /**
     * Opens the configured encoder, or the first that opens.
     *
     * @throws FfmpegException if none does; the message names each and its reason
     */
    static VideoEncoder open(VideoSettings settings) throws FfmpegException {
        List<String> names = settings.encoder().equals(VideoSettings.AUTO) ? AUTO : List.of(settings.encoder());
        StringBuilder reasons = new StringBuilder();
        for (String name : names) {
            try {
                return open(name, settings);
            } catch (FfmpegException e) {
                reasons.append(reasons.isEmpty() ? "" : "; ")
                        .append(name)
                        .append(": ")
                        .append(e.getMessage());
            }
        }
        throw new FfmpegException("no H.264 encoder opens (video.encoder)", -1, reasons.toString());
    }

    private static VideoEncoder open(String name, VideoSettings settings) throws FfmpegException {
        AVCodec codec = avcodec_find_encoder_by_name(name);
        if (codec == null) {
            throw new FfmpegException("avcodec_find_encoder_by_name", -1, "this FFmpeg build has no such encoder");
        }
        AVCodecContext context = Encoders.context(codec);
        try {
            configure(context, settings);
            AVDictionary options = Ffmpeg.dictionary(options(name, settings));
            try {
                Ffmpeg.check(avcodec_open2(context, codec, options), "avcodec_open2");
            } finally {
                av_dict_free(options);
            }
            return new VideoEncoder(name, context);
        } catch (FfmpegException | RuntimeException | OutOfMemoryError e) {
            avcodec_free_context(context);
            throw e;
        }
    }

    private static void configure(AVCodecContext context, VideoSettings settings) {
        FrameRate rate = settings.cadence().frameRate();
        context.width(settings.width());
        context.height(settings.height());
        context.pix_fmt(AV_PIX_FMT_YUV420P);
        context.color_range(AVCOL_RANGE_MPEG);
        context.colorspace(AVCOL_SPC_BT709);
        context.color_primaries(AVCOL_PRI_BT709);
        context.color_trc(AVCOL_TRC_BT709);
        context.time_base(Encoders.rational(rate.denominator(), rate.numerator()));
        context.framerate(Encoders.rational(rate.numerator(), rate.denominator()));
        context.sample_aspect_ratio(Encoders.rational(1, 1));
        context.bit_rate(settings.bitsPerSecond());
        context.rc_max_rate(settings.maxBitsPerSecond());
        context.rc_buffer_size((int) Math.min(Integer.MAX_VALUE, settings.bufferBits()));
        // IDRs are forced on the beat; the encoder's own interval must never come first.
        context.gop_size(settings.cadence().framesPerSegment() * 4);
        context.max_b_frames(0);
        context.thread_count(settings.threads());
        context.flags(context.flags() | AV_CODEC_FLAG_GLOBAL_HEADER);
    }

    /** The private options of each encoder: no delay, only forced IDRs, constant rate where it has a switch for it. */
    static Map<String, String> options(String name, VideoSettings settings) {
        Map<String, String> options = new HashMap<>();
        switch (name) {
            case "libx264" -> {
                options.put("preset", settings.preset());
                options.put("tune", "zerolatency");
                options.put("profile", settings.profile());
                options.put("forced-idr", "1");
                options.put("x264-params", "scenecut=0");
            }
            case "libopenh264" -> {
                options.put(
                        "profile", settings.profile().equals("baseline") ? "constrained_baseline" : settings.profile());
                options.put("rc_mode", "bitrate");
                options.put("allow_skip_frames", "0");
            }
            case "h264_nvenc" -> {
                options.put("profile", settings.profile());
                options.put("tune", "ull");
                options.put("zerolatency", "1");
                options.put("forced-idr", "1");
                options.put("delay", "0");
            }
            case "h264_videotoolbox" -> {
                options.put("profile", settings.profile());
                options.put("realtime", "1");
            }
            default -> options.put("profile", settings.profile());
        }
        return options;
    }

    /** FFmpeg's name of the encoder. */
    String name() {
        return name;
    }

    /** The open context, for the muxers' parameters. */
    AVCodecContext context() {
        return context;
    }

    /**
     * Encodes one picture.
     *
     * @param picture of the settings' size, in {@code yuv420p}
     * @param index its timestamp, greater than the last one's
     * @param idr whether it must be an IDR
     */
    void encode(NativeFrame picture, long index, boolean idr, PacketSink sink) throws FfmpegException {
        AVFrame frame = picture.avFrame();
        // Not every encoder looks: openh264 reads beyond a picture that is too small.
        if (frame.width() != context.width()
                || frame.height() != context.height()
                || frame.format() != context.pix_fmt()) {
            throw new FfmpegException(
                    "encode",
                    -22,
                    "picture of " + frame.width() + "x" + frame.height() + " format " + frame.format()
                            + " for an encoder of " + context.width() + "x" + context.height());
        }
        frame.pts(index);
        frame.pict_type(idr ? AV_PICTURE_TYPE_I : AV_PICTURE_TYPE_NONE);
        Encoders.encode(context, name, frame, packet -> {
            packet.avPacket().duration(1);
            sink.accept(packet);
        });
    }

    @Override
    public void close() {
        avcodec_free_context(context);
    }
}
