package dev.ringcast.channel;

import dev.ringcast.ffmpeg.FfmpegException;
import dev.ringcast.source.NotCopiedException;
import dev.ringcast.source.SourceException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a channel alive: run after run on one thread, with a pause after a failure, until it is stopped. Where it is
 * encoded, the source has its own supervisor within the run.
 */
final class ChannelSupervisor {
    private static final System.Logger LOG = System.getLogger(ChannelSupervisor.class.getName());
    private static final Duration STOP_DEADLINE = Duration.ofSeconds(15);
    private static final Duration GOOD_RUN = Duration.ofSeconds(30);

    private final ChannelPlan plan;
    private final ChannelOutput output;
    private final Problems problems;
    private final RunChoice choice;
    private final ReentrantLock control = new ReentrantLock();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition stopping = lock.newCondition();

    private @Nullable Thread thread;
    private boolean stop;
    private boolean encodeNext;
    private volatile @Nullable ChannelRun run;
    private volatile ChannelState state = new ChannelState.Stopped(Instant.now());
    private final AtomicInteger restarts = new AtomicInteger();

    ChannelSupervisor(ChannelPlan plan, ChannelOutput output, Problems problems) {
        this.plan = plan;
        this.output = output;
        this.problems = problems;
        this.choice = new RunChoice(plan, output, problems);
    }

    /** What the channel is doing. */
    ChannelState state() {
        ChannelRun current = run;
        return current != null && state instanceof ChannelState.Starting ? current.state() : state;
    }

    /** The run that is on, or the last one. */
    Optional<ChannelRun> run() {
        return Optional.ofNullable(run);
    }

    /** How often the channel was run again, by somebody or after a failure. */
    int restarts() {
        return restarts.get();
    }

    void start() {
        control.lock();
        try {
            if (thread == null) {
                begin();
            }
        } finally {
            control.unlock();
        }
    }

    void stop() {
        control.lock();
        try {
            if (thread != null) {
                if (!end()) {
                    return;
                }
                output.finish();
            }
            state = new ChannelState.Stopped(Instant.now());
        } finally {
            control.unlock();
        }
    }

    void restart() {
        control.lock();
        try {
            if (thread != null) {
                if (!end()) {
                    return;
                }
                restarts.incrementAndGet();
            }
            begin();
        } finally {
            control.unlock();
        }
    }

    private void begin() {
        stop = false;
        choice.reset();
        state = new ChannelState.Starting(Instant.now());
        run = null;
        Thread encoding = new Thread(this::supervise, "ringcast-" + plan.name() + "-encoder");
        encoding.setDaemon(true);
        thread = encoding;
        encoding.start();
    }

    /**
     * Ends the run; false if its thread does not come back. Then no second one may write into the same rings: the
     * channel stays failed until the thread is gone and somebody asks again.
     */
    private boolean end() {
        Thread encoding = thread;
        lock.lock();
        try {
            stop = true;
            stopping.signalAll();
            ChannelRun current = run;
            if (current != null) {
                current.close();
            }
        } finally {
            lock.unlock();
        }
        try {
            if (encoding != null) {
                encoding.join(STOP_DEADLINE.toMillis());
                if (encoding.isAlive()) {
                    String reason = "the encoder did not stop within " + STOP_DEADLINE.toSeconds()
                            + " s; ask again, or restart Tomcat if it stays so";
                    problems.note(reason);
                    state = new ChannelState.Failed(Instant.now(), reason);
                    return false;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        thread = null;
        return true;
    }

    private void supervise() {
        Backoff backoff = new Backoff(RandomGenerator.getDefault());
        LOG.log(System.Logger.Level.INFO, "channel {0}: started, source {1}", plan.name(), plan.shownSource());
        while (enter()) {
            long begin = System.nanoTime();
            state = new ChannelState.Starting(Instant.now());
            Optional<String> failure = attempt();
            output.endRun();
            if (failure.isEmpty()) {
                break;
            }
            problems.note(failure.get());
            if (encodeNext) {
                encodeNext = false;
                continue;
            }
            state = new ChannelState.Failed(Instant.now(), failure.get());
            if (System.nanoTime() - begin > GOOD_RUN.toNanos()) {
                backoff.reset();
            }
            if (!pause(backoff.next())) {
                break;
            }
            restarts.incrementAndGet();
        }
        LOG.log(System.Logger.Level.INFO, "channel {0}: stopped", plan.name());
    }

    /** Runs once; returns why it failed, or nothing if it was told to stop. */
    private Optional<String> attempt() {
        ChannelRun current = run;
        try {
            if (current != null) {
                current.run();
            }
            return Optional.empty();
        } catch (FfmpegException e) {
            return Optional.of("encoder or muxer failed: " + e.getMessage());
        } catch (SourceException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (NotCopiedException e) {
            String reason = String.valueOf(e.getMessage());
            encodeNext = choice.encodesInstead(reason);
            return Optional.of(encodeNext ? "encoded because " + reason : choice.advice(reason));
        } catch (RuntimeException e) {
            // A defect must not end the channel, nor be lost.
            LOG.log(System.Logger.Level.ERROR, "channel " + plan.name() + " failed", e);
            return Optional.of("internal error: " + e);
        }
    }

    private boolean enter() {
        lock.lock();
        try {
            if (!stop) {
                run = choice.next();
            }
            return !stop;
        } finally {
            lock.unlock();
        }
    }

    private boolean pause(Duration wait) {
        lock.lock();
        try {
            long left = wait.toNanos();
            while (left > 0 && !stop) {
                left = stopping.awaitNanos(left);
            }
            return !stop;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}
