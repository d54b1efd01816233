package dev.ringcast.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.testing.Await;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AnswerThreadsTest {
    private final AnswerThreads threads = new AnswerThreads();
    private final CountDownLatch slowClientReads = new CountDownLatch(1);

    @AfterEach
    void tearDown() {
        slowClientReads.countDown();
        threads.close();
    }

    @Test
    void submit_many_runsEachOnce() {
        AtomicInteger answered = new AtomicInteger();
        for (int i = 0; i < 50_000; i++) {
            threads.submit(answered::incrementAndGet);
        }
        Await.until("all answers", Duration.ofSeconds(20), () -> answered.get() == 50_000);
    }

    @Test
    void submit_clientsThatDoNotRead_doNotHoldTheOthers() throws InterruptedException {
        for (int i = 0; i < 10; i++) {
            threads.submit(this::block);
        }
        CountDownLatch answered = new CountDownLatch(1);
        threads.submit(answered::countDown);
        // Each further answer may find all threads stuck, and starts another.
        Await.until("the answer after them", Duration.ofSeconds(20), () -> {
            threads.submit(() -> {});
            return answered.await(1, TimeUnit.MILLISECONDS);
        });
        assertThat(slowClientReads.getCount()).isEqualTo(1);
    }

    private void block() {
        try {
            slowClientReads.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
