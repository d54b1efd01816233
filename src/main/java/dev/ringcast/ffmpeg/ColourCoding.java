package dev.ringcast.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_PRI_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_UNSPECIFIED;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT2020_CL;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT2020_NCL;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT470BG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_FCC;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE240M;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_TRC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_PAL;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_RGB;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ411P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ422P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ440P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ444P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUYV422;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;

import java.util.Set;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;

/**
 * How the samples of a picture stand for colours.
 *
 * @param matrix one of {@code AVCOL_SPC} that swscale has coefficients of; BT.709 where the samples are no YUV
 * @param full whether samples go from 0 to 255, not from 16 to 235
 * @param grey whether there is luma alone
 */
record ColourCoding(int matrix, boolean full, boolean grey) {
    static final ColourCoding BT709 = new ColourCoding(AVCOL_SPC_BT709, false, false);

    /** That of JPEG files (JFIF). */
    private static final ColourCoding JPEG = new ColourCoding(AVCOL_SPC_SMPTE170M, true, false);

    private static final Set<Integer> FULL = Set.of(
            AV_PIX_FMT_YUVJ411P, AV_PIX_FMT_YUVJ420P, AV_PIX_FMT_YUVJ422P, AV_PIX_FMT_YUVJ440P, AV_PIX_FMT_YUVJ444P);

    /** What the picture says of itself; where it says nothing, what players guess. */
    static ColourCoding of(AVFrame picture) {
        AVPixFmtDescriptor format = av_pix_fmt_desc_get(picture.format());
        if (format != null && (format.flags() & (AV_PIX_FMT_FLAG_RGB | AV_PIX_FMT_FLAG_PAL)) != 0) {
            return new ColourCoding(AVCOL_SPC_BT709, true, false);
        }
        boolean grey = format != null && format.nb_components() < 3;
        int range = picture.color_range();
        boolean full = range == AVCOL_RANGE_JPEG
                || (grey && range == AVCOL_RANGE_UNSPECIFIED)
                || FULL.contains(picture.format());
        return new ColourCoding(grey ? AVCOL_SPC_BT709 : matrix(picture), full, grey);
    }

    /** How pictures are made: as JPEG where the pixel format is one of JPEG's, else as BT.709 of limited range, or RGB. */
    static ColourCoding made(int pixelFormat) {
        return FULL.contains(pixelFormat) ? JPEG : BT709;
    }

    private static int matrix(AVFrame picture) {
        int named = picture.colorspace();
        if (named == AVCOL_SPC_BT709 || named == AVCOL_SPC_FCC || named == AVCOL_SPC_SMPTE240M) {
            return named;
        }
        if (named == AVCOL_SPC_BT470BG || named == AVCOL_SPC_SMPTE170M) {
            return AVCOL_SPC_SMPTE170M;
        }
        if (named == AVCOL_SPC_BT2020_NCL || named == AVCOL_SPC_BT2020_CL) {
            return AVCOL_SPC_BT2020_NCL;
        }
        if (picture.format() == AV_PIX_FMT_YUYV422) {
            // From USB cameras as a rule, whose specification (UVC) has them mean this where they say nothing.
            return AVCOL_SPC_SMPTE170M;
        }
        // As mpv has it; others look at the height alone.
        boolean large = picture.width() >= 1280 || picture.height() > 576;
        return large ? AVCOL_SPC_BT709 : AVCOL_SPC_SMPTE170M;
    }

    /** Has the picture say that it is BT.709 of limited range. */
    static void label(AVFrame picture) {
        picture.colorspace(AVCOL_SPC_BT709);
        picture.color_range(AVCOL_RANGE_MPEG);
        picture.color_primaries(AVCOL_PRI_BT709);
        picture.color_trc(AVCOL_TRC_BT709);
    }
}
