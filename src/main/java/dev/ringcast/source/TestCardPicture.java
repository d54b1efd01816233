package dev.ringcast.source;

import dev.ringcast.drawing.BitmapFont;
import dev.ringcast.drawing.Canvas;
import dev.ringcast.drawing.Colour;
import dev.ringcast.drawing.Plane;
import dev.ringcast.ffmpeg.FfmpegException;
import dev.ringcast.ffmpeg.NativeFrame;
import dev.ringcast.media.FrameRate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;

/** Draws the pictures of the test card: a copy of the background, and on it what moves. Used by one thread. */
final class TestCardPicture {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int SECOND = 1_000_000_000;

    /** How long the disc takes there and back. */
    private static final long LAP = 4L * SECOND;

    private final TestCardLayout layout;
    private final TestCardBackground background;

    TestCardPicture(int width, int height, FrameRate frameRate) {
        this.layout = new TestCardLayout(width, height);
        this.background = new TestCardBackground(layout, width + "x" + height + " " + frameRate + " fps");
    }

    /**
     * Draws a picture.
     *
     * @param unixNanos when it is due
     * @param number counted from the start
     * @param lit whether the flash is lit
     */
    NativeFrame draw(long unixNanos, long number, boolean lit) throws FfmpegException {
        NativeFrame picture = NativeFrame.canvas(layout.width(), layout.height());
        Canvas canvas = Canvas.of(picture);
        Plane luma = canvas.luma();
        Plane blue = canvas.blue();
        Plane red = canvas.red();
        background.copyTo(luma, blue, red);
        drawTexts(luma, unixNanos, number);
        if (lit) {
            TestCardLayout.Box flash = layout.flash();
            luma.fill(flash.x(), flash.y(), flash.width(), flash.height(), Colour.WHITE.luma());
        }
        drawDisc(luma, blue, red, unixNanos);
        drawStrip(luma, new TestCardStrip(Math.floorDiv(unixNanos, 1_000_000L), (int) (number & 0xffff)));
        return picture;
    }

    private void drawTexts(Plane luma, long unixNanos, long number) {
        int ink = Colour.WHITE.luma();
        int paper = Colour.PANEL.luma();
        Instant due =
                Instant.ofEpochSecond(Math.floorDiv(unixNanos, (long) SECOND), Math.floorMod(unixNanos, (long) SECOND));
        String time = TIME.format(due);
        TestCardLayout.Box panel = layout.panel();
        int scale = layout.clockScale();
        int x = panel.x() + (panel.width() - BitmapFont.width(time, scale)) / 2;
        int y = panel.y() + panel.height() / 4 - BitmapFont.HEIGHT * scale / 2 + layout.unit();
        BitmapFont.draw(luma, x, y, time, scale, ink, paper);
        String counter = String.format(Locale.ROOT, "UTC  FRAME %08d", number % 100_000_000);
        int small = layout.textScale();
        BitmapFont.draw(
                luma,
                panel.x() + (panel.width() - BitmapFont.width(counter, small)) / 2,
                panel.y() + panel.height() - layout.unit() - BitmapFont.HEIGHT * small,
                counter,
                small,
                Colour.SOFT.luma(),
                paper);
    }

    /** A disc that goes to and fro, with soft edges, so that its way is smooth to less than a pixel. */
    private void drawDisc(Plane luma, Plane blue, Plane red, long unixNanos) {
        TestCardLayout.Box lane = layout.lane();
        double radius = lane.height() * 0.4;
        double phase = (double) Math.floorMod(unixNanos, LAP) / LAP;
        double way = phase < 0.5 ? 2 * phase : 2 - 2 * phase;
        double x = lane.x() + radius + 2 + way * (lane.width() - 2 * radius - 4);
        double y = lane.y() + lane.height() / 2.0;
        for (int row = (int) (y - radius); row <= (int) (y + radius); row++) {
            double dy = row + 0.5 - y;
            double half = Math.sqrt(Math.max(0, radius * radius - dy * dy));
            if (half > 0) {
                drawSoftRow(luma, row, x - half, x + half);
            }
        }
        for (int row = (int) ((y - radius) / 2); row <= (int) ((y + radius) / 2); row++) {
            double dy = 2 * row + 1 - y;
            double half = Math.sqrt(Math.max(0, radius * radius - dy * dy));
            int left = (int) Math.round((x - half) / 2);
            int length = (int) Math.round((x + half) / 2) - left;
            blue.fill(left, row, length, 1, Colour.DISC.blue());
            red.fill(left, row, length, 1, Colour.DISC.red());
        }
    }

    private static void drawSoftRow(Plane luma, int row, double left, double right) {
        int first = (int) Math.floor(left);
        byte[] pixels = new byte[(int) Math.ceil(right) - first];
        Arrays.fill(pixels, (byte) Colour.DISC.luma());
        pixels[0] = soft(Math.min(1, first + 1 - left));
        if (pixels.length > 1) {
            pixels[pixels.length - 1] = soft(1 - (Math.ceil(right) - right));
        }
        luma.put(first, row, pixels);
    }

    private static byte soft(double share) {
        return (byte) Math.round(Colour.LANE.luma() + share * (Colour.DISC.luma() - Colour.LANE.luma()));
    }

    private void drawStrip(Plane luma, TestCardStrip strip) {
        byte[] row = new byte[layout.width()];
        long bits = strip.bits();
        for (int block = 0; block < TestCardStrip.BLOCKS; block++) {
            boolean white = ((bits >>> (TestCardStrip.BLOCKS - 1 - block)) & 1) != 0;
            Arrays.fill(row, TestCardStrip.edge(row.length, block), TestCardStrip.edge(row.length, block + 1), (byte)
                    (white ? Colour.WHITE.luma() : Colour.BLACK.luma()));
        }
        int stripHeight = TestCardStrip.height(layout.height());
        for (int i = 1; i <= stripHeight; i++) {
            luma.put(0, layout.height() - i, row);
        }
    }
}
