package dev.ringcast.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringcast.media.FrameRate;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BeatClockTest {
    private final AtomicLong nanos = new AtomicLong(5_000_000_000L);
    private final BeatClock clock = new BeatClock(new FrameRate(25, 1), nanos::get);

    @Test
    void await_beatThatIsDue_returnsHowLateItIs() throws InterruptedException {
        clock.start();
        nanos.addAndGet(90_000_000);
        assertThat(clock.await(2)).isEqualTo(10_000_000);
        assertThat(clock.micros()).isEqualTo(90_000);
        assertThat(clock.microsAt(25)).isEqualTo(1_000_000);
    }

    @Test
    void await_closedWhileWaiting_isInterruptedAtOnce() {
        clock.start();
        CompletableFuture<Long> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return clock.await(1_000_000);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        clock.close();
        assertThatThrownBy(() -> waiting.get(5, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseInstanceOf(InterruptedException.class);
    }
}
