package dev.ringcast.testing;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Waits for what a test expects, no longer than it must. */
public final class Await {
    private static final long TICK_MILLIS = 50;

    private Await() {}

    /** What is looked at; an exception ends the wait. */
    @FunctionalInterface
    public interface Check<T> {
        /** Looks once. */
        T look() throws Exception;
    }

    /**
     * Looks twenty times a second, in the calling thread, until the check holds.
     *
     * @param description what is waited for, for the failure's message
     * @throws AssertionError if it does not hold within the time
     */
    public static void until(String description, Duration most, Check<Boolean> check) {
        value(description, most, () -> check.look() ? Optional.of(true) : Optional.empty());
    }

    /**
     * The same for a value.
     *
     * @throws AssertionError if there is none within the time
     */
    public static <T> T value(String description, Duration most, Check<Optional<T>> check) {
        Semaphore ticks = new Semaphore(1);
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "await-clock");
            thread.setDaemon(true);
            return thread;
        });
        ScheduledFuture<?> ticking =
                clock.scheduleAtFixedRate(ticks::release, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
        try {
            long deadline = System.nanoTime() + most.toNanos();
            while (true) {
                Optional<T> seen = check.look();
                if (seen.isPresent()) {
                    return seen.get();
                }
                if (System.nanoTime() >= deadline) {
                    break;
                }
                ticks.drainPermits();
                ticks.acquire();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for: " + description, e);
        } catch (Exception e) {
            throw new AssertionError("failed while waiting for: " + description + ": " + e, e);
        } finally {
            ticking.cancel(true);
            clock.shutdownNow();
        }
        throw new AssertionError("not within " + most.toMillis() + " ms: " + description);
    }
}
