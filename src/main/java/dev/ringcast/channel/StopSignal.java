package dev.ringcast.channel;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Tells a thread that makes one attempt after another to stop: ends the attempt that it makes, and the pause that it
 * takes. Once given it stays. Any thread.
 */
final class StopSignal {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition given = lock.newCondition();
    private Runnable ending = () -> {};
    private boolean stopped;

    /** Gives the signal; any number of times, the ending of the newest attempt is called each time. */
    void give() {
        lock.lock();
        try {
            stopped = true;
            given.signalAll();
            ending.run();
        } finally {
            lock.unlock();
        }
    }

    /** Whether it was given. */
    boolean isGiven() {
        lock.lock();
        try {
            return stopped;
        } finally {
            lock.unlock();
        }
    }

    /**
     * An attempt is about to begin.
     *
     * @param end ends it; may be called at any time until the next one enters, so also when it is over
     * @return whether it may begin: not once the signal was given
     */
    boolean enter(Runnable end) {
        lock.lock();
        try {
            ending = end;
            return !stopped;
        } finally {
            lock.unlock();
        }
    }

    /** Waits so long, or until the signal is given or the thread interrupted; returns whether to go on. */
    boolean pause(Duration wait) {
        lock.lock();
        try {
            long left = wait.toNanos();
            while (left > 0 && !stopped) {
                left = given.awaitNanos(left);
            }
            return !stopped;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}
