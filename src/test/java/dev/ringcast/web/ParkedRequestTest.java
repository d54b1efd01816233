package dev.ringcast.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.channel.Waiter;
import dev.ringcast.testing.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two threads come to answer the same request, and its client takes its time. */
class ParkedRequestTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final FakeChannel live = FakeChannel.live("live");
    private final PlaylistServlet playlists = FakeContainer.inject(new PlaylistServlet(), live);

    /** The container would otherwise send an answer of which nothing, or a part, has been written. */
    @Test
    void onTimeout_whileAnotherThreadAnswers_isOverOnceThatOneHasEndedTheRequest() throws Exception {
        FakeExchange waiting = waiting();
        live.goOn();
        List.copyOf(live.waiting()).forEach(Waiter::wake);
        Await.until("somebody answers", SOON, () -> live.waiting().isEmpty());

        Thread container = timeOut(waiting);
        Await.until(
                "the container's thread waits",
                SOON,
                () -> !container.isAlive() || container.getState() == Thread.State.WAITING);
        assertThat(waiting.async().end()).isEmpty();

        waiting.take(Integer.MAX_VALUE);
        Await.until("the end", SOON, () -> !container.isAlive());
        assertThat(waiting.async().end()).isEqualTo("complete");
        assertThat(waiting.status()).isEqualTo(200);
        assertThat(waiting.text()).isEqualTo("media");
    }

    /** Whoever wakes is the encoder's thread, or that of a thousand other answers. */
    @Test
    void handOver_whileAnotherThreadAnswers_doesNotWaitForTheClient() throws Exception {
        FakeExchange waiting = waiting();
        ParkedRequest request = (ParkedRequest) live.waiting().get(0);
        Thread container = timeOut(waiting);
        Await.until("somebody answers", SOON, () -> live.waiting().isEmpty());

        Thread waking = started(() -> {
            request.handOver();
            request.write();
        });
        Await.until("it is back", SOON, () -> !waking.isAlive());
        assertThat(waiting.async().end()).isEmpty();

        waiting.take(Integer.MAX_VALUE);
        Await.until("the end", SOON, () -> !container.isAlive());
        assertThat(waiting.async().end()).isEqualTo("complete");
        assertThat(waiting.status()).isEqualTo(503);
    }

    private FakeExchange waiting() throws Exception {
        FakeExchange waiting = new FakeExchange("GET", "/live/live/v0/cmaf.m3u8?_HLS_msn=8&_HLS_part=1").withRoom(0);
        playlists.service(waiting.request(), waiting.response());
        assertThat(waiting.async().started()).isTrue();
        return waiting;
    }

    private static Thread timeOut(FakeExchange waiting) {
        return started(() -> {
            try {
                waiting.async().timeOut();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static Thread started(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
