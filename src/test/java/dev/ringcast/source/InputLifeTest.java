package dev.ringcast.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.ffmpeg.NativeRuntime;
import dev.ringcast.testing.Await;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What counts as a source that stands still: FFmpeg that does not come back, and nothing else. */
class InputLifeTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    private final InputLife life = new InputLife(gate -> List.of(), "none", Duration.ofSeconds(2));
    private final CountDownLatch there = new CountDownLatch(1);
    private final CountDownLatch returned = new CountDownLatch(1);

    @BeforeAll
    static void load() throws Exception {
        NativeRuntime.load();
    }

    @AfterEach
    void close() {
        life.close();
        returned.countDown();
    }

    private CompletableFuture<Void> start(InputLife.Work<RuntimeException> work) {
        return CompletableFuture.runAsync(() -> {
            try {
                life.run(work);
            } catch (SourceException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** What has no deadline, as decoding has none. */
    private void callFfmpeg() throws InterruptedException {
        there.countDown();
        returned.await();
    }

    private Duration stillIn(Duration time) {
        return life.stillFor(System.nanoTime() + time.toNanos());
    }

    private void awaitTheCall() throws InterruptedException {
        assertThat(there.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void call_thatDoesNotReturn_isStillFromItsBeginning() throws Exception {
        CompletableFuture<Void> run = start(inputs -> callFfmpeg());
        awaitTheCall();

        assertThat(stillIn(HOUR)).isBetween(HOUR, HOUR.plus(SOON));

        returned.countDown();
        assertThat(run).succeedsWithin(SOON);
    }

    @Test
    void call_withDeadline_isStillFromThatOn() throws Exception {
        CompletableFuture<Void> run = start(inputs -> {
            life.interruption().expireIn(DAY);
            callFfmpeg();
            life.interruption().unbound();
        });
        awaitTheCall();

        assertThat(stillIn(HOUR)).isZero();
        assertThat(stillIn(DAY.plus(HOUR))).isBetween(HOUR, HOUR.plus(SOON));

        returned.countDown();
        assertThat(run).succeedsWithin(SOON);
    }

    @Test
    void waitInTheGate_isNotStill() throws Exception {
        CompletableFuture<Void> rest = start(inputs -> {
            there.countDown();
            life.gate().sleepMillis(DAY.toMillis());
        });
        awaitTheCall();

        Await.until("it waits", SOON, () -> stillIn(HOUR).isZero());

        life.close();
        assertThat(rest).succeedsWithin(SOON);
        assertThat(stillIn(HOUR)).isBetween(Duration.ofMinutes(59), HOUR.plus(SOON));
    }

    @Test
    void sinkThatIsFull_isNotStill() throws Exception {
        CompletableFuture<Void> run = start(inputs -> life.gate().pass(this::callFfmpeg));
        awaitTheCall();

        assertThat(stillIn(HOUR)).isZero();

        returned.countDown();
        assertThat(run).succeedsWithin(SOON);
    }
}
