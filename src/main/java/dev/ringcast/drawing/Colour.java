package dev.ringcast.drawing;

/**
 * A colour in the form that video has: BT.709, limited range.
 *
 * @param luma 16 to 235
 * @param blue blue difference, 16 to 240
 * @param red red difference, 16 to 240
 */
public record Colour(int luma, int blue, int red) {
    public static final Colour WHITE = rgb(255, 255, 255);
    public static final Colour BLACK = rgb(0, 0, 0);
    public static final Colour SOFT = rgb(170, 170, 170);
    public static final Colour NIGHT = rgb(20, 24, 38);
    public static final Colour GRID = rgb(42, 50, 72);
    public static final Colour LINE = rgb(205, 214, 235);
    public static final Colour PANEL = rgb(12, 12, 12);
    public static final Colour LANE = rgb(10, 12, 20);
    public static final Colour DISC = rgb(255, 140, 40);

    /** From red, green and blue, 0 to 255 each. */
    public static Colour rgb(int r, int g, int b) {
        double y = 0.2126 * r + 0.7152 * g + 0.0722 * b;
        return new Colour(
                (int) Math.round(16 + 219 * y / 255), (int) Math.round(128 + 224 * (b - y) / 1.8556 / 255), (int)
                        Math.round(128 + 224 * (r - y) / 1.5748 / 255));
    }
}
