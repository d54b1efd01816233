package dev.ringcast.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WaitersTest {
    private final Waiters waiters = new Waiters();
    private volatile int position;

    private final class Request implements Waiter {
        private final int wanted;
        private final AtomicInteger woken = new AtomicInteger();

        Request(int wanted) {
            this.wanted = wanted;
        }

        @Override
        public boolean isReady() {
            return position >= wanted;
        }

        @Override
        public void wake() {
            woken.incrementAndGet();
        }
    }

    @Test
    void advance_wakesThoseThatAreReadyOnce() {
        Request one = new Request(1);
        Request two = new Request(2);
        assertThat(waiters.add(one)).isTrue();
        assertThat(waiters.add(two)).isTrue();

        position = 1;
        waiters.advance();
        waiters.advance();

        assertThat(one.woken).hasValue(1);
        assertThat(two.woken).hasValue(0);
        assertThat(waiters.size()).isEqualTo(1);
    }

    @Test
    void add_readyAlready_doesNotWait() {
        position = 1;
        assertThat(waiters.add(new Request(1))).isFalse();
        assertThat(waiters.size()).isZero();
    }

    @Test
    void remove_forgets() {
        Request gone = new Request(1);
        waiters.add(gone);
        waiters.remove(gone);
        position = 1;
        waiters.advance();
        assertThat(gone.woken).hasValue(0);
    }

    @Test
    void close_wakesAllAndLetsNobodyWait() {
        Request early = new Request(5);
        waiters.add(early);
        waiters.close();
        assertThat(early.woken).hasValue(1);
        assertThat(waiters.add(new Request(5))).isFalse();
    }

    @Test
    void advance_whileOthersAdd_losesNobody() throws InterruptedException {
        int threads = 4;
        int each = 5000;
        List<Request> all = new ArrayList<>();
        CountDownLatch added = new CountDownLatch(threads);
        for (int t = 0; t < threads; t++) {
            List<Request> own = new ArrayList<>();
            for (int i = 0; i < each; i++) {
                own.add(new Request(i));
            }
            all.addAll(own);
            Thread thread = new Thread(() -> {
                for (Request request : own) {
                    if (!waiters.add(request)) {
                        request.wake();
                    }
                }
                added.countDown();
            });
            thread.start();
        }
        for (int next = 1; next <= each; next++) {
            position = next;
            waiters.advance();
        }
        assertThat(added.await(30, TimeUnit.SECONDS)).isTrue();
        waiters.advance();

        assertThat(all).allSatisfy(request -> assertThat(request.woken).hasValue(1));
        assertThat(waiters.size()).isZero();
    }
}
