package dev.ringcast.ffmpeg;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * FFmpeg being unpacked and loaded on a thread of its own, which takes about as long as the container for our beans does:
 * so both begin at the same time. Until it is taken, nobody else may touch a class of {@code org.bytedeco}.
 */
public final class NativeStart {
    private final FutureTask<Loaded> task;
    private boolean taken;

    /** Opens a resource by its path. */
    @FunctionalInterface
    public interface Opener {
        /** The resource's bytes. */
        InputStream open(String path) throws IOException;
    }

    /**
     * What there is to take.
     *
     * @param runtime for the taker to close
     * @param libraries where the libraries have been unpacked to
     */
    public record Loaded(NativeRuntime runtime, Path libraries) {}

    private NativeStart(NativeArchive archive, Path directory) {
        task = new FutureTask<>(() -> {
            Path libraries = archive.unpack(directory);
            return new Loaded(NativeRuntime.start(libraries), libraries);
        });
    }

    /**
     * Begins.
     *
     * @param jars paths of all jars with native libraries that the application carries
     * @param opener opens one of them
     * @param directory where the libraries are unpacked to
     */
    public static NativeStart begin(Set<String> jars, Opener opener, Path directory) {
        NativeStart start = new NativeStart(new NativeArchive(jars, opener), directory);
        Thread thread = new Thread(start.task, "ringcast-natives");
        thread.setDaemon(true);
        thread.start();
        return start;
    }

    /**
     * Waits until FFmpeg is loaded.
     *
     * @throws NativeLoadException if it cannot be; the message says why and what to do
     */
    public synchronized Loaded take() throws NativeLoadException {
        taken = true;
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } catch (InterruptedException e) {
            taken = false;
            Thread.currentThread().interrupt();
            throw new NativeLoadException(
                    "FFmpeg is not loaded: the application was stopped while it was starting.", e);
        }
    }

    private static NativeLoadException failure(@Nullable Throwable cause) {
        if (cause instanceof NativeLoadException expected) {
            return expected;
        }
        return NativeLoadException.of(cause == null ? new IllegalStateException("no reason given") : cause);
    }

    /** The application ends: what nobody has taken is closed. */
    public synchronized void discard() {
        if (!taken) {
            try {
                take().runtime().close();
            } catch (NativeLoadException e) {
                // There is nothing to close.
            }
        }
    }
}
