package dev.ringcast.ffmpeg;

import static org.bytedeco.ffmpeg.global.swscale.SWS_BILINEAR;
import static org.bytedeco.ffmpeg.global.swscale.sws_alloc_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCoefficients;
import static org.bytedeco.ffmpeg.global.swscale.sws_init_context;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;
import static org.bytedeco.ffmpeg.global.swscale.sws_setColorspaceDetails;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/**
 * Brings pictures to another size, pixel format and colour coding: to BT.709 of limited range, to RGB, or to that of
 * JPEG. Used by one thread.
 */
public final class PictureConverter implements AutoCloseable {
    /** What swscale measures brightness, contrast and saturation in. */
    private static final int ONE = 1 << 16;

    /** What a context was made for. */
    private record Task(
            int width, int height, int pixelFormat, ColourCoding colours, int outWidth, int outHeight, int outFormat) {}

    private @Nullable Task task;
    private @Nullable SwsContext context;

    /**
     * Converts one picture.
     *
     * @param planes where the first row of each plane shall begin
     * @param strides bytes from one row of a plane to the next
     * @param width of what is made, as {@code height}
     * @param pixelFormat of what is made: 8 bits of YUV or RGB; one of JPEG's ({@code yuvj}) for JPEG's colour coding
     * @throws FfmpegException if swscale cannot do it
     */
    public void convert(
            AVFrame picture, PointerPointer<?> planes, IntPointer strides, int width, int height, int pixelFormat)
            throws FfmpegException {
        Task wanted = new Task(
                picture.width(),
                picture.height(),
                picture.format(),
                ColourCoding.of(picture),
                width,
                height,
                pixelFormat);
        SwsContext current = context;
        if (current == null || !wanted.equals(task)) {
            close();
            current = open(wanted);
            context = current;
            task = wanted;
        }
        Ffmpeg.check(
                sws_scale(current, picture.data(), picture.linesize(), 0, picture.height(), planes, strides),
                "sws_scale");
    }

    private static SwsContext open(Task task) throws FfmpegException {
        SwsContext made = sws_alloc_context();
        if (made == null) {
            throw FfmpegException.outOfMemory("sws_alloc_context");
        }
        ColourCoding from = task.colours;
        // swscale takes all grey for full range: what is limited already goes through as it is, as full to full.
        boolean keepsRange = from.grey() && !from.full();
        int range = from.full() || keepsRange ? 1 : 0;
        ColourCoding to = ColourCoding.made(task.outFormat);
        int outRange = to.full() || keepsRange ? 1 : 0;
        made.src_w(task.width).src_h(task.height).src_format(task.pixelFormat);
        made.dst_w(task.outWidth).dst_h(task.outHeight).dst_format(task.outFormat);
        // Before it is initialized: one that then sees equal formats and ranges copies, whatever it is told later.
        made.src_range(range).dst_range(outRange);
        made.flags(SWS_BILINEAR);
        int result = sws_init_context(made, null, null);
        if (result < 0) {
            sws_freeContext(made);
            throw new FfmpegException(
                    "sws_init_context",
                    result,
                    "cannot convert pictures of " + task.width + "x" + task.height + ", pixel format "
                            + task.pixelFormat);
        }
        sws_setColorspaceDetails(
                made,
                sws_getCoefficients(from.matrix()),
                range,
                sws_getCoefficients(to.matrix()),
                outRange,
                0,
                ONE,
                ONE);
        return made;
    }

    /** Frees what is kept from one picture to the next; it may be used again. */
    @Override
    public void close() {
        sws_freeContext(context);
        context = null;
        task = null;
    }
}
