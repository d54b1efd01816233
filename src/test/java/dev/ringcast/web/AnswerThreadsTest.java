package dev.ringcast.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.ringcast.testing.Await;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AnswerThreadsTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final AtomicBoolean refuses = new AtomicBoolean();
    private final AnswerThreads threads = new AnswerThreads(this::thread);
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
            // Handed over if all threads seem to be held, as on a machine that stands still for a moment.
            threads.submit(new Answering(answered::incrementAndGet, answered::incrementAndGet, false));
        }
        Await.until("all answers", SOON, () -> answered.get() == 50_000);
    }

    /** Not one that is about to end: the container would take it for left behind. */
    @Test
    void close_leavesNoThread() {
        for (int i = 0; i < 200; i++) {
            List<Thread> started = new CopyOnWriteArrayList<>();
            AnswerThreads closed = new AnswerThreads(task -> {
                Thread thread = new Thread(task);
                started.add(thread);
                return thread;
            });
            CountDownLatch answered = new CountDownLatch(1);
            closed.submit(written(answered::countDown));
            Await.until("the answer", SOON, () -> answered.getCount() == 0);
            closed.close();
            assertThat(started).isNotEmpty().noneMatch(Thread::isAlive);
        }
    }

    @Test
    void submit_oneThatFails_doesNotEndTheOthers() {
        AtomicInteger answered = new AtomicInteger();
        for (int i = 0; i < 100; i++) {
            threads.submit(written(() -> {
                throw new IllegalStateException("a defect, for the test");
            }));
            threads.submit(written(answered::incrementAndGet));
        }
        Await.until("the good answers", SOON, () -> answered.get() == 100);
    }

    @Test
    void submit_clientsThatDoNotRead_doNotHoldTheOthers() {
        for (int i = 0; i < AnswerThreads.MOST_THREADS - 1; i++) {
            threads.submit(written(this::block));
        }
        CountDownLatch answered = new CountDownLatch(1);
        threads.submit(written(answered::countDown));
        // No further answer comes that might start another thread.
        Await.until("the answer after them", SOON, () -> answered.getCount() == 0);
        assertThat(slowClientReads.getCount()).isEqualTo(1);
    }

    @Test
    void submit_moreClientsThatDoNotReadThanThreads_theOthersAreHandedOver() {
        AtomicInteger handedOver = new AtomicInteger();
        for (int i = 0; i < 10 * AnswerThreads.MOST_THREADS; i++) {
            threads.submit(new Answering(this::block, handedOver::incrementAndGet, false));
        }
        Await.until("those that wait", SOON, () -> handedOver.get() == 9 * AnswerThreads.MOST_THREADS);
        threads.submit(new Answering(this::block, handedOver::incrementAndGet, false));
        assertThat(handedOver).hasValue(9 * AnswerThreads.MOST_THREADS + 1);

        slowClientReads.countDown();
        CountDownLatch answered = new CountDownLatch(1);
        Await.until("an answer that is written once they read", SOON, () -> {
            threads.submit(written(answered::countDown));
            return answered.getCount() == 0;
        });
    }

    @Test
    void submit_systemWithoutAThreadLeft_isHandedOver_andWrittenOnceThereAreThreads() {
        AtomicInteger handedOver = new AtomicInteger();
        refuses.set(true);
        for (int i = 1; i <= 10; i++) {
            submitCalmly(new Answering(() -> {}, handedOver::incrementAndGet, false));
            assertThat(handedOver).hasValue(i);
        }

        refuses.set(false);
        CountDownLatch answered = new CountDownLatch(1);
        threads.submit(written(answered::countDown));
        Await.until("an answer that is written", SOON, () -> answered.getCount() == 0);
        assertThat(handedOver).hasValue(10);
    }

    @Test
    void submit_clientThatDoesNotReadAndNoSecondThread_theOthersAreHandedOver() {
        CountDownLatch held = new CountDownLatch(1);
        threads.submit(written(() -> {
            held.countDown();
            block();
        }));
        Await.until("a thread that is held", SOON, () -> held.getCount() == 0);
        refuses.set(true);
        CountDownLatch handedOver = new CountDownLatch(1);
        submitCalmly(new Answering(() -> {}, handedOver::countDown, false));
        // No further answer comes after which somebody might look.
        Await.until("the answer after it", SOON, () -> handedOver.getCount() == 0);
        assertThat(slowClientReads.getCount()).isEqualTo(1);
    }

    @Test
    void submit_containerWithoutAThreadLeft_throwsNothing() {
        refuses.set(true);
        AtomicInteger tried = new AtomicInteger();
        Answering answer = new Answering(
                () -> {},
                () -> {
                    tried.incrementAndGet();
                    throw new OutOfMemoryError("no thread, for the test");
                },
                false);
        submitCalmly(answer);
        submitCalmly(answer);
        assertThat(tried).hasValue(2);
    }

    /** JUnit itself would end at such an error. */
    private void submitCalmly(Answering answer) {
        assertThatCode(() -> threads.submit(answer)).doesNotThrowAnyException();
    }

    /** An executor of Java 21 or newer starts a thread by a method that no test can override. */
    private Thread thread(Runnable task) {
        if (refuses.get()) {
            throw new OutOfMemoryError("no thread, for the test");
        }
        return new Thread(task);
    }

    private void block() {
        try {
            slowClientReads.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Answering written(Runnable written) {
        return new Answering(written, () -> {}, false);
    }
}
