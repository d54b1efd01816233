package dev.ringcast.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.media.FrameRate;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A source that runs in a thread of its own. */
final class RunningSource implements AutoCloseable {
    private static final Duration SILENCE = Duration.ofSeconds(5);

    private final MediaSource source;
    private final CompletableFuture<Optional<SourceException>> end = new CompletableFuture<>();
    private final Thread thread;

    private RunningSource(MediaSource source, SourceSink sink) {
        this.source = source;
        this.thread = new Thread(
                () -> {
                    try {
                        source.run(sink);
                        end.complete(Optional.empty());
                    } catch (SourceException e) {
                        end.complete(Optional.of(e));
                    } catch (RuntimeException | Error e) {
                        end.completeExceptionally(e);
                    }
                },
                "source under test");
    }

    static RunningSource start(MediaSource source, SourceSink sink) {
        RunningSource running = new RunningSource(source, sink);
        running.thread.start();
        return running;
    }

    static RunningSource start(SourceRequest request, SourceSink sink) throws SourceException {
        return start(MediaSources.create(request), sink);
    }

    /** A request with the test media as its folder. */
    static SourceRequest request(String address) {
        return request(address, SILENCE);
    }

    static SourceRequest request(String address, Duration silence) {
        return rtsp(address, silence, "tcp");
    }

    static SourceRequest rtsp(String address, Duration silence, String transport) {
        return new SourceRequest(
                address,
                media(),
                320,
                180,
                new FrameRate(25, 1),
                "none",
                silence,
                transport,
                SourceRequest.Reach.PUBLIC);
    }

    static Path media() {
        try {
            return Path.of(RunningSource.class.getResource("/media").toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How the source ended: the error, or nothing if it was closed. */
    Optional<SourceException> end(long millis) throws InterruptedException, ExecutionException, TimeoutException {
        return end.get(millis, TimeUnit.MILLISECONDS);
    }

    boolean hasEnded() {
        return end.isDone();
    }

    /** The message with which it fails. */
    String failure(long millis) throws InterruptedException, ExecutionException, TimeoutException {
        Optional<SourceException> exception = end(millis);
        assertThat(exception).as("the source should have failed").isPresent();
        return String.valueOf(exception.get().getMessage());
    }

    /** Closes the source and holds it to its promise: back within a second, without an error. */
    void closeInTime() throws InterruptedException, ExecutionException, TimeoutException {
        long start = System.nanoTime();
        source.close();
        assertThat(end(1000)).as("a closed source ends without an error").isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    }

    @Override
    public void close() {
        source.close();
        try {
            thread.join(5000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        assertThat(thread.isAlive()).as("the source has not ended").isFalse();
    }
}
