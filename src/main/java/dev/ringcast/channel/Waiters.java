package dev.ringcast.channel;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Requests that wait for a stream to go on. They hold no thread: each advance looks at all of them in one pass and wakes
 * those that have what they wait for. Safe for any thread.
 */
final class Waiters {
    private final Set<Waiter> waiting = new LinkedHashSet<>();
    private boolean closed;

    /**
     * Lets a request wait.
     *
     * @return false if it has nothing to wait for (any more) and must be answered by the caller
     */
    synchronized boolean add(Waiter waiter) {
        if (closed || waiter.isReady()) {
            return false;
        }
        waiting.add(waiter);
        return true;
    }

    /** Forgets a request that was answered otherwise or has gone away. */
    synchronized void remove(Waiter waiter) {
        waiting.remove(waiter);
    }

    /** Wakes all that are ready now. The new state must be visible before this is called. */
    void advance() {
        ready().forEach(Waiter::wake);
    }

    /** Wakes all, ready or not; nobody waits here from now on. */
    void close() {
        synchronized (this) {
            closed = true;
        }
        drain().forEach(Waiter::wake);
    }

    /** How many wait now. */
    synchronized int size() {
        return waiting.size();
    }

    private synchronized List<Waiter> ready() {
        List<Waiter> ready = new ArrayList<>();
        for (Iterator<Waiter> each = waiting.iterator(); each.hasNext(); ) {
            Waiter waiter = each.next();
            if (waiter.isReady()) {
                each.remove();
                ready.add(waiter);
            }
        }
        return ready;
    }

    private synchronized List<Waiter> drain() {
        List<Waiter> all = List.copyOf(waiting);
        waiting.clear();
        return all;
    }
}
