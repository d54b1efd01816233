package dev.ringcast.testing;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * Holds a call to how much it may take, whatever it is given. Measured is what the calling thread alone uses, so a busy
 * machine changes nothing.
 */
public final class Bounds {
    private static final Duration MOST_TIME = Duration.ofSeconds(1);
    private static final long MOST_BYTES = 32L << 20;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Bounds() {}

    /** A call that may throw anything. */
    @FunctionalInterface
    public interface Call {
        /** Does it. */
        void run() throws Exception;
    }

    /**
     * Makes the call; once more if it took too much, since the first may load classes.
     *
     * @throws AssertionError if it took more than a second of CPU time or 32 MB of heap both times
     * @throws Exception what the call throws
     */
    public static void hold(Call call) throws Exception {
        boolean within = isWithin(call);
        if (!within) {
            within = isWithin(call);
        }
        if (!within) {
            throw new AssertionError("the call took more than " + MOST_TIME.toMillis() + " ms of CPU time or "
                    + MOST_BYTES + " bytes, and the same again");
        }
    }

    private static boolean isWithin(Call call) throws Exception {
        long time = THREADS.getCurrentThreadCpuTime();
        long bytes = THREADS.getCurrentThreadAllocatedBytes();
        call.run();
        return THREADS.getCurrentThreadAllocatedBytes() - bytes <= MOST_BYTES
                && THREADS.getCurrentThreadCpuTime() - time <= MOST_TIME.toNanos();
    }
}
