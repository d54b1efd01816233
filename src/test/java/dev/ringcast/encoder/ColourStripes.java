package dev.ringcast.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_RGB;
import static org.bytedeco.ffmpeg.global.avutil.av_color_range_from_name;
import static org.bytedeco.ffmpeg.global.avutil.av_color_space_from_name;
import static org.bytedeco.ffmpeg.global.avutil.av_get_pix_fmt;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;

import dev.ringcast.drawing.Colour;
import dev.ringcast.ffmpeg.FfmpegException;
import dev.ringcast.ffmpeg.NativeFrame;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVComponentDescriptor;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;
import org.bytedeco.javacpp.BytePointer;

/** Pictures of upright stripes of known colours, in any coding, and what becomes of them. */
final class ColourStripes {
    /** How far a sample may be from what the formulas give. */
    private static final int TOLERANCE = 2;

    private static final List<Rgb> GREYS =
            List.of(grey(0), grey(32), grey(64), grey(96), grey(128), grey(160), grey(192), grey(224), grey(255));
    private static final List<Rgb> COLOURS = List.of(
            new Rgb(255, 0, 0),
            new Rgb(0, 255, 0),
            new Rgb(0, 0, 255),
            new Rgb(200, 100, 50),
            grey(0),
            grey(64),
            grey(128),
            grey(192),
            grey(255));

    /** How much of red and of blue is in luma. */
    private enum Matrix {
        BT601(0.299, 0.114),
        BT709(0.2126, 0.0722),
        BT2020(0.2627, 0.0593),
        SMPTE240M(0.212, 0.087);

        private final double red;
        private final double blue;

        Matrix(double red, double blue) {
            this.red = red;
            this.blue = blue;
        }
    }

    private record Rgb(int red, int green, int blue) {
        /** Luma, blue difference and red difference in 8 bits, or red, green and blue. */
        double[] samples(boolean rgb, Matrix matrix, boolean full) {
            if (rgb) {
                return new double[] {red, green, blue};
            }
            double luma = matrix.red * red + (1 - matrix.red - matrix.blue) * green + matrix.blue * blue;
            double blueDifference = (blue - luma) / (2 * (1 - matrix.blue));
            double redDifference = (red - luma) / (2 * (1 - matrix.red));
            return full
                    ? new double[] {luma, 128 + blueDifference, 128 + redDifference}
                    : new double[] {
                        16 + luma * 219 / 255, 128 + blueDifference * 224 / 255, 128 + redDifference * 224 / 255
                    };
        }
    }

    private ColourStripes() {}

    private static Rgb grey(int level) {
        return new Rgb(level, level, level);
    }

    /**
     * A picture of stripes.
     *
     * @param format FFmpeg's name of the pixel format
     * @param says FFmpeg's names of the matrix and the range that the picture says it has, with a blank between them
     * @param is the matrix and the range that it has: {@code BT601 full}
     */
    static NativeFrame draw(int width, int height, String format, String says, String is) throws FfmpegException {
        NativeFrame picture = NativeFrame.picture(width, height, av_get_pix_fmt(format));
        AVFrame frame = picture.avFrame();
        frame.colorspace(av_color_space_from_name(says.split(" ", -1)[0]));
        frame.color_range(av_color_range_from_name(says.split(" ", -1)[1]));
        Matrix matrix = Matrix.valueOf(is.split(" ", -1)[0]);
        boolean full = is.split(" ", -1)[1].equals("full");
        AVPixFmtDescriptor description = av_pix_fmt_desc_get(frame.format());
        boolean rgb = (description.flags() & AV_PIX_FMT_FLAG_RGB) != 0;
        List<Rgb> stripes = description.nb_components() < 3 ? GREYS : COLOURS;
        for (int i = 0; i < Math.min(3, description.nb_components()); i++) {
            boolean chroma = i > 0 && !rgb;
            int columns = chroma ? width >> description.log2_chroma_w() : width;
            int rows = chroma ? height >> description.log2_chroma_h() : height;
            for (int x = 0; x < columns; x++) {
                double sample = stripes.get(x * stripes.size() / columns).samples(rgb, matrix, full)[i];
                put(frame, description.comp(i), x, rows, sample);
            }
        }
        return picture;
    }

    /** Writes a column of one component. */
    private static void put(AVFrame frame, AVComponentDescriptor component, int x, int rows, double sample) {
        BytePointer plane = frame.data(component.plane());
        int stride = frame.linesize(component.plane());
        long inDepth = Math.min((1L << component.depth()) - 1, Math.round(sample * (1 << (component.depth() - 8))));
        for (int y = 0; y < rows; y++) {
            long at = (long) y * stride + (long) x * component.step() + component.offset();
            plane.put(at, (byte) inDepth);
            if (component.depth() > 8) {
                plane.put(at + 1, (byte) (inDepth >> 8));
            }
        }
    }

    /** That a picture in {@code yuv420p} has the stripes in BT.709 of limited range. */
    static void assertBt709(NativeFrame picture, boolean grey) {
        List<Rgb> stripes = grey ? GREYS : COLOURS;
        for (int i = 0; i < stripes.size(); i++) {
            Rgb stripe = stripes.get(i);
            Colour colour = Colour.rgb(stripe.red, stripe.green, stripe.blue);
            int x = (2 * i + 1) * picture.width() / (2 * stripes.size());
            int y = picture.height() / 2;
            int[] found = {sample(picture, 0, x, y), sample(picture, 1, x / 2, y / 2), sample(picture, 2, x / 2, y / 2)
            };
            int[] wanted = {colour.luma(), colour.blue(), colour.red()};
            for (int plane = 0; plane < 3; plane++) {
                assertThat(found[plane])
                        .as("plane " + plane + " of " + stripe)
                        .isBetween(wanted[plane] - TOLERANCE, wanted[plane] + TOLERANCE);
            }
        }
    }

    private static int sample(NativeFrame picture, int plane, int x, int y) {
        return picture.plane(plane).get(y * picture.stride(plane) + x) & 0xff;
    }
}
