package dev.ringcast.testing;

import java.util.ArrayDeque;
import java.util.Deque;

/** What a test class has opened for all its tests; closed in the opposite order, even if opening the next one failed. */
public final class Closables {
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    /** Has it closed with the others; returns it. */
    public <T extends AutoCloseable> T keep(T open) {
        opened.push(open);
        return open;
    }

    /** Closes all. */
    public void close() throws Exception {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
    }
}
