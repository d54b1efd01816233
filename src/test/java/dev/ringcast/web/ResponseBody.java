package dev.ringcast.web;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The body of a response, whose client reads no more than it is told to. */
final class ResponseBody extends ServletOutputStream {
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final List<Integer> writes = new ArrayList<>();
    private int room = Integer.MAX_VALUE;
    private boolean gone;
    private @Nullable WriteListener writeListener;

    byte[] bytes() {
        return body.toByteArray();
    }

    /** The sizes of the writes that made it. */
    List<Integer> writes() {
        return writes;
    }

    /** The client takes so many writes before it stops reading. */
    void limit(int most) {
        room = most;
    }

    /** The client is gone: whoever writes more than there was room for, or waits for that, fails. */
    void breakOff() {
        synchronized (this) {
            gone = true;
            notifyAll();
        }
    }

    /** The client reads on: there is room for so many more writes, and whoever waits for that goes on. */
    void take(int more) throws IOException {
        WriteListener listener;
        synchronized (this) {
            room += more;
            notifyAll();
            listener = writeListener;
        }
        if (listener != null) {
            listener.onWritePossible();
        }
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        synchronized (this) {
            while (room == 0) {
                if (gone) {
                    throw new IOException("the client has gone");
                }
                if (writeListener != null) {
                    throw new IllegalStateException("written without room");
                }
                try {
                    wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
            room--;
            body.write(bytes, offset, length);
            writes.add(length);
        }
    }

    @Override
    public boolean isReady() {
        synchronized (this) {
            return room > 0;
        }
    }

    @Override
    public void flush() {
        if (!isReady()) {
            throw new IllegalStateException("flushed without room");
        }
    }

    @Override
    public void setWriteListener(WriteListener listener) {
        synchronized (this) {
            writeListener = listener;
        }
    }
}
