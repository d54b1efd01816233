package dev.ringcast.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.encoder.FrameSync;
import dev.ringcast.ffmpeg.NativeRuntime;
import dev.ringcast.media.FrameRate;
import dev.ringcast.source.SourceRequest;
import dev.ringcast.source.SourceSink;
import dev.ringcast.testing.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a source's thread meets must not be its end. */
class SourceSupervisorTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final SourceRequest CARD = new SourceRequest(
            "pattern:",
            Path.of("."),
            160,
            90,
            new FrameRate(25, 1),
            "none",
            Duration.ofSeconds(2),
            "tcp",
            SourceRequest.Reach.PUBLIC);

    private final AtomicReference<Error> next = new AtomicReference<>();
    private final Problems problems = new Problems("card", InstantSource.system());
    private final FrameSync sync = new FrameSync(40_000, this::micros, SourceSink.SAMPLE_RATE);

    @BeforeAll
    static void load() throws Exception {
        NativeRuntime.load();
    }

    /** The source asks for the time with each picture, on its own thread. */
    private long micros() {
        Error error = next.getAndSet(null);
        if (error != null) {
            throw error;
        }
        return TimeUnit.NANOSECONDS.toMicros(System.nanoTime());
    }

    @Test
    void memoryThatRunsOut_isAProblemAndTheSourceIsRunAgain() {
        try (SourceSupervisor source = new SourceSupervisor("card", CARD, sync, problems)) {
            source.start();
            Await.until("pictures", SOON, () -> sync.received() > 2);

            next.set(new OutOfMemoryError("Physical memory usage is too high"));
            Await.until("the problem", SOON, () -> !problems.newestFirst().isEmpty());
            long received = sync.received();
            Await.until("pictures again", SOON, () -> sync.received() > received + 2);

            assertThat(List.copyOf(problems.newestFirst()))
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.text()).contains("Physical memory usage is too high"));
            assertThat(source.reason()).isEmpty();
        } finally {
            sync.close();
        }
    }
}
