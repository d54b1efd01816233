package dev.ringcast.process;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Writes values into a pipe, each in a frame: {@link #MAGIC}, the number of bytes, the bytes. Safe for any thread. */
final class FrameOutput {
    /** What each frame begins with: whatever else is written into the pipe is not taken for one. */
    static final int MAGIC = 0x52_43_46_31;

    private final DataOutputStream out;

    FrameOutput(OutputStream out) {
        this.out = new DataOutputStream(out);
    }

    /**
     * Writes one, all of it before another's.
     *
     * @throws IOException if the other side is gone
     */
    <T> void send(Class<T> type, T value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        RecordCodec.write(new DataOutputStream(bytes), type, value);
        synchronized (this) {
            out.writeInt(MAGIC);
            out.writeInt(bytes.size());
            bytes.writeTo(out);
            out.flush();
        }
    }
}
