package dev.ringcast.source;

import dev.ringcast.drawing.BitmapFont;

/**
 * Where things are on the test card. All is measured in units of a thirty-sixth of the height, in even pixels.
 *
 * @param width of the picture in pixels
 * @param height of the picture in pixels
 */
record TestCardLayout(int width, int height) {
    /** A rectangle in pixels. */
    record Box(int x, int y, int width, int height) {}

    int unit() {
        return Math.max(1, height / 36);
    }

    /** The distance of everything from the left and right edge. */
    int margin() {
        return even(width / 20);
    }

    Box bars() {
        return new Box(margin(), even(4 * unit()), width - 2 * margin(), even(10 * unit()));
    }

    Box ramp() {
        return new Box(margin(), even(14 * unit()), width - 2 * margin(), even(2 * unit()));
    }

    /** The panel of the clock and the counter. */
    Box panel() {
        return new Box(even(width * 27 / 100), even(18 * unit()), even(width * 46 / 100), even(9 * unit()));
    }

    /** Fine lines, for sharpness. */
    Box gratings() {
        return new Box(margin(), even(19 * unit()), even(width * 18 / 100), even(7 * unit()));
    }

    Box flash() {
        int side = even(Math.min(7 * unit(), width * 18 / 100));
        return new Box(even(width - margin() - (width * 18 / 100 + side) / 2), even(19 * unit()), side, side);
    }

    /** Where the disc moves. */
    Box lane() {
        return new Box(margin(), even(29 * unit()), width - 2 * margin(), even(4 * unit()));
    }

    /** Pixels per dot of the clock: it fills the panel. */
    int clockScale() {
        return Math.max(1, Math.min(panel().width() / (13 * BitmapFont.ADVANCE), panel().height() / 12));
    }

    /** Pixels per dot of other texts. */
    int textScale() {
        return Math.max(1, Math.min(height / 240, width / 320));
    }

    private static int even(int value) {
        return value & ~1;
    }
}
