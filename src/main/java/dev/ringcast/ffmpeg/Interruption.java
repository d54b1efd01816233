package dev.ringcast.ffmpeg;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * Ends blocking calls of a demuxer: at once when asked to, or when a deadline has passed. FFmpeg asks it while it waits
 * for the network; what it then returns is not reliable, so ask {@link #isInterrupted()} and {@link #isExpired()} for
 * the reason.
 *
 * <p>JavaCPP can make only ten functions of a callback type, so all interruptions share one function and tell
 * themselves apart by a number.
 */
public final class Interruption implements AutoCloseable {
    private static final AtomicLong LAST_KEY = new AtomicLong();
    private static final Map<Long, Interruption> INSTALLED = new ConcurrentHashMap<>();
    private static @Nullable Question question;

    private final long key = LAST_KEY.incrementAndGet();
    private volatile boolean interrupted;
    private volatile boolean bounded;
    private volatile boolean expired;
    private volatile long deadlineNanos;

    /** Makes FFmpeg ask this object in calls on the context. Before the context is opened; until {@link #close}. */
    public void install(AVFormatContext context) {
        INSTALLED.put(key, this);
        context.interrupt_callback().callback(question()).opaque(new Key(key));
    }

    /** Ends the running call and every later one. Any thread. */
    public void interrupt() {
        interrupted = true;
    }

    /** Whether {@link #interrupt} was called. */
    public boolean isInterrupted() {
        return interrupted;
    }

    /** Lets the calls from now on end when this time has passed. Replaces an earlier deadline that has not passed. */
    public void expireIn(Duration time) {
        deadlineNanos = System.nanoTime() + time.toNanos();
        bounded = true;
    }

    /** Whether a call was ended because its deadline had passed; later calls may still report the error then. */
    public boolean isExpired() {
        return expired;
    }

    private boolean ends() {
        if (bounded && System.nanoTime() - deadlineNanos >= 0) {
            expired = true;
        }
        return interrupted || expired;
    }

    /** After the contexts it is installed in are closed. */
    @Override
    public void close() {
        INSTALLED.remove(key);
    }

    /**
     * Gives the shared function back, when the application stops. No context that has an interruption installed may be
     * in use then or later; another {@link #install} makes a new function.
     */
    public static synchronized void release() {
        if (question != null) {
            question.close();
            question = null;
        }
    }

    private static synchronized Question question() {
        Question current = question;
        if (current == null) {
            current = new Question();
            question = current;
        }
        return current;
    }

    /** The function FFmpeg calls; on any thread, several times a millisecond, so it allocates almost nothing. */
    private static final class Question extends AVIOInterruptCB.Callback_Pointer {
        @Override
        public int call(Pointer opaque) {
            Interruption interruption = INSTALLED.get(opaque.address());
            return interruption == null || interruption.ends() ? 1 : 0;
        }
    }

    /** A number that FFmpeg carries as a pointer and never follows. */
    private static final class Key extends Pointer {
        Key(long key) {
            address = key;
        }
    }
}
