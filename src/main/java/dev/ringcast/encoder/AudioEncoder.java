package dev.ringcast.encoder;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_AAC;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLTP;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_copy;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;

import dev.ringcast.ffmpeg.Ffmpeg;
import dev.ringcast.ffmpeg.FfmpegException;
import dev.ringcast.ffmpeg.NativeFrame;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.FloatPointer;

/**
 * The sound of a channel, which all its renditions share: AAC-LC, stereo. Timestamps are samples since the start of the
 * run. Made, used and closed by the encoding thread.
 */
public final class AudioEncoder implements AutoCloseable {
    private final AVCodecContext context;
    private final NativeFrame frame;
    private final float[] left;
    private final float[] right;
    private long samples;

    private AudioEncoder(AVCodecContext context, NativeFrame frame) {
        this.context = context;
        this.frame = frame;
        this.left = new float[context.frame_size()];
        this.right = new float[context.frame_size()];
    }

    /** Opens the encoder. */
    public static AudioEncoder open(int sampleRate, long bitsPerSecond) throws FfmpegException {
        AVCodec codec = avcodec_find_encoder(AV_CODEC_ID_AAC);
        if (codec == null) {
            throw new FfmpegException("avcodec_find_encoder", -1, "this FFmpeg build has no AAC encoder");
        }
        AVCodecContext context = Encoders.context(codec);
        NativeFrame frame = null;
        try {
            context.sample_rate(sampleRate);
            context.sample_fmt(AV_SAMPLE_FMT_FLTP);
            av_channel_layout_default(context.ch_layout(), 2);
            context.bit_rate(bitsPerSecond);
            context.time_base(Encoders.rational(1, sampleRate));
            context.flags(context.flags() | AV_CODEC_FLAG_GLOBAL_HEADER);
            Ffmpeg.check(avcodec_open2(context, codec, (AVDictionary) null), "avcodec_open2 (aac)");
            frame = NativeFrame.empty();
            AVFrame av = frame.avFrame();
            av.nb_samples(context.frame_size());
            av.format(AV_SAMPLE_FMT_FLTP);
            av.sample_rate(sampleRate);
            Ffmpeg.check(av_channel_layout_copy(av.ch_layout(), context.ch_layout()), "av_channel_layout_copy");
            Ffmpeg.check(av_frame_get_buffer(av, 0), "av_frame_get_buffer");
            return new AudioEncoder(context, frame);
        } catch (FfmpegException | RuntimeException | OutOfMemoryError e) {
            if (frame != null) {
                frame.close();
            }
            avcodec_free_context(context);
            throw e;
        }
    }

    /** The open context: parameters and time base for a muxer. */
    public AVCodecContext context() {
        return context;
    }

    /**
     * Encodes all whole frames of sound that end by then. Before the picture of the same time, so that sound never waits
     * for it.
     *
     * @param nanos since the start of the run
     */
    public void encodeUntil(long nanos, FrameSync sync, PacketSink sink) throws FfmpegException {
        int size = left.length;
        long sample = Math.multiplyExact(nanos / 1000, context.sample_rate()) / 1_000_000;
        while (samples + size <= sample) {
            sync.sound(left, right, size);
            AVFrame av = frame.avFrame();
            Ffmpeg.check(av_frame_make_writable(av), "av_frame_make_writable");
            new FloatPointer(av.data(0)).put(left, 0, size);
            new FloatPointer(av.data(1)).put(right, 0, size);
            av.pts(samples);
            samples += size;
            Encoders.encode(context, "aac", av, sink);
        }
    }

    /** The encoder and the sound's form in words. */
    public String describe() {
        return "aac " + context.sample_rate() + " Hz stereo, " + context.bit_rate() / 1000 + " kbit/s";
    }

    /** The codec as RFC 6381 writes it. */
    public String codec() {
        return "mp4a.40.2";
    }

    @Override
    public void close() {
        frame.close();
        avcodec_free_context(context);
    }
}
