package dev.ringcast.media;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Bytes that never change: the content of a partial segment, an init segment or a rendered playlist.
 *
 * <p>A class and not a record so that the array stays inside. Safe for any number of threads.
 */
public final class MediaBytes {
    /** No bytes. */
    public static final MediaBytes EMPTY = new MediaBytes(new byte[0]);

    private final byte[] bytes;

    private MediaBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Takes {@code bytes} over without a copy: the caller must not write to the array again. */
    public static MediaBytes owning(byte[] bytes) {
        return bytes.length == 0 ? EMPTY : new MediaBytes(bytes);
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return bytes.length == 0;
    }

    /** The number of bytes. */
    public int size() {
        return bytes.length;
    }

    /** Writes all bytes to {@code out}. */
    public void writeTo(OutputStream out) throws IOException {
        out.write(bytes);
    }

    /**
     * Writes {@code length} bytes from {@code offset} on.
     *
     * @throws IndexOutOfBoundsException if the range is not within these bytes
     */
    public void writeTo(OutputStream out, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
    }

    /** A stream over these bytes; it shares them. */
    public InputStream asInputStream() {
        return new ByteArrayInputStream(bytes);
    }

    /** A copy of the bytes, for whoever needs an array of its own. */
    public byte[] toByteArray() {
        return bytes.clone();
    }
}
