package dev.ringcast.web;

import dev.ringcast.channel.LogLimit;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Writes the answers of requests that were woken. One thread writes thousands of small answers faster than a thread for
 * each would; but a client that does not read can block the thread that writes to it. Then another takes over, up to a
 * few; once all are blocked, or there is none and the system has no thread left, answers are handed over to the container.
 */
@ApplicationScoped
class AnswerThreads {
    private static final System.Logger LOG = System.getLogger(AnswerThreads.class.getName());
    private static final int USUAL_THREADS = 2;

    /** Every one of them that is blocked has cost the others {@link #STUCK_NANOS} once. */
    static final int MOST_THREADS = 8;

    private static final long END_MILLIS = 1000;

    /** A thread that writes one answer for longer than this is taken for blocked. */
    private static final long STUCK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /** An answer to be written. */
    interface Writing {
        /** Writes it; may wait for the client. */
        void write();

        /** Has the container write it in some other way; does not wait. */
        void handOver();

        /** Whether it is one of many for the same client, as far as that can be told. */
        boolean ofCrowd();
    }

    private final ThreadFactory factory;
    private final LogLimit failures = new LogLimit();
    private final LogLimit refusals = new LogLimit();
    private final AnswerQueue answers = new AnswerQueue();
    private final Set<Writer> writers = ConcurrentHashMap.newKeySet();
    private final AtomicInteger threads = new AtomicInteger();
    private final AtomicInteger number = new AtomicInteger();
    private final AtomicBoolean watched = new AtomicBoolean();

    /** Those that live: nobody else holds one that has ended, or that the system has refused to start. */
    private final Set<Thread> started = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    private final ThreadPoolExecutor executor = new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            10,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> thread(task, Integer.toString(number.incrementAndGet())));
    private final ScheduledThreadPoolExecutor watch = new ScheduledThreadPoolExecutor(1, task -> thread(task, "watch"));

    /** With threads of the system. */
    AnswerThreads() {
        this(Thread::new);
    }

    /** With threads of that factory, which names and kinds are given to here. */
    AnswerThreads(ThreadFactory factory) {
        this.factory = factory;
    }

    /** Has an answer written soon; returns at once, and throws nothing even where the system has no thread left. */
    void submit(Writing answer) {
        if (blocked() == MOST_THREADS) {
            run(answer::handOver);
            return;
        }
        answers.add(answer);
        startIfNeeded();
        watchSoon();
    }

    private void startIfNeeded() {
        int running = threads.get();
        if (running >= MOST_THREADS || running - blocked() >= USUAL_THREADS) {
            return;
        }
        Writer writer = new Writer();
        if (threads.compareAndSet(running, running + 1)) {
            try {
                writers.add(writer);
                executor.execute(writer);
            } catch (RejectedExecutionException e) {
                LOG.log(System.Logger.Level.DEBUG, "an answer after the end", e);
                ended(writer);
            } catch (OutOfMemoryError e) {
                // So Java tells that the system refuses a thread.
                log(refusals, "the system gave no thread to write answers", e);
                ended(writer);
                if (nobodyWrites()) {
                    handAllOver();
                }
            }
        }
    }

    private void ended(Writer writer) {
        writers.remove(writer);
        threads.decrementAndGet();
    }

    private boolean nobodyWrites() {
        long now = System.nanoTime();
        return writers.stream().allMatch(writer -> writer.isBlocked(now));
    }

    private void handAllOver() {
        for (Writing answer = answers.poll(); answer != null; answer = answers.poll()) {
            run(answer::handOver);
        }
    }

    private int blocked() {
        int blocked = 0;
        if (threads.get() >= USUAL_THREADS) {
            long now = System.nanoTime();
            for (Writer writer : writers) {
                blocked += writer.isBlocked(now) ? 1 : 0;
            }
        }
        return blocked;
    }

    /** While answers wait, somebody must see whether all who write are blocked: nobody else may come for long. */
    @SuppressWarnings("FutureReturnValueIgnored") // look() catches what could fail
    private void watchSoon() {
        if (watched.compareAndSet(false, true)) {
            try {
                watch.schedule(this::look, STUCK_NANOS, TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException e) {
                LOG.log(System.Logger.Level.DEBUG, "an answer after the end", e);
            } catch (OutOfMemoryError e) {
                log(refusals, "the system gave no thread to watch those who write answers", e);
                // It keeps what it has no thread for, and the next answer tries again.
                watch.getQueue().clear();
                watched.set(false);
            }
        }
    }

    private void look() {
        watched.set(false);
        if (blocked() == MOST_THREADS) {
            handAllOver();
        } else if (!answers.isEmpty()) {
            startIfNeeded();
            watchSoon();
        }
    }

    /** One answer that fails must not end the thread that others wait for; a container may lack threads too. */
    private void run(Runnable answer) {
        try {
            answer.run();
        } catch (RuntimeException | OutOfMemoryError e) {
            log(failures, "an answer failed", e);
        }
    }

    private static void log(LogLimit limit, String what, Throwable e) {
        limit.another(Instant.now())
                .ifPresent(times ->
                        LOG.log(System.Logger.Level.ERROR, what + (times == 1 ? "" : ", " + times + " times"), e));
    }

    private Thread thread(Runnable task, String name) {
        Thread thread = factory.newThread(task);
        thread.setName("ringcast-answer-" + name);
        thread.setDaemon(true);
        started.add(thread);
        return thread;
    }

    /**
     * Ends the threads, and waits for them a little: one that writes to a client may take longer. The threads themselves are
     * waited for, as a pool counts as terminated before its last thread has ended, and the container looks for such.
     */
    @PreDestroy
    void close() {
        executor.shutdown();
        watch.shutdownNow();
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(END_MILLIS);
        try {
            for (Thread thread : running()) {
                TimeUnit.NANOSECONDS.timedJoin(thread, end - System.nanoTime());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!running().isEmpty()) {
            LOG.log(System.Logger.Level.WARNING, "a client holds a thread that writes to it, at the end");
        }
    }

    private List<Thread> running() {
        synchronized (started) {
            return started.stream().filter(Thread::isAlive).toList();
        }
    }

    /** Writes until there is nothing left. */
    private final class Writer implements Runnable {
        private volatile boolean busy;
        private volatile long since;

        boolean isBlocked(long now) {
            return busy && now - since > STUCK_NANOS;
        }

        @Override
        public void run() {
            try {
                for (Writing answer = answers.poll(); answer != null; answer = answers.poll()) {
                    since = System.nanoTime();
                    busy = true;
                    AnswerThreads.this.run(answer::write);
                    busy = false;
                }
            } finally {
                ended(this);
            }
            // One that was added after the last look, while this thread still counted as running.
            if (!answers.isEmpty()) {
                startIfNeeded();
            }
        }
    }
}
