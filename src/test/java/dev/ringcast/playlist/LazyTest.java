package dev.ringcast.playlist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LazyTest {
    private final AtomicInteger made = new AtomicInteger();

    @Test
    void of_makesNothingUntilItIsAskedFor() {
        Lazy<String> lazy = Lazy.of(() -> "value " + made.incrementAndGet());

        assertThat(made).hasValue(0);
        assertThat(lazy.get()).isEqualTo("value 1");
        assertThat(lazy.get()).isEqualTo("value 1");
    }

    @Test
    void get_fromManyThreadsAtOnce_makesItOnce() throws Exception {
        int threads = 8;
        CountDownLatch waiting = new CountDownLatch(threads);
        Lazy<Integer> lazy = Lazy.of(made::incrementAndGet);
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Integer>> values = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                values.add(executor.submit(() -> {
                    waiting.countDown();
                    waiting.await();
                    return lazy.get();
                }));
            }
            for (Future<Integer> value : values) {
                assertThat(value.get()).isEqualTo(1);
            }
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void get_thatFailed_triesAgain() {
        Lazy<Integer> lazy = Lazy.of(() -> {
            if (made.incrementAndGet() == 1) {
                throw new IllegalStateException("the first time");
            }
            return made.get();
        });

        assertThatThrownBy(lazy::get).hasMessage("the first time");
        assertThat(lazy.get()).isEqualTo(2);
    }
}
