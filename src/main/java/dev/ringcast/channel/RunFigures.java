package dev.ringcast.channel;

import java.util.concurrent.atomic.AtomicLong;

/** What a run counts; written by the encoding thread, read by any. */
final class RunFigures {
    private static final int REMEMBERED = 30;

    private final RateMeter in = new RateMeter();
    private final RateMeter out = new RateMeter();
    private final long[] lateMillis = new long[REMEMBERED];
    private int segments;
    private final AtomicLong encoded = new AtomicLong();
    private final AtomicLong repeated = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();

    /** A beat was encoded. */
    void encoded(boolean fresh) {
        encoded.incrementAndGet();
        if (!fresh) {
            repeated.incrementAndGet();
        }
    }

    /** A beat was left out. */
    void dropped() {
        dropped.incrementAndGet();
    }

    /** Tells the time and how many pictures came in so far. */
    void observe(long received, long nanoTime) {
        in.observe(received, nanoTime);
        out.observe(encoded.get(), nanoTime);
    }

    /** A segment was published so much after it was due. */
    synchronized void published(long late) {
        lateMillis[segments % REMEMBERED] = late;
        segments++;
    }

    double framesInPerSecond() {
        return in.perSecond();
    }

    double framesOutPerSecond() {
        return out.perSecond();
    }

    long encodedFrames() {
        return encoded.get();
    }

    long repeatedFrames() {
        return repeated.get();
    }

    long droppedFrames() {
        return dropped.get();
    }

    /** How late the newest segment was, in milliseconds. */
    synchronized long lateMillis() {
        return segments == 0 ? 0 : lateMillis[(segments - 1) % REMEMBERED];
    }

    /** The worst of the last thirty. */
    synchronized long worstLateMillis() {
        long worst = 0;
        for (long late : lateMillis) {
            worst = Math.max(worst, late);
        }
        return worst;
    }
}
