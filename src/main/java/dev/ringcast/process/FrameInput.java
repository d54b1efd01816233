package dev.ringcast.process;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.time.DateTimeException;
import java.util.Optional;

/** Reads what {@link FrameOutput} writes. For one thread. */
final class FrameInput {
    private final PushbackInputStream in;
    private final long mostBytes;

    /** @param mostBytes what a frame may have; a longer one is refused */
    FrameInput(InputStream in, long mostBytes) {
        this.in = new PushbackInputStream(in);
        this.mostBytes = mostBytes;
    }

    /** Throws away what is there, if anything is; does not wait. */
    void discard() {
        try {
            in.skipNBytes(in.available());
        } catch (IOException e) {
            // The pipe has ended.
        }
    }

    /**
     * The next value; waits for it. Empty if the other side has closed the pipe.
     *
     * @throws EOFException if the pipe ends within a frame
     * @throws IOException if there is something else than a frame with such a value
     */
    <T> Optional<T> read(Class<T> type) throws IOException {
        int first = in.read();
        if (first < 0) {
            return Optional.empty();
        }
        in.unread(first);
        DataInputStream data = new DataInputStream(in);
        int magic = data.readInt();
        if (magic != FrameOutput.MAGIC) {
            throw new IOException(String.format("no frame: it begins with %08x", magic));
        }
        int length = data.readInt();
        if (length < 0 || length > mostBytes) {
            throw new IOException("a frame of " + length + " bytes; " + mostBytes + " are allowed");
        }
        byte[] bytes = data.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("a frame of " + length + " bytes ends after " + bytes.length);
        }
        DataInputStream content = new DataInputStream(new ByteArrayInputStream(bytes));
        T value;
        try {
            value = type.cast(RecordCodec.read(content, type));
        } catch (DateTimeException | ArithmeticException | IllegalArgumentException e) {
            throw new IOException("no " + type.getSimpleName() + ": " + e.getMessage(), e);
        }
        if (content.available() > 0) {
            throw new IOException(content.available() + " bytes more than a " + type.getSimpleName() + " has");
        }
        return Optional.of(value);
    }
}
