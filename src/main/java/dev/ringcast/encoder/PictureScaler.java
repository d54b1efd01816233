package dev.ringcast.encoder;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;

import dev.ringcast.ffmpeg.FfmpegException;
import dev.ringcast.ffmpeg.NativeFrame;
import dev.ringcast.ffmpeg.PictureConverter;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/**
 * Brings pictures of any size, shape, pixel format and colour coding to the encoder's size in {@code yuv420p}, BT.709 of
 * limited range: scaled to fit, its aspect kept, black beside it. Owned by the encoding thread.
 */
final class PictureScaler implements AutoCloseable {
    private static final byte BLACK_LUMA = 16;
    private static final byte BLACK_CHROMA = (byte) 128;

    private final int width;
    private final int height;
    private final PictureConverter converter = new PictureConverter();
    private final PointerPointer<BytePointer> destination = new PointerPointer<>(4);
    private final IntPointer strides = new IntPointer(4L);
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
                && picture.isCanvas()
                && source.crop_top() + source.crop_left() == 0) {
            return picture;
        }
        NativeFrame target = target(wanted);
        AVFrame out = target.avFrame();
        for (int plane = 0; plane < 3; plane++) {
            int shift = plane == 0 ? 0 : 1;
            int stride = out.linesize(plane);
            BytePointer data = out.data(plane);
            destination.put(plane, data.getPointer((long) (wanted.y >> shift) * stride + (wanted.x >> shift)));
            strides.put(plane, stride);
        }
        converter.convert(source, destination, strides, wanted.width, wanted.height, AV_PIX_FMT_YUV420P);
        return target;
    }

    private NativeFrame target(Fit wanted) throws FfmpegException {
        NativeFrame target = scaled;
        if (target == null || !wanted.equals(fit)) {
            if (target != null) {
                target.close();
            }
            target = NativeFrame.canvas(width, height);
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
        converter.close();
        if (scaled != null) {
            scaled.close();
            scaled = null;
        }
        destination.close();
        strides.close();
    }
}
