package dev.ringcast.encoder;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;

import dev.ringcast.ffmpeg.Ffmpeg;
import dev.ringcast.ffmpeg.FfmpegException;
import dev.ringcast.ffmpeg.NativePacket;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;

/** What encoders of picture and of sound do alike. */
final class Encoders {
    private Encoders() {}

    /** A context to be configured and opened. */
    static AVCodecContext context(AVCodec codec) throws FfmpegException {
        AVCodecContext context = avcodec_alloc_context3(codec);
        if (context == null) {
            throw FfmpegException.outOfMemory("avcodec_alloc_context3");
        }
        return context;
    }

    static AVRational rational(int numerator, int denominator) {
        AVRational rational = new AVRational();
        rational.num(numerator);
        rational.den(denominator);
        return rational;
    }

    /**
     * Encodes a frame, and hands on what is complete with it.
     *
     * @param name of the encoder, for messages
     */
    static void encode(AVCodecContext context, String name, AVFrame frame, PacketSink sink) throws FfmpegException {
        Ffmpeg.check(avcodec_send_frame(context, frame), "avcodec_send_frame (" + name + ")");
        while (true) {
            NativePacket packet = NativePacket.empty();
            int result = avcodec_receive_packet(context, packet.avPacket());
            if (Ffmpeg.isDrained(result)) {
                packet.close();
                return;
            }
            if (result < 0) {
                packet.close();
                Ffmpeg.check(result, "avcodec_receive_packet (" + name + ")");
            }
            sink.accept(packet);
        }
    }
}
