package dev.ringcast.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringcast.channel.AnswerCount;
import dev.ringcast.media.MediaBytes;
import dev.ringcast.testing.Await;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Answers to clients that read slowly or not at all. */
class AnswerSenderTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final byte[] PART = new byte[100_000];
    private static final Answer SEGMENT = new Answer(
            200,
            Map.of("Content-Type", "video/mp2t"),
            Body.of(List.of(MediaBytes.owning(PART), MediaBytes.owning(PART))));

    private final AnswerSender sender = new AnswerSender();
    private final AnswerCount count = new AnswerCount();
    private final Tally tally = new Tally(count, AnswerCount.Kind.SEGMENT);
    private final ExecutorService container = Executors.newCachedThreadPool();

    @AfterEach
    void tearDown() {
        container.shutdownNow();
    }

    @Test
    void send_clientThatReads_isWrittenAtOnce() throws Exception {
        FakeExchange exchange = get();
        send(exchange, false);
        assertThat(exchange.async().started()).isFalse();
        assertThat(exchange.body()).hasSize(200_000);
        assertThat(count.bytes(AnswerCount.Kind.SEGMENT)).isEqualTo(200_000);
    }

    @Test
    void send_manyClientsThatDoNotRead_holdNoMoreThreadsThanThat() throws Exception {
        List<FakeExchange> stuck = new ArrayList<>();
        List<Future<?>> threads = new ArrayList<>();
        for (int i = 0; i < AnswerSender.MOST_WRITING; i++) {
            FakeExchange exchange = get().withRoom(1);
            stuck.add(exchange);
            threads.add(container.submit(() -> {
                send(exchange, false);
                return null;
            }));
        }
        Await.until(
                "all of them written to",
                SOON,
                () -> stuck.stream().allMatch(each -> each.writes().size() == 1));

        FakeExchange next = get().withRoom(1);
        send(next, false);
        assertThat(next.async().started()).isTrue();
        assertThat(next.header("Content-Length")).isEqualTo("200000");
        next.take(1);
        assertThat(next.writes()).hasSize(2);
        assertThat(next.async().end()).isEmpty();
        assertThat(count.bytes(AnswerCount.Kind.SEGMENT)).isZero();
        next.take(100);
        assertThat(next.body()).hasSize(200_000);
        assertThat(next.async().end()).isEqualTo("complete");
        assertThat(count.bytes(AnswerCount.Kind.SEGMENT)).isEqualTo(200_000);

        FakeExchange head = get();
        send(head, true);
        assertThat(head.async().started()).isFalse();

        for (FakeExchange each : stuck) {
            each.take(100);
        }
        for (Future<?> thread : threads) {
            thread.get(20, TimeUnit.SECONDS);
        }
        FakeExchange afterwards = get();
        send(afterwards, false);
        assertThat(afterwards.async().started()).isFalse();
    }

    @Test
    void patientAnswer_clientThatTakesTooLong_isCutOff() throws Exception {
        AtomicLong nanos = new AtomicLong();
        FakeExchange exchange = get().withRoom(1);
        new PatientAnswer(SEGMENT, tally, nanos::get).start(exchange.request(), exchange.response());
        exchange.take(1);
        nanos.set(PatientAnswer.MOST.toNanos());
        exchange.take(1);
        assertThat(exchange.writes()).hasSize(3);

        nanos.incrementAndGet();
        assertThatThrownBy(() -> exchange.take(1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("60 s");
        exchange.async().fail();
        assertThat(exchange.async().end()).isEqualTo("complete");
        assertThat(count.answers(AnswerCount.Kind.SEGMENT, 200)).isOne();
        assertThat(count.bytes(AnswerCount.Kind.SEGMENT))
                .as("what it had taken until then")
                .isEqualTo(exchange.body().length)
                .isGreaterThan(100_000);
    }

    @Test
    void send_clientThatGoesMeanwhile_countsWhatItWasSent() {
        FakeExchange exchange = get().withRoom(1).goingAway();
        assertThatThrownBy(() -> send(exchange, false)).isInstanceOf(IOException.class);
        assertThat(exchange.body()).hasSize(100_000);
        assertThat(count.answers(AnswerCount.Kind.SEGMENT, 200)).isOne();
        assertThat(count.bytes(AnswerCount.Kind.SEGMENT)).isEqualTo(100_000);
    }

    private void send(FakeExchange exchange, boolean head) throws IOException {
        sender.send(SEGMENT, tally, exchange.request(), exchange.response(), head);
    }

    private static FakeExchange get() {
        return new FakeExchange("GET", "/live/live/720p/r1/7.ts");
    }
}
