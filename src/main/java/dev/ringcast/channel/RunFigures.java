package dev.ringcast.channel;

import java.time.Duration;
import java.util.Optional;
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
    private final Distribution encodeTime =
            new Distribution(0.001, 0.0025, 0.005, 0.01, 0.015, 0.02, 0.03, 0.04, 0.06, 0.1, 0.25, 1);
    private final Distribution partLateness = lateness();
    private final Distribution segmentLateness = lateness();
    private volatile long lastBeatNanos = System.nanoTime();
    private volatile long lastPartNanos;
    private volatile boolean hasPart;

    /**
     * What was counted at one moment.
     *
     * @param received pictures that came in
     * @param late those of them that came too late
     * @param framesInPerSecond over the last five seconds
     * @param framesOutPerSecond likewise
     * @param lateMillis how late the newest segment was
     * @param worstLateMillis the worst of the last thirty
     */
    record Totals(
            long received,
            long late,
            double framesInPerSecond,
            double framesOutPerSecond,
            long encodedFrames,
            long repeatedFrames,
            long droppedFrames,
            long lateMillis,
            long worstLateMillis,
            Distribution.Snapshot encodeTime,
            Distribution.Snapshot partLateness,
            Distribution.Snapshot segmentLateness) {}

    /** Nothing so far. */
    static Totals none() {
        return new RunFigures().totals(0, 0);
    }

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

    /** A picture was encoded, in all renditions, in so much time. */
    void encodedIn(long nanos) {
        encodeTime.add(nanos);
    }

    /** Tells the time and how many pictures came in so far, after each beat. */
    void observe(long received, long nanoTime) {
        lastBeatNanos = nanoTime;
        in.observe(received, nanoTime);
        out.observe(encoded.get(), nanoTime);
    }

    /** A part was published so much after it was due. */
    void publishedPart(long lateNanos, long nanoTime) {
        partLateness.add(lateNanos);
        lastPartNanos = nanoTime;
        hasPart = true;
    }

    /** A segment was published so much after it was due. */
    synchronized void published(long lateNanos) {
        segmentLateness.add(lateNanos);
        lateMillis[segments % REMEMBERED] =
                Math.max(0, Duration.ofNanos(lateNanos).toMillis());
        segments++;
    }

    private static Distribution lateness() {
        return new Distribution(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10);
    }

    /** How long ago the last beat was, or the run was made. */
    Duration sinceBeat(long nanoTime) {
        return Duration.ofNanos(nanoTime - lastBeatNanos);
    }

    /** How long ago the newest part was published; empty before the first. */
    Optional<Duration> sincePart(long nanoTime) {
        return hasPart ? Optional.of(Duration.ofNanos(nanoTime - lastPartNanos)) : Optional.empty();
    }

    /**
     * All of it, with what is counted elsewhere.
     *
     * @param received pictures that came in
     * @param late those of them that came too late
     */
    Totals totals(long received, long late) {
        long now = System.nanoTime();
        return new Totals(
                received,
                late,
                in.perSecond(received, now),
                out.perSecond(encoded.get(), now),
                encoded.get(),
                repeated.get(),
                dropped.get(),
                lateMillis(),
                worstLateMillis(),
                encodeTime.snapshot(),
                partLateness.snapshot(),
                segmentLateness.snapshot());
    }

    private synchronized long lateMillis() {
        return segments == 0 ? 0 : lateMillis[(segments - 1) % REMEMBERED];
    }

    private synchronized long worstLateMillis() {
        long worst = 0;
        for (long late : lateMillis) {
            worst = Math.max(worst, late);
        }
        return worst;
    }
}
