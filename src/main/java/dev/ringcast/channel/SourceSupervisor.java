package dev.ringcast.channel;

import dev.ringcast.encoder.FrameSync;
import dev.ringcast.ffmpeg.NativeFrame;
import dev.ringcast.source.MediaSource;
import dev.ringcast.source.MediaSources;
import dev.ringcast.source.Pacing;
import dev.ringcast.source.SourceException;
import dev.ringcast.source.SourceFormat;
import dev.ringcast.source.SourceRequest;
import dev.ringcast.source.SourceSink;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Runs a channel's source on a thread of its own and, when it fails or ends, waits and runs it again, for ever, until
 * it is closed.
 */
final class SourceSupervisor implements AutoCloseable {
    private static final Duration GOOD_RUN = Duration.ofSeconds(10);

    private final SourceRequest request;
    private final FrameSync sync;
    private final Problems problems;
    private final Thread thread;
    private final Backoff backoff = new Backoff(RandomGenerator.getDefault());
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition closing = lock.newCondition();

    private @Nullable MediaSource current;
    private boolean closed;
    private volatile SourceFormat format = new SourceFormat("", "");
    private volatile @Nullable String reason;
    private final AtomicInteger restarts = new AtomicInteger();

    SourceSupervisor(String channel, SourceRequest request, FrameSync sync, Problems problems) {
        this.request = request;
        this.sync = sync;
        this.problems = problems;
        this.thread = new Thread(this::supervise, "ringcast-" + channel + "-source");
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** What the source was found to be; empty words before that. */
    SourceFormat format() {
        return format;
    }

    /** Why the source is away; empty while it runs. */
    Optional<String> reason() {
        return Optional.ofNullable(reason);
    }

    /** How often it was run again. */
    int restarts() {
        return restarts.get();
    }

    private void supervise() {
        while (true) {
            long begin = System.nanoTime();
            String failure = attempt();
            if (isClosed()) {
                return;
            }
            reason = failure;
            problems.note(failure);
            if (System.nanoTime() - begin > GOOD_RUN.toNanos()) {
                backoff.reset();
            }
            if (!pause(backoff.next())) {
                return;
            }
            restarts.incrementAndGet();
        }
    }

    /** One life of the source; returns why it ended. */
    private String attempt() {
        try (MediaSource source = MediaSources.create(request)) {
            if (!enter(source)) {
                return "stopped";
            }
            sync.sourceStarted(source.pacing() == Pacing.PACED);
            source.run(new Sink());
            return "the source ended";
        } catch (SourceException e) {
            return String.valueOf(e.getMessage());
        } catch (RuntimeException e) {
            // A defect of ours or of a binding must not end the supervision, nor be lost.
            System.getLogger(SourceSupervisor.class.getName())
                    .log(System.Logger.Level.ERROR, thread.getName() + " failed", e);
            return "internal error: " + e;
        } finally {
            leave();
        }
    }

    private boolean enter(MediaSource source) {
        lock.lock();
        try {
            current = source;
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    private void leave() {
        lock.lock();
        try {
            current = null;
        } finally {
            lock.unlock();
        }
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    private boolean pause(Duration wait) {
        lock.lock();
        try {
            long left = wait.toNanos();
            while (left > 0 && !closed) {
                left = closing.awaitNanos(left);
            }
            return !closed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the source and waits for its thread: it returns within a second by its contract. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            closing.signalAll();
            if (current != null) {
                current.close();
            }
        } finally {
            lock.unlock();
        }
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            problems.note("the source did not stop within 10 s; its thread " + thread.getName() + " is left behind");
        }
    }

    private final class Sink implements SourceSink {
        @Override
        public void format(SourceFormat found) {
            format = found;
        }

        @Override
        public void video(NativeFrame picture, long timestampMicros) throws InterruptedException {
            reason = null;
            sync.video(picture, timestampMicros);
        }

        @Override
        public void audio(float[] samples, int sampleCount, long timestampMicros) throws InterruptedException {
            reason = null;
            sync.audio(samples, sampleCount, timestampMicros);
        }
    }
}
