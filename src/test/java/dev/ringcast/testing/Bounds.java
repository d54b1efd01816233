package dev.ringcast.testing;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Holds a call to how much it may take, whatever it is given. Measured is what the calling thread alone uses, and how long
 * it waits for anything but a processor, so a busy machine changes nothing.
 */
public final class Bounds {
    private static final Duration MOST_TIME = Duration.ofSeconds(1);
    private static final long MOST_BYTES = 32L << 20;
    private static final Path SCHEDULED = Path.of("/proc/thread-self/schedstat");
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Bounds() {}

    /** A call that may throw anything. */
    @FunctionalInterface
    public interface Call {
        /** Does it. */
        void run() throws Exception;
    }

    /**
     * Makes the call; once more if it took too much, since the first may load classes, and the machine may have stood still.
     *
     * @throws AssertionError if it took more than a second of CPU time, waited for longer than a second or took more than
     *     32 MB of heap both times
     * @throws Exception what the call throws
     */
    public static void hold(Call call) throws Exception {
        boolean within = isWithin(call);
        if (!within) {
            within = isWithin(call);
        }
        if (!within) {
            throw new AssertionError("the call took more than " + MOST_TIME.toMillis()
                    + " ms of CPU time or of waiting, or " + MOST_BYTES + " bytes, and the same again");
        }
    }

    private static boolean isWithin(Call call) throws Exception {
        long time = THREADS.getCurrentThreadCpuTime();
        long bytes = THREADS.getCurrentThreadAllocatedBytes();
        long waited = waited();
        call.run();
        return waited() - waited <= MOST_TIME.toNanos()
                && THREADS.getCurrentThreadAllocatedBytes() - bytes <= MOST_BYTES
                && THREADS.getCurrentThreadCpuTime() - time <= MOST_TIME.toNanos();
    }

    /**
     * What the clock says less the time that the calling thread was on a processor or in line for one, in nanoseconds. Linux
     * tells both; elsewhere, the time in line counts as waiting.
     */
    private static long waited() throws IOException {
        if (!Files.isReadable(SCHEDULED)) {
            return System.nanoTime() - THREADS.getCurrentThreadCpuTime();
        }
        String[] nanos = Files.readString(SCHEDULED).split(" ");
        return System.nanoTime() - Long.parseLong(nanos[0]) - Long.parseLong(nanos[1]);
    }
}
