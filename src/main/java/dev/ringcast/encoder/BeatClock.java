package dev.ringcast.encoder;

import dev.ringcast.media.FrameRate;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/** The constant beat of the output, on the monotonic clock: beat 0 is when the clock is started. */
public final class BeatClock implements AutoCloseable {
    private final FrameRate frameRate;
    private final LongSupplier nanoTime;
    private volatile long start;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition closing = lock.newCondition();
    private boolean closed;

    /** @param nanoTime in the manner of {@link System#nanoTime} */
    public BeatClock(FrameRate frameRate, LongSupplier nanoTime) {
        this.frameRate = frameRate;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    /** Beat 0 is now. To be called once, before any other method. */
    public void start() {
        start = nanoTime.getAsLong();
    }

    /**
     * Waits until a beat is due.
     *
     * @return how late it is now, in nanoseconds; at least 0
     * @throws InterruptedException if the clock is closed or the thread interrupted
     */
    public long await(long beat) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long due = frameRate.nanosAt(beat);
            long early = due - (nanoTime.getAsLong() - start);
            while (early > 0 && !closed) {
                closing.awaitNanos(early);
                early = due - (nanoTime.getAsLong() - start);
            }
            if (closed) {
                throw new InterruptedException("the channel stops");
            }
            return -early;
        } finally {
            lock.unlock();
        }
    }

    /** The output time now, in microseconds since beat 0. Any thread. */
    public long micros() {
        return TimeUnit.NANOSECONDS.toMicros(nanoTime.getAsLong() - start);
    }

    /** The output time of a beat, in microseconds. */
    public long microsAt(long beat) {
        return TimeUnit.NANOSECONDS.toMicros(frameRate.nanosAt(beat));
    }

    /** Ends all waiting. Any thread. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            closing.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
