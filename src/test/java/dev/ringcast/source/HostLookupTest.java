package dev.ringcast.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A name server that does not answer. */
class HostLookupTest {
    private static final String URL = "rtsp://user:password@cam.example:554/door";
    private static final String SHOWN = "rtsp://***@cam.example:554/door";

    private final CompletableFuture<String> asked = new CompletableFuture<>();
    private final CompletableFuture<List<InetAddress>> answer = new CompletableFuture<>();
    private final Gate gate = new Gate();

    @AfterEach
    void answer() {
        answer.complete(List.of());
    }

    @Test
    void await_noAnswer_failsAtTheDeadline() throws Exception {
        assertThatThrownBy(() -> await(Duration.ofMillis(100)))
                .isInstanceOf(SourceException.class)
                .hasMessage(SHOWN + ": no answer from the name server about cam.example");
        assertThat(asked.get(20, TimeUnit.SECONDS)).isEqualTo("cam.example");
    }

    @Test
    void close_noAnswer_endsTheWait() throws Exception {
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> {
            try {
                await(Duration.ofHours(1));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        asked.get(20, TimeUnit.SECONDS);
        gate.close();
        assertThatThrownBy(() -> waiting.get(20, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseInstanceOf(SourceClosedException.class);
    }

    private void await(Duration time) throws Exception {
        HostLookup.await(URL, SHOWN, time, gate, host -> {
            asked.complete(host);
            return answer.join();
        });
    }
}
