package dev.ringcast.process;

import java.io.BufferedInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The pipes to the process that has started this one, in place of standard input and output: values come by the one and go
 * by the other. When the parent ends, however it does, {@link #read} tells.
 */
public final class ParentPipe {
    /** The parent is trusted; this bounds what a fault of ours can take. */
    private static final long MOST_BYTES = 256L * 1024 * 1024;

    private final FrameInput in =
            new FrameInput(new BufferedInputStream(new FileInputStream(FileDescriptor.in)), MOST_BYTES);
    private final FrameOutput out = new FrameOutput(new FileOutputStream(FileDescriptor.out));

    private ParentPipe() {}

    /** Takes the two over. What is printed goes to standard error from now on. */
    public static ParentPipe open() {
        System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
        return new ParentPipe();
    }

    /** The next value that the parent sends; empty if it wants no more or is gone. For one thread. */
    public <T> Optional<T> read(Class<T> type) throws IOException {
        return in.read(type);
    }

    /**
     * Sends a value. Any thread; waits while the parent is behind.
     *
     * @throws UncheckedIOException if the parent is gone
     */
    public <T> void send(Class<T> type, T value) {
        try {
            out.send(type, value);
        } catch (IOException e) {
            throw new UncheckedIOException("the parent does not read any more", e);
        }
    }

    /** Ends this process at once. */
    public static void end(int code) {
        Runtime.getRuntime().halt(code);
    }
}
