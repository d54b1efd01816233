package dev.ringcast.channel;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Notices that the machine cannot carry what it has to encode: in two windows on end more than a tenth of the pictures was
 * left out, or late where none may be, and encoding one took longer than its beat. Either figure alone is a hiccup: after a
 * pause of the whole machine pictures are left out although encoding is fast, and encoding may be slow for a moment with
 * nothing left out.
 *
 * <p>For the encoding thread.
 */
final class Overload {
    private static final int WINDOWS = 2;
    private static final double SHARE = 0.1;

    /** What one picture counts at most, so that a pause of the machine within it does not look like slow encoding. */
    private static final long LONGEST_NANOS = 1_000_000_000L;

    private final Rule rule;
    private final double beatNanos;
    private final LongSupplier nanoTime;
    private long begin;
    private long pictures;
    private long encoded;
    private long tooLate;
    private long work;
    private int windows;
    private String reason = "";

    /**
     * How long it looks.
     *
     * @param settling what is not looked at first: code is being compiled, buffers are being filled
     * @param window how long each of the two windows is
     */
    record Rule(Duration settling, Duration window) {
        /** As it is, but in tests. */
        static final Rule USUAL = new Rule(Duration.ofSeconds(10), Duration.ofSeconds(10));
    }

    /**
     * @param beat the time that there is for a picture
     * @param nanoTime in the manner of {@link System#nanoTime}
     */
    Overload(Rule rule, Duration beat, LongSupplier nanoTime) {
        this.rule = rule;
        this.beatNanos = beat.toNanos();
        this.nanoTime = nanoTime;
        restart();
    }

    /** Forgets everything: there is another load from now on. */
    void restart() {
        windows = 0;
        reason = "";
        next(nanoTime.getAsLong() + rule.settling().toNanos());
    }

    private void next(long start) {
        begin = start;
        pictures = 0;
        encoded = 0;
        tooLate = 0;
        work = 0;
    }

    /**
     * The pictures of a beat were encoded, in so many nanoseconds.
     *
     * @param late whether they would have been left out, had that been allowed: the first of a part never are
     */
    void encoded(long nanos, boolean late) {
        pictures++;
        tooLate += late ? 1 : 0;
        encoded++;
        work += Math.min(nanos, LONGEST_NANOS);
        look();
    }

    /** They were left out. */
    void leftOut() {
        pictures++;
        tooLate++;
        look();
    }

    private void look() {
        long now = nanoTime.getAsLong();
        if (now - begin < 0) {
            next(begin);
        } else if (now - begin >= rule.window().toNanos()) {
            judge();
            next(now);
        }
    }

    private void judge() {
        double share = (double) tooLate / pictures;
        double nanos = (double) work / Math.max(1, encoded);
        windows = share > SHARE && nanos > beatNanos ? windows + 1 : 0;
        reason = windows < WINDOWS
                ? ""
                : String.format(
                        Locale.ROOT,
                        "%.0f %% of the pictures left out or late in the last %d s; encoding took %.1f ms of %.1f ms per picture",
                        share * 100,
                        rule.window().toSeconds(),
                        nanos / 1e6,
                        beatNanos / 1e6);
    }

    /** The figures, once and as long as the machine cannot carry the load; otherwise empty. */
    Optional<String> reason() {
        return reason.isEmpty() ? Optional.empty() : Optional.of(reason);
    }
}
