package dev.ringcast.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.ringcast.drawing.BitmapFont;
import dev.ringcast.drawing.Colour;
import dev.ringcast.ffmpeg.NativeFrame;
import dev.ringcast.media.FrameRate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bytedeco.javacpp.BytePointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestCardTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long UNIX = 1_780_000_000L * SECOND;

    @ParameterizedTest
    @CsvSource({"1280,720", "1920,1080", "854,480", "640,360", "426,240", "320,180", "98,50"})
    void draw_anySize_carriesTheStrip(int width, int height) throws Exception {
        TestCardPicture card = new TestCardPicture(width, height, new FrameRate(30, 1));
        long unix = UNIX + 123_999_999L;
        try (NativeFrame picture = card.draw(unix, 70_000, true)) {
            assertThat(strip(picture)).contains(new TestCardStrip(unix / 1_000_000, 70_000 & 0xffff));
        }
    }

    @ParameterizedTest
    @CsvSource({"16,16", "64,16", "16,720", "4096,32"})
    void draw_oddShapes_succeeds(int width, int height) throws Exception {
        TestCardPicture card = new TestCardPicture(width, height, new FrameRate(30, 1));
        try (NativeFrame picture = card.draw(UNIX, 0, true)) {
            assertThat(picture.width()).isEqualTo(width);
            assertThat(picture.height()).isEqualTo(height);
        }
    }

    @Test
    void draw_flash_changesTheSquareOnly() throws Exception {
        TestCardLayout.Box flash = new TestCardLayout(1280, 720).flash();
        TestCardPicture card = new TestCardPicture(1280, 720, new FrameRate(30, 1));
        try (NativeFrame lit = card.draw(UNIX, 1, true);
                NativeFrame dark = card.draw(UNIX, 1, false)) {
            assertThat(luma(lit, flash.x() + flash.width() / 2, flash.y() + flash.height() / 2))
                    .isEqualTo(235);
            assertThat(luma(dark, flash.x() + flash.width() / 2, flash.y() + flash.height() / 2))
                    .isEqualTo(16);
            int different = 0;
            for (int y = 0; y < 720; y++) {
                for (int x = 0; x < 1280; x++) {
                    different += luma(lit, x, y) == luma(dark, x, y) ? 0 : 1;
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
                                (x, y) -> x >= from && x < from + 10 ? 251 - luma(picture, x, y) : luma(picture, x, y)))
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
            assertThat(TestCardStrip.read(640, 360, (x, y) -> luma(picture, 2 * x, 2 * y)))
                    .contains(new TestCardStrip(UNIX / 1_000_000, 77));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 24, 25, 30, 50, 60})
    void isLit_wholeRates_firstThreeFramesOfEachSecond(int rate) {
        TestCardClock clock = TestCardClock.aligned(new FrameRate(rate, 1), UNIX + 987_654_321L);
        for (long frame = 0; frame < 5L * rate; frame++) {
            assertThat(clock.isLit(frame)).as("frame " + frame).isEqualTo(frame % rate < 3);
            assertThat(clock.micros(frame)).isEqualTo(frame * 1_000_000 / rate);
            if (frame % rate == 0) {
                assertThat(clock.sampleOfSecond(clock.firstSample(frame))).isZero();
            }
        }
    }

    @Test
    void isLit_ntscRate_threeFramesOfEachSecond() {
        TestCardClock clock = TestCardClock.aligned(FrameRate.parse("29.97"), UNIX);
        int lit = 0;
        for (long frame = 0; frame < 30_000; frame++) {
            lit += clock.isLit(frame) ? 1 : 0;
        }
        assertThat(lit).isEqualTo(3 * 1001);
    }

    @Test
    void firstSample_ntscRate_losesNone() {
        TestCardClock clock = TestCardClock.aligned(FrameRate.parse("29.97"), UNIX);
        assertThat(clock.firstSample(30_000)).isEqualTo(1001L * 48_000);
        assertThat(TestCardClock.sampleMicros(clock.firstSample(30_000))).isEqualTo(clock.micros(30_000));
    }

    @Test
    void sampleOfSecond_clockSetAnew_followsTheWallClock() {
        TestCardClock clock = new TestCardClock(new FrameRate(25, 1), UNIX + SECOND / 4);
        assertThat(clock.sampleOfSecond(0)).isEqualTo(12_000);
        assertThat(clock.sampleOfSecond(36_000)).isZero();
    }

    @Test
    void tone_beeps100MillisAt1Kilohertz() {
        double amplitude = Math.pow(10, -12 / 20.0);
        for (int i = 0; i < 48_000; i++) {
            double expected = i < 4800 ? amplitude * Math.sin(2 * Math.PI * 1000 * i / 48_000) : 0;
            assertThat((double) TestTone.at(i)).isCloseTo(expected, offset(1e-5));
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

    @Test
    void run_deliversOnTheBeatWithSoundAlongside() throws Exception {
        List<Boolean> flashes = new CopyOnWriteArrayList<>();
        List<TestCardStrip> strips = new CopyOnWriteArrayList<>();
        TestCardLayout.Box flash = new TestCardLayout(320, 180).flash();
        RecordingSink sink = new RecordingSink(false, (picture, timestamp) -> {
            flashes.add(luma(picture, flash.x() + 4, flash.y() + 4) > 128);
            strips.add(strip(picture).orElseThrow());
        });
        try (RunningSource running = RunningSource.start(RunningSource.request("pattern:"), sink)) {
            assertThat(sink.await(s -> s.pictureCount() > 40 && s.soundCount() > 40, 10_000))
                    .isTrue();
            running.closeInTime();
        }
        assertThat(sink.formats())
                .containsExactly(new SourceFormat("test card 320x180 25 fps", "tone 48000 Hz stereo"));
        List<RecordingSink.Picture> pictures = sink.pictures();
        List<RecordingSink.Sound> sounds = sink.sounds();
        long wall = strips.get(0).unixMillis() - pictures.get(0).micros() / 1000;
        for (int i = 0; i < sounds.size(); i++) {
            assertThat(pictures.get(i).micros() % 40_000).isZero();
            assertThat(strips.get(i).unixMillis())
                    .isEqualTo(wall + pictures.get(i).micros() / 1000);
            assertThat(flashes.get(i)).isEqualTo(strips.get(i).unixMillis() % 1000 < 120);
            if (i > 0) {
                assertThat(sounds.get(i).micros()).isEqualTo(sounds.get(i - 1).endMicros());
            }
        }
        assertThat(sounds.get(0).micros()).isEqualTo(pictures.get(0).micros());
        assertBeepsStartWithTheSecond(sink, wall);
        assertThat(sink.left()).isEqualTo(sink.right());
    }

    @Test
    void close_whileTheSinkWaits_endsInTime() throws Exception {
        RecordingSink sink = new RecordingSink(true, (picture, timestamp) -> {});
        try (RunningSource running = RunningSource.start(RunningSource.request("pattern:"), sink)) {
            assertThat(sink.await(s -> s.pictureCount() > 0, 5_000)).isTrue();
            running.closeInTime();
        }
    }

    @Test
    void close_beforeRun_runReturnsAtOnce() throws Exception {
        MediaSource source = MediaSources.create(RunningSource.request("pattern:"));
        source.close();
        source.close();
        RecordingSink sink = new RecordingSink();
        source.run(sink);
        assertThat(sink.pictures()).isEmpty();
    }

    private static void assertBeepsStartWithTheSecond(RecordingSink sink, long wallMillis) {
        long first = sink.sounds().get(0).micros();
        List<Float> left = sink.left();
        List<Integer> starts = new ArrayList<>();
        for (int i = 4800; i < left.size(); i++) {
            if (left.get(i) != 0 && left.subList(i - 100, i).stream().allMatch(value -> value == 0)) {
                starts.add(i);
            }
        }
        assertThat(starts).isNotEmpty();
        for (int start : starts) {
            // The first sample of a sine is zero: the beep began one sample before the first sound.
            long micros = first + (start - 1) * 1_000_000L / 48_000;
            assertThat(Math.floorMod(wallMillis * 1000 + micros + 10, 1_000_000L))
                    .isLessThan(21L);
        }
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
            double over = luma(picture, x, y) - Colour.LANE.luma();
            weight += over;
            sum += over * x;
        }
        return sum / weight;
    }

    private static Optional<TestCardStrip> strip(NativeFrame picture) {
        return TestCardStrip.read(picture.width(), picture.height(), (x, y) -> luma(picture, x, y));
    }

    static int luma(NativeFrame picture, int x, int y) {
        try (BytePointer data = picture.avFrame().data(0)) {
            return data.get((long) y * picture.avFrame().linesize(0) + x) & 0xff;
        }
    }
}
