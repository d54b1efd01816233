package dev.ringcast.drawing;

import dev.ringcast.ffmpeg.NativeFrame;

/**
 * The three planes of a {@code yuv420p} picture.
 *
 * @param luma of the picture's size
 * @param blue of half of it, each way
 * @param red likewise
 */
public record Canvas(Plane luma, Plane blue, Plane red) {
    /** The planes of a picture; to be drawn on only while it is open. */
    public static Canvas of(NativeFrame picture) {
        return new Canvas(
                new Plane(picture.plane(0), picture.stride(0), picture.width(), picture.height()),
                new Plane(picture.plane(1), picture.stride(1), picture.width() / 2, picture.height() / 2),
                new Plane(picture.plane(2), picture.stride(2), picture.width() / 2, picture.height() / 2));
    }

    /** Fills a rectangle; its corners should be even. */
    public void fill(int x, int y, int width, int height, Colour colour) {
        luma.fill(x, y, width, height, colour.luma());
        blue.fill(x / 2, y / 2, width / 2, height / 2, colour.blue());
        red.fill(x / 2, y / 2, width / 2, height / 2, colour.red());
    }
}
