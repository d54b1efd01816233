package dev.ringcast.source;

import java.util.Optional;
import java.util.function.IntBinaryOperator;

/**
 * What the strip along the bottom edge of the test card says, for machines: when the picture was due and which it is.
 * A player that reads it knows its delay and sees every missing or repeated picture.
 *
 * <p>The strip is one row of 64 blocks as wide as the picture, white for 1 and black for 0, {@link #height} high. From
 * left to right:
 *
 * <pre>
 *   blocks  bits
 *    0– 1     2  one white, one black: what white and black look like after compression
 *    2–43    42  Unix time in milliseconds at which the picture was due, most significant bit first
 *   44–59    16  number of the picture since the start, modulo 65536, most significant bit first
 *   60–63     4  CRC-4 (x⁴ + x + 1, begun with 1111) over blocks 2 to 59
 * </pre>
 *
 * @param unixMillis Unix time in milliseconds, 42 bits
 * @param frame number of the picture, 16 bits
 */
public record TestCardStrip(long unixMillis, int frame) {
    static final int BLOCKS = 64;

    private static final int TIME_BITS = 42;
    private static final int FRAME_BITS = 16;
    private static final int CHECK_BITS = 4;
    private static final int CHECK_POLYNOMIAL = 0b0011;
    private static final int CHECK_START = 0b1111;

    /** Black and white closer than this are no strip. */
    private static final int LEAST_CONTRAST = 48;

    /** Checks the bounds. */
    public TestCardStrip {
        if (unixMillis < 0 || unixMillis >= 1L << TIME_BITS || frame < 0 || frame >= 1 << FRAME_BITS) {
            throw new IllegalArgumentException("does not fit into the strip: " + unixMillis + ", " + frame);
        }
    }

    /** The height of the strip in a picture of this height: a thirty-sixth, an even number, at least 16 pixels. */
    public static int height(int pictureHeight) {
        return Math.max(16, (pictureHeight + 36) / 72 * 2);
    }

    /**
     * Reads the strip of a picture, of the original size or scaled.
     *
     * @param width of the picture in pixels
     * @param height of the picture in pixels
     * @param luma brightness (0 to 255) of the pixel at x, y
     * @return empty if the picture has no strip or it is damaged
     */
    public static Optional<TestCardStrip> read(int width, int height, IntBinaryOperator luma) {
        if (width < BLOCKS || height < 4) {
            return Optional.empty();
        }
        int y = Math.max(1, height - Math.max(2, height(height) / 3));
        int white = sample(width, 0, y, luma);
        int black = sample(width, 1, y, luma);
        if (white - black < LEAST_CONTRAST) {
            return Optional.empty();
        }
        int middle = (white + black) / 2;
        long bits = 0;
        for (int block = 0; block < BLOCKS; block++) {
            bits = (bits << 1) | (sample(width, block, y, luma) > middle ? 1 : 0);
        }
        long payload = (bits >>> CHECK_BITS) & ((1L << (TIME_BITS + FRAME_BITS)) - 1);
        TestCardStrip strip = new TestCardStrip(payload >>> FRAME_BITS, (int) (payload & ((1 << FRAME_BITS) - 1)));
        return strip.bits() == bits ? Optional.of(strip) : Optional.empty();
    }

    /** The blocks, the first in the most significant bit. */
    long bits() {
        long payload = (unixMillis << FRAME_BITS) | frame;
        return (0b10L << (TIME_BITS + FRAME_BITS + CHECK_BITS)) | (payload << CHECK_BITS) | check(payload);
    }

    /** The left edge of a block, or the right edge of the one before. */
    static int edge(int width, int block) {
        return (int) ((long) block * width / BLOCKS);
    }

    private static int sample(int width, int block, int y, IntBinaryOperator luma) {
        int x = (edge(width, block) + edge(width, block + 1)) / 2;
        int reach = width >= 4 * BLOCKS ? 1 : 0;
        int sum = 0;
        for (int dx = -reach; dx <= reach; dx++) {
            sum += luma.applyAsInt(x + dx, y) + luma.applyAsInt(x + dx, y - 1);
        }
        return sum / (2 * (2 * reach + 1));
    }

    private static int check(long payload) {
        int check = CHECK_START;
        for (int bit = TIME_BITS + FRAME_BITS - 1; bit >= 0; bit--) {
            int top = (check >>> (CHECK_BITS - 1)) ^ (int) ((payload >>> bit) & 1);
            check = (check << 1) & ((1 << CHECK_BITS) - 1);
            if (top != 0) {
                check ^= CHECK_POLYNOMIAL;
            }
        }
        return check;
    }
}
