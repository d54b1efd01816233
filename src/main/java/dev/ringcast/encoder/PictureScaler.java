package dev.ringcast.encoder;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BILINEAR;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCachedContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;

import dev.ringcast.ffmpeg.Ffmpeg;
import dev.ringcast.ffmpeg.FfmpegException;
import dev.ringcast.ffmpeg.NativeFrame;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.ffmpeg.swscale.SwsFilter;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/**
 * Brings pictures of any size, shape and pixel format to the encoder's size in {@code yuv420p}: scaled to fit, its
 * aspect kept, black beside it. Owned by the encoding thread.
 */
final class PictureScaler implements AutoCloseable {
    private static final byte BLACK_LUMA = 16;
    private static final byte BLACK_CHROMA = (byte) 128;

    private final int width;
    private final int height;
    private final PointerPointer<BytePointer> destination = new PointerPointer<>(4);
    private final IntPointer strides = new IntPointer(4L);
    private @Nullable SwsContext context;
    private @Nullable NativeFrame scaled;
    private Fit fit = new Fit(0, 0, 0, 0);

    PictureScaler(int width, int height) {
        this.width = width;
        this.height = height;
    }

    /** Where the picture stands within the output. */
    record Fit(int x, int y, int width, int height) {
        /** The largest even rectangle of the picture's display aspect in the middle of the output. */
        static Fit of(int width, int height, int sarNumerator, int sarDenominator, int outWidth, int outHeight) {
            double aspect = (double) width / height;
            if (sarNumerator > 0 && sarDenominator > 0) {
                aspect = aspect * sarNumerator / sarDenominator;
            }
            int fitWidth = even(Math.min(outWidth, outHeight * aspect));
            int fitHeight = even(Math.min(outHeight, outWidth / aspect));
            return new Fit((outWidth - fitWidth) / 4 * 2, (outHeight - fitHeight) / 4 * 2, fitWidth, fitHeight);
        }

        private static int even(double length) {
            return Math.max(2, (int) Math.round(length / 2) * 2);
        }
    }

    /**
     * The picture in the encoder's form: the very same frame where it fits already, else one that stays this object's
     * and is valid until the next call.
     */
    NativeFrame scale(NativeFrame picture) throws FfmpegException {
        AVFrame source = picture.avFrame();
        AVRational sar = source.sample_aspect_ratio();
        Fit wanted = Fit.of(source.width(), source.height(), sar.num(), sar.den(), width, height);
        boolean fills = wanted.width == width && wanted.height == height;
        if (fills
                && source.width() == width
                && source.height() == height
                && source.format() == AV_PIX_FMT_YUV420P
                && source.crop_top() + source.crop_left() == 0) {
            return picture;
        }
        NativeFrame target = target(wanted);
        context = sws_getCachedContext(
                context,
                source.width(),
                source.height(),
                source.format(),
                wanted.width,
                wanted.height,
                AV_PIX_FMT_YUV420P,
                SWS_BILINEAR,
                (SwsFilter) null,
                (SwsFilter) null,
                (DoublePointer) null);
        if (context == null || context.isNull()) {
            throw new FfmpegException(
                    "sws_getCachedContext",
                    -22,
                    "cannot convert pictures of " + source.width() + "x" + source.height() + ", pixel format "
                            + source.format());
        }
        AVFrame out = target.avFrame();
        for (int plane = 0; plane < 3; plane++) {
            int shift = plane == 0 ? 0 : 1;
            int stride = out.linesize(plane);
            BytePointer data = out.data(plane);
            destination.put(plane, data.getPointer((long) (wanted.y >> shift) * stride + (wanted.x >> shift)));
            strides.put(plane, stride);
        }
        Ffmpeg.check(
                sws_scale(context, source.data(), source.linesize(), 0, source.height(), destination, strides),
                "sws_scale");
        return target;
    }

    private NativeFrame target(Fit wanted) throws FfmpegException {
        NativeFrame target = scaled;
        if (target == null || !wanted.equals(fit)) {
            if (target != null) {
                target.close();
            }
            target = NativeFrame.picture(width, height, AV_PIX_FMT_YUV420P);
            fillBlack(target.avFrame());
            scaled = target;
            fit = wanted;
        }
        return target;
    }

    private void fillBlack(AVFrame frame) {
        for (int plane = 0; plane < 3; plane++) {
            int rows = plane == 0 ? height : height / 2;
            long size = (long) frame.linesize(plane) * rows;
            Pointer.memset(frame.data(plane), plane == 0 ? BLACK_LUMA : BLACK_CHROMA & 0xff, size);
        }
    }

    @Override
    public void close() {
        sws_freeContext(context);
        context = null;
        if (scaled != null) {
            scaled.close();
            scaled = null;
        }
        destination.close();
        strides.close();
    }
}
