package dev.ringcast.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.ffmpeg.NativeFrame;
import dev.ringcast.ffmpeg.NativeLoadException;
import dev.ringcast.ffmpeg.NativeRuntime;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Colours stay what they are: all that is encoded is BT.709 of limited range. */
class ScaledColoursTest {
    private static final int WIDTH = 288;
    private static final int HEIGHT = 32;

    @BeforeAll
    static void load() throws NativeLoadException {
        NativeRuntime.load();
    }

    @ParameterizedTest
    @CsvSource({
        "yuv420p, smpte170m tv, BT601 limited",
        "yuv420p, bt470bg tv, BT601 limited",
        "yuv420p, smpte240m tv, SMPTE240M limited",
        "yuv420p, bt2020nc tv, BT2020 limited",
        "yuv420p, bt709 pc, BT709 full",
        "yuv420p, unknown unknown, BT601 limited",
        "yuv420p, unknown pc, BT601 full",
        "yuv420p10le, bt2020nc tv, BT2020 limited",
        "yuv422p, bt709 pc, BT709 full",
        "yuv444p, smpte170m tv, BT601 limited",
        "yuvj420p, bt470bg pc, BT601 full",
        "yuvj420p, bt709 unknown, BT709 full",
        "yuvj422p, bt470bg pc, BT601 full",
        "nv12, bt709 tv, BT709 limited",
        "nv12, smpte170m tv, BT601 limited",
        "nv12, bt709 pc, BT709 full",
        "yuyv422, unknown unknown, BT601 limited",
        "bgr24, gbr pc, BT709 full",
        "bgra, unknown unknown, BT709 full",
        "gbrp, gbr pc, BT709 full",
        "gray, unknown unknown, BT709 full",
        "gray, unknown tv, BT709 limited",
    })
    void scale_anyCoding_isBt709(String format, String says, String is) throws Exception {
        for (int size : new int[] {4, 3, 8}) {
            try (NativeFrame picture = ColourStripes.draw(WIDTH, HEIGHT, format, says, is);
                    PictureScaler scaler = new PictureScaler(WIDTH * size / 4, HEIGHT * size / 4)) {
                NativeFrame scaled = scaler.scale(picture);

                assertThat(scaled).isNotSameAs(picture);
                ColourStripes.assertBt709(scaled, format.equals("gray"));
            }
        }
    }

    /** As players guess: standard definition is BT.601, and what is larger is BT.709. */
    @ParameterizedTest
    @CsvSource({
        "yuv420p, bt709 tv, 288, 32",
        "yuv420p, bt709 unknown, 288, 32",
        "yuv420p, unknown tv, 1280, 32",
        "yuv420p, unknown unknown, 288, 578",
    })
    void scale_bt709AsItIsEncoded_isTheSamePicture(String format, String says, int width, int height) throws Exception {
        try (NativeFrame picture = ColourStripes.draw(width, height, format, says, "BT709 limited");
                PictureScaler scaler = new PictureScaler(width, height)) {
            assertThat(scaler.scale(picture)).isSameAs(picture);
            ColourStripes.assertBt709(picture, false);
        }
    }

    @ParameterizedTest
    @CsvSource({"yuv420p, 1278, 32", "yuv420p, 288, 576", "yuyv422, 1280, 720"})
    void scale_nothingSaidOfStandardDefinitionOrByACamera_isTakenForBt601(String format, int width, int height)
            throws Exception {
        try (NativeFrame picture = ColourStripes.draw(width, height, format, "unknown unknown", "BT601 limited");
                PictureScaler scaler = new PictureScaler(width, height)) {
            ColourStripes.assertBt709(scaler.scale(picture), false);
        }
    }

    @Test
    void scale_codingChanges_eachPictureIsBt709() throws Exception {
        try (NativeFrame broadcast = ColourStripes.draw(WIDTH, HEIGHT, "yuv420p", "smpte170m tv", "BT601 limited");
                NativeFrame computer = ColourStripes.draw(WIDTH, HEIGHT, "yuv420p", "bt709 pc", "BT709 full");
                NativeFrame camera = ColourStripes.draw(WIDTH, HEIGHT, "yuvj420p", "bt470bg pc", "BT601 full");
                PictureScaler scaler = new PictureScaler(WIDTH, HEIGHT)) {
            for (NativeFrame picture : new NativeFrame[] {broadcast, computer, broadcast, camera, computer}) {
                ColourStripes.assertBt709(scaler.scale(picture), false);
            }
        }
    }

    /** A smaller rendition is made of it, and nothing must be guessed there. */
    @Test
    void scale_pictureThatWasConverted_isNotConvertedAgain() throws Exception {
        try (NativeFrame picture = ColourStripes.draw(WIDTH, HEIGHT, "yuv420p", "smpte170m tv", "BT601 limited");
                PictureScaler large = new PictureScaler(WIDTH, HEIGHT);
                PictureScaler same = new PictureScaler(WIDTH, HEIGHT);
                PictureScaler small = new PictureScaler(WIDTH / 2, HEIGHT / 2)) {
            NativeFrame converted = large.scale(picture);

            assertThat(same.scale(converted)).isSameAs(converted);
            ColourStripes.assertBt709(small.scale(converted), false);
        }
    }

    @Test
    void scale_slate_isTheSamePicture() throws Exception {
        try (Slate slate = new Slate(320, 180, "Camera");
                PictureScaler scaler = new PictureScaler(320, 180)) {
            NativeFrame picture = slate.picture("OFF AIR");

            assertThat(scaler.scale(picture)).isSameAs(picture);
        }
    }
}
