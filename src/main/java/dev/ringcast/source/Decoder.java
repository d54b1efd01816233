package dev.ringcast.source;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_flush_buffers;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_rescale;

import dev.ringcast.ffmpeg.Ffmpeg;
import dev.ringcast.ffmpeg.FfmpegException;
import dev.ringcast.ffmpeg.NativeFrame;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.jspecify.annotations.Nullable;

/** The decoder of one track of an input. Used by one thread; closed before the input. */
final class Decoder implements AutoCloseable {
    /** 8192 by 8192. */
    private static final String MOST_PIXELS = "67108864";

    /** A thousand years: timestamps beyond are noise, and sums of them would overflow. */
    private static final long FARTHEST = 1L << 55;

    private static final int OUT_OF_MEMORY = -12;

    /** Takes a frame; what it leaves in it is dropped. */
    interface FrameTaker {
        void take(NativeFrame frame) throws FfmpegException, SourceClosedException, InterruptedException;
    }

    private static final long ONE_THREAD_PIXELS = 1920L * 1088;

    private final AVCodecContext context;
    private final NativeFrame frame;
    private final long numerator;
    private final long denominator;
    private final String codec;
    private long corrupted;

    private Decoder(AVCodecContext context, NativeFrame frame, AVStream stream, String codec) {
        this.context = context;
        this.frame = frame;
        this.numerator = stream.time_base().num();
        this.denominator = stream.time_base().den();
        this.codec = codec;
    }

    /** @param threads FFmpeg's {@code thread_type}: with frame threads decoding is later, but faster */
    static Decoder open(AVStream stream, String threads) throws FfmpegException {
        AVCodec decoder = avcodec_find_decoder(stream.codecpar().codec_id());
        if (decoder == null) {
            throw new FfmpegException("avcodec_find_decoder", -22, "no decoder for this codec");
        }
        AVCodecContext context = avcodec_alloc_context3(decoder);
        if (context == null) {
            throw FfmpegException.outOfMemory("avcodec_alloc_context3");
        }
        try {
            Ffmpeg.check(avcodec_parameters_to_context(context, stream.codecpar()), "avcodec_parameters_to_context");
            context.pkt_timebase(stream.time_base());
            try (AVDictionary options = Ffmpeg.dictionary(
                    Map.of("threads", count(stream), "thread_type", threads, "max_pixels", MOST_PIXELS))) {
                int opened = avcodec_open2(context, decoder, options);
                av_dict_free(options);
                Ffmpeg.check(opened, "avcodec_open2");
            }
            return new Decoder(
                    context, NativeFrame.empty(), stream, decoder.name().getString());
        } catch (FfmpegException | RuntimeException | OutOfMemoryError e) {
            avcodec_free_context(context);
            throw e;
        }
    }

    /** A second thread makes decoding faster and dearer; up to full HD one is fast enough. */
    private static String count(AVStream stream) {
        long pixels = (long) stream.codecpar().width() * stream.codecpar().height();
        return pixels > ONE_THREAD_PIXELS ? "2" : "1";
    }

    /** FFmpeg's name of the decoder, such as {@code h264}. */
    String codec() {
        return codec;
    }

    /** Packets and frames that could not be decoded and were left out. */
    long corrupted() {
        return corrupted;
    }

    /**
     * Decodes a packet and hands on every frame that comes out of it.
     *
     * @param packet or null for all that is left at the end
     */
    void decode(@Nullable AVPacket packet, FrameTaker taker)
            throws FfmpegException, SourceClosedException, InterruptedException {
        int sent = avcodec_send_packet(context, packet);
        while (sent == AVERROR_EAGAIN()) {
            if (!receive(taker)) {
                corrupted++;
                return;
            }
            sent = avcodec_send_packet(context, packet);
        }
        if (sent < 0 && packet != null) {
            countOrThrow(sent, "avcodec_send_packet");
        }
        boolean more = true;
        while (more) {
            more = receive(taker);
        }
    }

    /** Forgets what went before: the input has jumped. */
    void flush() {
        avcodec_flush_buffers(context);
    }

    private boolean receive(FrameTaker taker) throws FfmpegException, SourceClosedException, InterruptedException {
        int received = avcodec_receive_frame(context, frame.avFrame());
        if (received < 0) {
            if (!Ffmpeg.isDrained(received)) {
                countOrThrow(received, "avcodec_receive_frame");
            }
            return false;
        }
        try {
            taker.take(frame);
        } finally {
            av_frame_unref(frame.avFrame());
        }
        return true;
    }

    /** When the frame is due, in microseconds, or {@link TrackClock#MISSING}. */
    long timestamp(NativeFrame decoded) {
        return micros(decoded.avFrame().best_effort_timestamp());
    }

    /** How long the frame lasts by its own account, in microseconds; 0 if it does not say. */
    long duration(NativeFrame decoded) {
        return Math.max(0, micros(decoded.avFrame().duration()));
    }

    private long micros(long value) {
        if (value == AV_NOPTS_VALUE) {
            return TrackClock.MISSING;
        }
        long micros = av_rescale(value, numerator * 1_000_000, denominator);
        return Math.abs(micros) > FARTHEST ? TrackClock.MISSING : micros;
    }

    private void countOrThrow(int code, String call) throws FfmpegException {
        if (code == OUT_OF_MEMORY) {
            throw FfmpegException.outOfMemory(call);
        }
        corrupted++;
    }

    @Override
    public void close() {
        frame.close();
        avcodec_free_context(context);
    }
}
