package dev.ringcast.web;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes the answers of requests that were woken. One thread writes thousands of small answers faster than a thread for
 * each would; but a client that does not read can block the thread that writes to it, so another takes over as soon as
 * nothing was finished for a moment.
 */
@ApplicationScoped
class AnswerThreads {
    private static final int MOST_THREADS = 64;
    private static final int USUAL_THREADS = 2;
    private static final long STUCK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Queue<Runnable> answers = new ConcurrentLinkedQueue<>();
    private final AtomicInteger threads = new AtomicInteger();
    private final AtomicLong lastFinished = new AtomicLong();
    private final AtomicInteger number = new AtomicInteger();
    private final ThreadPoolExecutor executor =
            new ThreadPoolExecutor(0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), this::thread);

    /** Has an answer written soon; returns at once. It must not throw. */
    void submit(Runnable answer) {
        answers.add(answer);
        int running = threads.get();
        boolean stuck = System.nanoTime() - lastFinished.get() > STUCK_NANOS;
        if (running < USUAL_THREADS || (stuck && running < MOST_THREADS)) {
            if (threads.compareAndSet(running, running + 1)) {
                lastFinished.set(System.nanoTime());
                executor.execute(this::write);
            }
        }
    }

    private void write() {
        try {
            Runnable answer = answers.poll();
            while (answer != null) {
                answer.run();
                lastFinished.set(System.nanoTime());
                answer = answers.poll();
            }
        } finally {
            threads.decrementAndGet();
        }
        // One that was added after the last look, while this thread still counted as running.
        if (!answers.isEmpty()) {
            submit(() -> {});
        }
    }

    private Thread thread(Runnable task) {
        Thread thread = new Thread(task, "ringcast-answer-" + number.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    /** Ends the threads. */
    @PreDestroy
    void close() {
        executor.shutdown();
    }
}
