package dev.ringcast.channel;

import dev.ringcast.channel.ChannelFigures.RestartReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Starts, stops and restarts a channel as it is told: each start is another {@link ChannelSupervisor} and its thread. */
final class ChannelControl {
    private static final Duration STOP_DEADLINE = Duration.ofSeconds(15);

    private final ChannelPlan plan;
    private final ChannelOutput output;
    private final Problems problems;
    private final Optional<Isolation> isolation;
    private final GapFiller gaps;
    private final ThreadFactory threads;
    private final ReentrantLock lock = new ReentrantLock();

    private @Nullable Thread thread;
    private volatile @Nullable ChannelSupervisor supervisor;
    private volatile Supplier<ChannelState> state = constant(new ChannelState.Stopped(Instant.now()));

    /** @param isolation if runs are to have a process of their own */
    ChannelControl(ChannelPlan plan, ChannelOutput output, Problems problems, Optional<Isolation> isolation) {
        this(plan, output, problems, isolation, work -> new Thread(work, "ringcast-" + plan.name() + "-encoder"));
    }

    /** @param threads their start throws {@link OutOfMemoryError} if there can be no further one */
    ChannelControl(
            ChannelPlan plan,
            ChannelOutput output,
            Problems problems,
            Optional<Isolation> isolation,
            ThreadFactory threads) {
        this.plan = plan;
        this.output = output;
        this.problems = problems;
        this.isolation = isolation;
        this.gaps = new GapFiller(plan, output, System::nanoTime);
        this.threads = threads;
    }

    /** What the channel is doing. Any thread. */
    ChannelState state() {
        return state.get();
    }

    /** The run that is on, or the last one. Any thread. */
    Optional<ChannelRun> run() {
        return Optional.ofNullable(supervisor).flatMap(ChannelSupervisor::run);
    }

    /**
     * Whether a thread of the channel has ended by an error of the virtual machine, did not end when it was told to, or has
     * lost its beat. A source that brings nothing is no such thing. Any thread.
     */
    boolean stuck() {
        ChannelSupervisor current = supervisor;
        return problems.hasLeftBehind() || (current != null && current.stuck());
    }

    void start() {
        lock.lock();
        try {
            if (thread == null || !thread.isAlive()) {
                begin();
            }
        } finally {
            lock.unlock();
        }
    }

    void stop() {
        lock.lock();
        try {
            if (thread != null) {
                if (!end()) {
                    return;
                }
                output.finish();
            }
            state = constant(new ChannelState.Stopped(Instant.now()));
        } finally {
            lock.unlock();
        }
    }

    void restart() {
        lock.lock();
        try {
            if (thread != null) {
                if (!end()) {
                    return;
                }
                problems.restarted(RestartReason.COMMAND);
            }
            begin();
        } finally {
            lock.unlock();
        }
    }

    private void begin() {
        RunChoice choice = new RunChoice(plan, output, problems, gaps, isolation);
        ChannelSupervisor next = new ChannelSupervisor(plan, output, problems, gaps, choice);
        supervisor = next;
        state = next::state;
        Thread encoding = threads.newThread(next::supervise);
        encoding.setDaemon(true);
        try {
            encoding.start();
            thread = encoding;
        } catch (OutOfMemoryError e) {
            // So Java tells it. Nothing runs, and whoever asks again may find the machine with a thread to spare.
            String reason =
                    "no thread for the channel: " + e.getMessage() + "; start it again once the machine has one";
            problems.note(reason);
            state = constant(new ChannelState.Failed(Instant.now(), reason));
        }
    }

    /**
     * Ends the run; false if its thread does not come back. Then no second one may write into the same rings: the
     * channel stays failed until the thread is gone and somebody asks again.
     */
    private boolean end() {
        Thread encoding = thread;
        ChannelSupervisor current = supervisor;
        if (current != null) {
            current.stop();
        }
        try {
            if (encoding != null) {
                encoding.join(STOP_DEADLINE.toMillis());
                if (encoding.isAlive()) {
                    String reason = "the encoder did not stop within " + STOP_DEADLINE.toSeconds()
                            + " s; ask again, or restart Tomcat if it stays so";
                    problems.leftBehind(encoding);
                    problems.note(reason);
                    state = constant(new ChannelState.Failed(Instant.now(), reason));
                    return false;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        // If the thread has died, nobody else has done so, and neither can playlists end then nor another run begin.
        gaps.close();
        output.endRun();
        thread = null;
        return true;
    }

    private static Supplier<ChannelState> constant(ChannelState state) {
        return () -> state;
    }
}
