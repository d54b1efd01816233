package dev.ringcast.source;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Lets the thread of a source wait, in the sink or for a time, such that {@link #close} ends the wait. */
final class Gate {
    /** A call that may wait. */
    interface Call {
        void run() throws InterruptedException;
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition closing = lock.newCondition();
    private volatile boolean waits;
    private volatile long leftNanos = System.nanoTime();
    private boolean closed;
    private @Nullable Thread inside;

    /** Any thread, any number of times. */
    void close() {
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                closing.signalAll();
                if (inside != null) {
                    inside.interrupt();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Runs a call that {@link #close} interrupts, unless it is closed already. */
    void pass(Call call) throws SourceClosedException, InterruptedException {
        enter();
        passEntered(call);
    }

    /** Runs the call that {@link #enter} has made way for. */
    void passEntered(Call call) throws SourceClosedException, InterruptedException {
        boolean open;
        try {
            call.run();
        } catch (InterruptedException e) {
            if (!isClosed()) {
                throw e;
            }
        } finally {
            open = leave();
        }
        if (!open) {
            throw new SourceClosedException();
        }
    }

    /** Waits until {@code System.nanoTime()} is this. */
    void sleepUntil(long nanoTime) throws SourceClosedException, InterruptedException {
        lock.lock();
        try {
            long left = nanoTime - System.nanoTime();
            waits = true;
            while (left > 0 && !closed) {
                left = closing.awaitNanos(left);
            }
            if (closed) {
                throw new SourceClosedException();
            }
        } finally {
            goOn();
            lock.unlock();
        }
    }

    /** Waits so long. */
    void sleepMillis(long millis) throws SourceClosedException, InterruptedException {
        sleepUntil(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis));
    }

    /** From now on {@link #close} interrupts this thread; {@link #passEntered} must follow. */
    void enter() throws SourceClosedException {
        lock.lock();
        try {
            if (closed) {
                throw new SourceClosedException();
            }
            inside = Thread.currentThread();
            waits = true;
        } finally {
            lock.unlock();
        }
    }

    private void goOn() {
        leftNanos = System.nanoTime();
        waits = false;
    }

    /** How long the thread has not waited here. Any thread. */
    Duration sinceWait(long nanoTime) {
        return waits ? Duration.ZERO : Duration.ofNanos(Math.max(0, nanoTime - leftNanos));
    }

    /** Takes back the interrupt that {@link #close} has sent: it was meant for the call alone. */
    private boolean leave() {
        lock.lock();
        try {
            inside = null;
            goOn();
            if (closed) {
                Thread.interrupted();
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }
}
