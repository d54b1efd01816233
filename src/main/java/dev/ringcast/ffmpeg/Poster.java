package dev.ringcast.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_QSCALE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MJPEG;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.FF_QP2LAMBDA;

import dev.ringcast.media.MediaBytes;
import java.io.IOException;
import java.util.Base64;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.FrameGrabber;

/**
 * A still picture out of a channel's own output. JavaCV decodes it, FFmpeg encodes it: Java's ImageIO keeps the first class
 * loader that calls it, a web application's, until Java ends.
 */
public final class Poster {
    /** Each is there twice: fifty megabytes in all. */
    private static final long MOST_PIXELS = 4096L * 4096;

    /** FFmpeg's scale from 2, the best, to 31. */
    private static final int QUALITY = 4;

    private Poster() {}

    /**
     * The first picture of MPEG-TS bytes that begin with an IDR, as JPEG.
     *
     * @throws IOException if there is none, or it cannot be decoded or written
     */
    public static MediaBytes jpeg(MediaBytes transportStream) throws IOException {
        // As a data URL: JavaCV's grabber on a stream keeps a native callback, and with it our class loader, for ever.
        String url = "data:video/mp2t;base64," + Base64.getEncoder().encodeToString(transportStream.toByteArray());
        try (FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(url)) {
            grabber.setFormat("mpegts");
            // JavaCV's own conversion takes all colours for BT.601.
            grabber.setImageMode(FrameGrabber.ImageMode.RAW);
            grabber.start();
            long pixels = (long) grabber.getImageWidth() * grabber.getImageHeight();
            if (pixels > MOST_PIXELS) {
                throw new IOException("pictures of " + grabber.getImageWidth() + "x" + grabber.getImageHeight()
                        + " are too large for a poster");
            }
            Frame frame = grabber.grabImage();
            if (frame == null || !(frame.opaque instanceof AVFrame picture)) {
                throw new IOException("no picture in these bytes of MPEG-TS");
            }
            return MediaBytes.owning(jpeg(picture, grabber.getImageWidth(), grabber.getImageHeight()));
        } catch (FfmpegException | RuntimeException | OutOfMemoryError e) {
            throw new IOException(e.toString(), e);
        }
    }

    private static byte[] jpeg(AVFrame picture, int width, int height) throws FfmpegException {
        try (PictureConverter converter = new PictureConverter();
                NativeFrame converted = NativeFrame.picture(width, height, AV_PIX_FMT_YUVJ420P)) {
            AVFrame planes = converted.avFrame();
            converter.convert(picture, planes.data(), planes.linesize(), width, height, AV_PIX_FMT_YUVJ420P);
            return encoded(planes);
        }
    }

    private static byte[] encoded(AVFrame picture) throws FfmpegException {
        AVCodec codec = avcodec_find_encoder(AV_CODEC_ID_MJPEG);
        if (codec == null) {
            throw new FfmpegException("avcodec_find_encoder", -1, "this FFmpeg build has no JPEG encoder");
        }
        AVCodecContext context = avcodec_alloc_context3(codec);
        if (context == null) {
            throw FfmpegException.outOfMemory("avcodec_alloc_context3");
        }
        try (NativePacket packet = NativePacket.empty()) {
            context.width(picture.width());
            context.height(picture.height());
            context.pix_fmt(AV_PIX_FMT_YUVJ420P);
            context.color_range(AVCOL_RANGE_JPEG);
            context.time_base().num(1).den(1);
            context.thread_count(1);
            context.flags(context.flags() | AV_CODEC_FLAG_QSCALE);
            context.global_quality(QUALITY * FF_QP2LAMBDA);
            picture.quality(context.global_quality());
            picture.pts(0);
            Ffmpeg.check(avcodec_open2(context, codec, (AVDictionary) null), "avcodec_open2");
            Ffmpeg.check(avcodec_send_frame(context, picture), "avcodec_send_frame");
            Ffmpeg.check(avcodec_receive_packet(context, packet.avPacket()), "avcodec_receive_packet");
            byte[] jpeg = new byte[packet.avPacket().size()];
            packet.avPacket().data().get(jpeg);
            return jpeg;
        } finally {
            avcodec_free_context(context);
        }
    }
}
