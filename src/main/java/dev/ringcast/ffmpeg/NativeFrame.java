package dev.ringcast.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_move_ref;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_ref;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * The owner of one {@code AVFrame}: a picture in native memory. One thread at a time may use it; whoever holds it last
 * closes it, once or more often.
 */
public final class NativeFrame implements AutoCloseable {
    private final AVFrame frame;
    private boolean closed;

    private NativeFrame(AVFrame frame) {
        this.frame = frame;
    }

    /** An empty frame, for a decoder or filter to fill. */
    public static NativeFrame empty() throws FfmpegException {
        AVFrame frame = av_frame_alloc();
        if (frame == null) {
            throw FfmpegException.outOfMemory("av_frame_alloc");
        }
        return new NativeFrame(frame);
    }

    /** A writable picture of the given size and {@code AV_PIX_FMT}; its content is undefined. */
    public static NativeFrame picture(int width, int height, int pixelFormat) throws FfmpegException {
        NativeFrame picture = empty();
        try {
            picture.frame.width(width);
            picture.frame.height(height);
            picture.frame.format(pixelFormat);
            Ffmpeg.check(av_frame_get_buffer(picture.frame, 0), "av_frame_get_buffer");
            return picture;
        } catch (FfmpegException e) {
            picture.close();
            throw e;
        }
    }

    /**
     * A writable picture in the form in which all are drawn and encoded: {@code yuv420p}, BT.709, limited range, which it
     * says of itself; its content is undefined.
     */
    public static NativeFrame canvas(int width, int height) throws FfmpegException {
        NativeFrame canvas = picture(width, height, AV_PIX_FMT_YUV420P);
        ColourCoding.label(canvas.frame);
        return canvas;
    }

    /** A second owner of the same picture: no pixels are copied. */
    public NativeFrame share() throws FfmpegException {
        NativeFrame other = empty();
        try {
            Ffmpeg.check(av_frame_ref(other.frame, avFrame()), "av_frame_ref");
            return other;
        } catch (FfmpegException e) {
            other.close();
            throw e;
        }
    }

    /**
     * Copies the pixels to memory of this frame's own, where they are somebody else's: a device's, which takes it back when it
     * is closed.
     */
    public void own() throws FfmpegException {
        // A frame with two owners is not writable, whoever gave it its memory.
        try (NativeFrame other = share()) {
            Ffmpeg.check(av_frame_make_writable(other.frame), "av_frame_make_writable");
            av_frame_unref(frame);
            av_frame_move_ref(frame, other.frame);
        }
    }

    /** Moves the content out into a new owner and leaves this one empty, for the next decoded picture. */
    public NativeFrame take() throws FfmpegException {
        NativeFrame other = empty();
        av_frame_move_ref(other.frame, avFrame());
        return other;
    }

    /**
     * The FFmpeg object, for the packages that work with it.
     *
     * @throws IllegalStateException if this frame is closed
     */
    public AVFrame avFrame() {
        if (closed) {
            throw new IllegalStateException("the frame is closed");
        }
        return frame;
    }

    /** Whether the picture has the form of a {@link #canvas}, by what it says of itself or else by what players guess. */
    public boolean isCanvas() {
        return pixelFormat() == AV_PIX_FMT_YUV420P && ColourCoding.of(frame).equals(ColourCoding.BT709);
    }

    /** Width in pixels. */
    public int width() {
        return avFrame().width();
    }

    /** Height in pixels. */
    public int height() {
        return avFrame().height();
    }

    /** The {@code AV_PIX_FMT} of the picture. */
    public int pixelFormat() {
        return avFrame().format();
    }

    /**
     * The bytes of a plane of a {@code yuv420p} picture, row after row; valid while this frame is open.
     *
     * @param index 0 luma, 1 blue difference, 2 red difference
     */
    public ByteBuffer plane(int index) {
        int rows = index == 0 ? height() : (height() + 1) / 2;
        return avFrame().data(index).capacity((long) stride(index) * rows).asByteBuffer();
    }

    /** Bytes from one row of a plane to the next. */
    public int stride(int index) {
        return avFrame().linesize(index);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            av_frame_free(frame);
        }
    }
}
