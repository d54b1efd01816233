package dev.ringcast.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.ringcast.drawing.BitmapFont;
import dev.ringcast.drawing.Colour;
import dev.ringcast.ffmpeg.NativeFrame;
import dev.ringcast.media.FrameRate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the test card shows, and that it can be read. */
class TestCardPictureTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long UNIX = 1_780_000_000L * SECOND;

    @ParameterizedTest
    @CsvSource({"1280,720", "1920,1080", "854,480", "640,360", "426,240", "320,180", "98,50"})
    void draw_anySize_carriesTheStrip(int width, int height) throws Exception {
        TestCardPicture card = new TestCardPicture(width, height, new FrameRate(30, 1));
        long unix = UNIX + 123_999_999L;
        try (NativeFrame picture = card.draw(unix, 70_000, true)) {
            assertThat(TestCardReader.strip(picture)).contains(new TestCardStrip(unix / 1_000_000, 70_000 & 0xffff));
        }
    }

    @ParameterizedTest
    @CsvSource({"16,16", "64,16", "16,720", "4096,32"})
    void draw_oddShapes_succeeds(int width, int height) throws Exception {
        TestCardPicture card = new TestCardPicture(width, height, new FrameRate(30, 1));
        try (NativeFrame picture = card.draw(UNIX, 0, true)) {
            assertThat(picture.width()).isEqualTo(width);
            assertThat(picture.height()).isEqualTo(height);
            assertThat(picture.isCanvas()).isTrue();
        }
    }

    @Test
    void draw_flash_changesTheSquareOnly() throws Exception {
        TestCardLayout.Box flash = new TestCardLayout(1280, 720).flash();
        TestCardPicture card = new TestCardPicture(1280, 720, new FrameRate(30, 1));
        try (NativeFrame lit = card.draw(UNIX, 1, true);
                NativeFrame dark = card.draw(UNIX, 1, false)) {
            assertThat(TestCardReader.luma(lit, flash.x() + flash.width() / 2, flash.y() + flash.height() / 2))
                    .isEqualTo(235);
            assertThat(TestCardReader.luma(dark, flash.x() + flash.width() / 2, flash.y() + flash.height() / 2))
                    .isEqualTo(16);
            int different = 0;
            for (int y = 0; y < 720; y++) {
                for (int x = 0; x < 1280; x++) {
                    different += TestCardReader.luma(lit, x, y) == TestCardReader.luma(dark, x, y) ? 0 : 1;
                }
            }
            assertThat(different).isEqualTo(flash.width() * flash.height());
        }
    }

    @Test
    void draw_twoMoments_movesTheDisc() throws Exception {
        TestCardLayout.Box lane = new TestCardLayout(1280, 720).lane();
        TestCardPicture card = new TestCardPicture(1280, 720, new FrameRate(30, 1));
        long laps = UNIX / (4 * SECOND) * 4 * SECOND;
        double[] centres = new double[3];
        for (int i = 0; i < centres.length; i++) {
            try (NativeFrame picture = card.draw(laps + SECOND + i * SECOND / 30, i, false)) {
                centres[i] = centreOfDisc(picture, lane);
            }
        }
        double speed = (lane.width() - lane.height() * 0.8 - 4) / 60;
        assertThat(centres[1] - centres[0]).isCloseTo(speed, offset(0.2));
        assertThat(centres[2] - centres[1]).isCloseTo(speed, offset(0.2));
    }

    @Test
    void read_brokenStrip_isEmpty() throws Exception {
        TestCardPicture card = new TestCardPicture(640, 360, new FrameRate(30, 1));
        try (NativeFrame picture = card.draw(UNIX, 5, false)) {
            for (int block = 0; block < TestCardStrip.BLOCKS; block++) {
                int from = block * 10;
                assertThat(TestCardStrip.read(
                                640,
                                360,
                                (x, y) -> x >= from && x < from + 10
                                        ? 251 - TestCardReader.luma(picture, x, y)
                                        : TestCardReader.luma(picture, x, y)))
                        .as("block " + block)
                        .isEmpty();
            }
        }
        assertThat(TestCardStrip.read(640, 360, (x, y) -> 16)).isEmpty();
        assertThat(TestCardStrip.read(640, 360, (x, y) -> 235)).isEmpty();
        assertThat(TestCardStrip.read(8, 8, (x, y) -> 235)).isEmpty();
    }

    @Test
    void read_halfSize_isUnderstood() throws Exception {
        TestCardPicture card = new TestCardPicture(1280, 720, new FrameRate(30, 1));
        try (NativeFrame picture = card.draw(UNIX, 77, false)) {
            assertThat(TestCardStrip.read(640, 360, (x, y) -> TestCardReader.luma(picture, 2 * x, 2 * y)))
                    .contains(new TestCardStrip(UNIX / 1_000_000, 77));
        }
    }

    @Test
    void font_hasEverySignThatIsWritten() {
        for (char sign : "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ:./-".toCharArray()) {
            int dots = 0;
            for (int column = 0; column < BitmapFont.ADVANCE; column++) {
                for (int line = 0; line < BitmapFont.HEIGHT; line++) {
                    dots += BitmapFont.isInk(sign, column, line) ? 1 : 0;
                }
            }
            assertThat(dots).as("sign " + sign).isPositive();
        }
        assertThat(glyph('L')).containsExactly("#....", "#....", "#....", "#....", "#....", "#....", "#####");
        assertThat(glyph('7')).containsExactly("#####", "....#", "...#.", "..#..", ".#...", ".#...", ".#...");
        assertThat(BitmapFont.width("AB", 2)).isEqualTo(22);
    }

    private static List<String> glyph(char sign) {
        List<String> lines = new ArrayList<>();
        for (int line = 0; line < BitmapFont.HEIGHT; line++) {
            StringBuilder text = new StringBuilder();
            for (int column = 0; column < 5; column++) {
                text.append(BitmapFont.isInk(sign, column, line) ? '#' : '.');
            }
            lines.add(text.toString());
        }
        return lines;
    }

    private static double centreOfDisc(NativeFrame picture, TestCardLayout.Box lane) {
        int y = lane.y() + lane.height() / 2;
        double weight = 0;
        double sum = 0;
        for (int x = lane.x(); x < lane.x() + lane.width(); x++) {
            double over = TestCardReader.luma(picture, x, y) - Colour.LANE.luma();
            weight += over;
            sum += over * x;
        }
        return sum / weight;
    }
}
