package dev.ringcast.web;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The body of a request: all of it there, or, for whoever reads without blocking, what has arrived. */
final class RequestBody extends ServletInputStream {
    private ByteArrayInputStream bytes;
    private @Nullable ReadListener listener;
    private boolean ended;

    RequestBody(byte[] bytes) {
        this.bytes = new ByteArrayInputStream(bytes);
    }

    /** More comes; what came before has been read. */
    void arrive(byte[] more) throws IOException {
        bytes = new ByteArrayInputStream(more);
        if (listener != null) {
            listener.onDataAvailable();
        }
    }

    /** Nothing more comes. */
    void end() throws IOException {
        ended = true;
        if (listener != null) {
            listener.onAllDataRead();
        }
    }

    @Override
    public int read() {
        return bytes.read();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        return bytes.read(buffer, offset, length);
    }

    @Override
    public boolean isFinished() {
        return bytes.available() == 0 && (listener == null || ended);
    }

    @Override
    public boolean isReady() {
        return listener == null || bytes.available() > 0;
    }

    @Override
    public void setReadListener(ReadListener reader) {
        listener = reader;
    }
}
