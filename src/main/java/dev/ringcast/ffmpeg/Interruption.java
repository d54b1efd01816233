package dev.ringcast.ffmpeg;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avutil.AVClass;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.javacpp.LongPointer;
import org.jspecify.annotations.Nullable;

/**
 * Ends blocking calls of a demuxer: at once when asked to, or when a deadline has passed. FFmpeg asks it while it waits
 * for the network; what it then returns is not reliable, so ask {@link #isInterrupted()} and {@link #isExpired()} for
 * the reason.
 *
 * <p>FFmpeg asks before and after each of its reads, thousands of times a second with some protocols, and a function
 * written in Java would cost more than all else that is done with the stream. So it is given one of its own, {@code
 * av_default_item_name}, which returns the first word of an {@code AVClass}: that word is the answer, zero to go on, and
 * the {@code AVClass} is ours.
 */
public final class Interruption implements AutoCloseable {
    private static final int CLASS = 0;
    private static final int ANSWER = 1;
    private static final long END = 1;
    private static final long MOST_MILLIS_TO_END = 1000;

    private static @Nullable ScheduledThreadPoolExecutor timer;

    /** Its thread, once it has had something to do. */
    private static volatile @Nullable Thread timerThread;

    private final LongPointer cell = new LongPointer(2);
    private final AtomicBoolean watched = new AtomicBoolean();
    private volatile boolean interrupted;
    private volatile boolean bounded;
    private volatile boolean expired;
    private volatile long deadlineNanos;
    private volatile long unboundNanos = System.nanoTime();
    private volatile @Nullable Future<?> planned;
    private boolean closed;

    /** An interruption that lets calls go on. */
    public Interruption() {
        cell.put(ANSWER, 0);
        cell.put(CLASS, cell.address() + (long) ANSWER * cell.sizeof());
    }

    /** Makes FFmpeg ask this object in calls on the context. Before the context is opened; until {@link #close}. */
    public void install(AVFormatContext context) {
        // The structure is the function and its argument, one after the other.
        LongPointer callback = new LongPointer(context.interrupt_callback());
        callback.put(0, firstWord());
        callback.put(1, cell.address());
    }

    /** The address of {@code av_default_item_name}, which stands second in an {@code AVClass} of FFmpeg's own. */
    private static long firstWord() {
        return new LongPointer(protocolClass()).get(1);
    }

    private static AVClass protocolClass() {
        return avformat.avio_protocol_get_class("tcp");
    }

    /**
     * Whether FFmpeg's function returns what this object wants to say.
     *
     * @throws NativeLoadException if it does not: this is another FFmpeg than the one that is bundled
     */
    static void check() throws NativeLoadException {
        try (Interruption probe = new Interruption()) {
            var function = protocolClass().item_name();
            boolean goesOn = function.call(probe.cell) == null;
            probe.interrupt();
            var answer = function.call(probe.cell);
            if (!goesOn || answer == null || answer.address() != END) {
                throw new NativeLoadException(
                        "this FFmpeg cannot be interrupted in the way Ringcast does it; use the libraries in the WAR");
            }
        }
    }

    /** Ends the running call and every later one. Any thread. */
    public void interrupt() {
        interrupted = true;
        end();
    }

    private synchronized void end() {
        if (!closed) {
            cell.put(ANSWER, END);
        }
    }

    /** Whether {@link #interrupt} was called. */
    public boolean isInterrupted() {
        return interrupted;
    }

    /**
     * Lets the calls from now on end when this time has passed, until {@link #unbound}. Replaces an earlier deadline that
     * has not passed. For the thread that makes the calls.
     */
    public void expireIn(Duration time) {
        deadlineNanos = System.nanoTime() + time.toNanos();
        bounded = true;
        watch();
    }

    /** Lets the deadline pass from now on: there is no call that it is meant for. */
    public void unbound() {
        unboundNanos = System.nanoTime();
        bounded = false;
    }

    /**
     * Until when the running call may go on, or when the last one was over, by {@code System.nanoTime()}. FFmpeg returns soon
     * after the deadline, unless it does not ask. Any thread.
     */
    public long dueNanos() {
        return bounded ? deadlineNanos : unboundNanos;
    }

    /** Whether a call was ended because its deadline had passed; later calls may still report the error then. */
    public boolean isExpired() {
        return expired;
    }

    /** One look at a time is planned, for a deadline that has been moved since more often than not. */
    private void watch() {
        if (watched.compareAndSet(false, true)) {
            planned = timer().schedule(this::look, deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
    }

    private void look() {
        watched.set(false);
        if (bounded && System.nanoTime() - deadlineNanos >= 0) {
            expired = true;
            end();
        } else if (bounded) {
            watch();
        }
    }

    /** After the contexts it is installed in are closed. */
    @Override
    public synchronized void close() {
        unbound();
        if (!closed) {
            closed = true;
            Future<?> look = planned;
            if (look != null) {
                look.cancel(false);
            }
            cell.close();
        }
    }

    /** Ends the thread that watches deadlines, when the application stops; another {@link #expireIn} starts it again. */
    static void release() {
        ScheduledThreadPoolExecutor ending;
        Thread thread;
        synchronized (Interruption.class) {
            ending = timer;
            thread = timerThread;
            timer = null;
            timerThread = null;
        }
        if (ending != null) {
            ending.shutdownNow();
        }
        if (thread != null) {
            try {
                // A pool counts as terminated before its thread has ended, and the container looks for such.
                thread.join(MOST_MILLIS_TO_END);
                if (thread.isAlive()) {
                    throw new IllegalStateException("the thread that watches deadlines does not end");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static synchronized ScheduledThreadPoolExecutor timer() {
        ScheduledThreadPoolExecutor current = timer;
        if (current == null) {
            current = new ScheduledThreadPoolExecutor(1, work -> {
                Thread thread = new Thread(work, "ringcast-deadlines");
                thread.setDaemon(true);
                timerThread = thread;
                return thread;
            });
            current.setRemoveOnCancelPolicy(true);
            timer = current;
        }
        return current;
    }
}
