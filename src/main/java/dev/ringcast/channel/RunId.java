package dev.ringcast.channel;

import java.util.concurrent.atomic.AtomicLong;

/** Names of runs, never used twice: milliseconds of the wall clock in base 36, made to rise within a process. */
final class RunId {
    private static final AtomicLong LAST = new AtomicLong();

    private RunId() {}

    /** A new one. */
    static String next() {
        return Long.toString(LAST.updateAndGet(last -> Math.max(last + 1, System.currentTimeMillis())), 36);
    }
}
