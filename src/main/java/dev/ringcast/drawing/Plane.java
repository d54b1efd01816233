package dev.ringcast.drawing;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** One plane of a picture: rows of bytes. What lies outside is not drawn. */
public final class Plane {
    private final ByteBuffer bytes;
    private final int stride;
    private final int width;
    private final int height;

    /**
     * @param bytes at least {@code height} rows
     * @param stride bytes from one row to the next, at least the width
     */
    public Plane(ByteBuffer bytes, int stride, int width, int height) {
        this.bytes = bytes;
        this.stride = stride;
        this.width = width;
        this.height = height;
    }

    /** A plane on the heap. */
    public static Plane of(int width, int height) {
        return new Plane(ByteBuffer.wrap(new byte[width * height]), width, width, height);
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    public int get(int x, int y) {
        return bytes.get(y * stride + x) & 0xff;
    }

    public void set(int x, int y, int value) {
        if (x >= 0 && x < width && y >= 0 && y < height) {
            bytes.put(y * stride + x, (byte) value);
        }
    }

    /** Draws a piece of a row. */
    public void put(int x, int y, byte[] row) {
        int from = Math.max(0, -x);
        int length = Math.min(row.length, width - x) - from;
        if (y >= 0 && y < height && length > 0) {
            bytes.put(y * stride + x + from, row, from, length);
        }
    }

    /** Draws a rectangle. */
    public void fill(int x, int y, int columns, int rows, int value) {
        if (columns > 0) {
            byte[] row = new byte[columns];
            Arrays.fill(row, (byte) value);
            for (int i = 0; i < rows; i++) {
                put(x, y + i, row);
            }
        }
    }

    /** Draws all of another plane of the same size that lies on the heap without gaps. */
    public void copy(Plane heap) {
        if (stride == width) {
            bytes.put(0, heap.bytes, 0, width * height);
        } else {
            for (int y = 0; y < height; y++) {
                bytes.put(y * stride, heap.bytes, y * width, width);
            }
        }
    }
}
