package dev.ringcast.source;

import dev.ringcast.drawing.BitmapFont;
import dev.ringcast.drawing.Colour;
import dev.ringcast.drawing.Plane;

/** What does not move on the test card; drawn once. */
final class TestCardBackground {
    private static final int LEVEL = 191;
    private static final Colour[] BARS = {
        Colour.rgb(LEVEL, LEVEL, LEVEL),
        Colour.rgb(LEVEL, LEVEL, 0),
        Colour.rgb(0, LEVEL, LEVEL),
        Colour.rgb(0, LEVEL, 0),
        Colour.rgb(LEVEL, 0, LEVEL),
        Colour.rgb(LEVEL, 0, 0),
        Colour.rgb(0, 0, LEVEL),
        Colour.rgb(0, 0, 0)
    };
    private static final int NEUTRAL = 128;
    private static final int TICKS = 16;

    private final TestCardLayout layout;
    private final Plane luma;
    private final Plane blue;
    private final Plane red;

    /** @param format size and rate, in words */
    TestCardBackground(TestCardLayout layout, String format) {
        this.layout = layout;
        this.luma = Plane.of(layout.width(), layout.height());
        this.blue = Plane.of(layout.width() / 2, layout.height() / 2);
        this.red = Plane.of(layout.width() / 2, layout.height() / 2);
        fill(new TestCardLayout.Box(0, 0, layout.width(), layout.height()), Colour.NIGHT);
        drawGrid();
        drawBars();
        drawCircle();
        fill(layout.panel(), Colour.PANEL);
        drawGratings();
        frame(layout.flash(), Colour.BLACK);
        drawLane();
        drawTexts(format);
        fill(
                new TestCardLayout.Box(
                        0,
                        layout.height() - TestCardStrip.height(layout.height()),
                        layout.width(),
                        TestCardStrip.height(layout.height())),
                Colour.BLACK);
    }

    void copyTo(Plane targetLuma, Plane targetBlue, Plane targetRed) {
        targetLuma.copy(luma);
        targetBlue.copy(blue);
        targetRed.copy(red);
    }

    private void fill(TestCardLayout.Box box, Colour colour) {
        luma.fill(box.x(), box.y(), box.width(), box.height(), colour.luma());
        blue.fill(box.x() / 2, box.y() / 2, box.width() / 2, box.height() / 2, colour.blue());
        red.fill(box.x() / 2, box.y() / 2, box.width() / 2, box.height() / 2, colour.red());
    }

    private void frame(TestCardLayout.Box box, Colour inside) {
        fill(new TestCardLayout.Box(box.x() - 4, box.y() - 4, box.width() + 8, box.height() + 8), Colour.LINE);
        fill(box, inside);
    }

    private void drawGrid() {
        int step = Math.max(4, 2 * layout.unit());
        for (int x = layout.width() / 2 % step; x < layout.width(); x += step) {
            luma.fill(x, 0, 1, layout.height(), Colour.GRID.luma());
        }
        for (int y = layout.height() / 2 % step; y < layout.height(); y += step) {
            luma.fill(0, y, layout.width(), 1, Colour.GRID.luma());
        }
    }

    private void drawBars() {
        TestCardLayout.Box box = layout.bars();
        for (int i = 0; i < BARS.length; i++) {
            int left = box.x() + ((box.width() * i / BARS.length) & ~1);
            int right = box.x() + ((box.width() * (i + 1) / BARS.length) & ~1);
            fill(new TestCardLayout.Box(left, box.y(), right - left, box.height()), BARS[i]);
        }
        TestCardLayout.Box ramp = layout.ramp();
        fill(ramp, Colour.BLACK);
        for (int x = 0; x < ramp.width(); x++) {
            int level = Colour.BLACK.luma()
                    + (Colour.WHITE.luma() - Colour.BLACK.luma()) * x / Math.max(1, ramp.width() - 1);
            luma.fill(ramp.x() + x, ramp.y(), 1, ramp.height(), level);
        }
    }

    /** A circle shows whether the shape of the pixels was kept. */
    private void drawCircle() {
        double x = layout.width() / 2.0;
        double y = 17.0 * layout.unit();
        double radius = 12.0 * layout.unit();
        double thickness = Math.max(1, layout.height() / 360.0);
        for (int row = 0; row < luma.height(); row++) {
            for (int column = 0; column < luma.width(); column++) {
                double off = Math.abs(Math.hypot(column + 0.5 - x, row + 0.5 - y) - radius);
                double share = Math.min(1, thickness + 0.5 - off);
                if (share > 0) {
                    double under = luma.get(column, row);
                    luma.set(column, row, (int) Math.round(under + share * (Colour.WHITE.luma() - under)));
                    if (share > 0.5) {
                        blue.set(column / 2, row / 2, NEUTRAL);
                        red.set(column / 2, row / 2, NEUTRAL);
                    }
                }
            }
        }
    }

    private void drawGratings() {
        TestCardLayout.Box box = layout.gratings();
        frame(box, Colour.BLACK);
        for (int x = 0; x < box.width(); x++) {
            int lineWidth = x < box.width() / 3 ? 4 : x < box.width() * 2 / 3 ? 2 : 1;
            if (x / lineWidth % 2 == 0) {
                luma.fill(box.x() + x, box.y(), 1, box.height(), Colour.WHITE.luma());
            }
        }
    }

    private void drawLane() {
        TestCardLayout.Box lane = layout.lane();
        fill(lane, Colour.LANE);
        for (int i = 0; i <= TICKS; i++) {
            int tick = lane.height() / (i % 4 == 0 ? 4 : 8);
            luma.fill(lane.x() + lane.width() * i / TICKS, lane.y() - tick, 1, tick, Colour.LINE.luma());
        }
    }

    private void drawTexts(String format) {
        int scale = layout.textScale() + (layout.height() >= 480 ? 1 : 0);
        int y = 2 * layout.unit() - BitmapFont.HEIGHT * scale / 2;
        int paper = Colour.NIGHT.luma();
        BitmapFont.draw(luma, layout.margin(), y, "Ringcast", scale, Colour.WHITE.luma(), paper);
        int right = layout.width() - layout.margin() - BitmapFont.width(format, scale);
        BitmapFont.draw(luma, right, y, format, scale, Colour.WHITE.luma(), paper);
        TestCardLayout.Box flash = layout.flash();
        String label = "A/V sync";
        int small = layout.textScale();
        BitmapFont.draw(
                luma,
                flash.x() + (flash.width() - BitmapFont.width(label, small)) / 2,
                flash.y() + flash.height() + layout.unit() / 2 + 4,
                label,
                small,
                Colour.SOFT.luma(),
                paper);
    }
}
