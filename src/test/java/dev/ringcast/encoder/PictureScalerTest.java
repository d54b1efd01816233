package dev.ringcast.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;

import dev.ringcast.ffmpeg.NativeFrame;
import dev.ringcast.ffmpeg.NativeLoadException;
import dev.ringcast.ffmpeg.NativeRuntime;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PictureScalerTest {
    @BeforeAll
    static void load() throws NativeLoadException {
        NativeRuntime.load();
    }

    @ParameterizedTest
    @CsvSource({
        "1920, 1080, 1, 1, 0, 0, 1280, 720",
        "640, 480, 1, 1, 160, 0, 960, 720",
        "720, 576, 16, 11, 0, 8, 1280, 704",
        "1080, 1920, 1, 1, 436, 0, 406, 720",
        "2560, 1080, 0, 1, 0, 90, 1280, 540",
        "2, 2000, 1, 1, 638, 0, 2, 720",
    })
    void fit_anyShape_isCentredEvenAndKeepsItsAspect(
            int width, int height, int sarNumerator, int sarDenominator, int x, int y, int fitWidth, int fitHeight) {
        PictureScaler.Fit fit = PictureScaler.Fit.of(width, height, sarNumerator, sarDenominator, 1280, 720);
        assertThat(fit.width()).isEqualTo(fitWidth);
        assertThat(fit.x()).isEqualTo(x);
        assertThat(fit.height()).isBetween(fitHeight - 2, fitHeight + 2);
        assertThat(fit.y()).isBetween(y - 4, y + 4).isEven();
    }

    @Test
    void scale_sameSizeAndFormat_isTheSamePicture() throws Exception {
        try (NativeFrame picture = NativeFrame.canvas(320, 180);
                PictureScaler scaler = new PictureScaler(320, 180)) {
            assertThat(scaler.scale(picture)).isSameAs(picture);
        }
    }

    @Test
    void scale_whiteSquare_isWhiteInTheMiddleAndBlackBeside() throws Exception {
        try (NativeFrame picture = NativeFrame.picture(100, 100, AV_PIX_FMT_RGB24);
                PictureScaler scaler = new PictureScaler(320, 180)) {
            Pointer.memset(
                    picture.avFrame().data(0), 255, 100L * picture.avFrame().linesize(0));
            NativeFrame scaled = scaler.scale(picture);
            assertThat(scaled.width()).isEqualTo(320);
            assertThat(scaled.height()).isEqualTo(180);
            assertThat(luma(scaled, 10, 90)).isEqualTo(16);
            assertThat(luma(scaled, 310, 90)).isEqualTo(16);
            assertThat(luma(scaled, 160, 90)).isBetween(230, 236);
            assertThat(luma(scaled, 160, 2)).isBetween(225, 240);
        }
    }

    private static int luma(NativeFrame picture, int x, int y) {
        return picture.avFrame().data(0).get((long) y * picture.avFrame().linesize(0) + x) & 0xff;
    }
}
