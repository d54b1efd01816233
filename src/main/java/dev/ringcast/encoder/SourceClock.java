package dev.ringcast.encoder;

import java.util.Arrays;

/**
 * Maps a source's timestamps to the output clock: when shall what bears this timestamp be shown? Pure arithmetic, in
 * microseconds; not safe for several threads.
 */
abstract class SourceClock {
    /** Beyond this a timestamp has jumped and is no jitter. */
    private static final long JUMP_MICROS = 5_000_000;

    /**
     * The output time at which a picture or sound with this timestamp is due.
     *
     * @param timestampMicros on the source's clock
     * @param nowMicros the output time at which it arrived
     * @param amidSound whether it is sound, or a picture while there is sound for what comes next
     */
    abstract long due(long timestampMicros, long nowMicros, boolean amidSound);

    static boolean isJump(long expectedMicros, long actualMicros) {
        return Math.abs(expectedMicros - actualMicros) > JUMP_MICROS;
    }

    /**
     * A source in real time. The offset follows the greatest delay between timestamp and arrival of the last ten
     * seconds, over all tracks, so that everything is there when it is due and latency is no more than the source's
     * own jitter asks for.
     */
    static final class Live extends SourceClock {
        private static final long MARGIN_MICROS = 15_000;
        private static final long SETTLING_MICROS = 1_000_000;
        private static final long BUCKET_MICROS = 1_000_000;
        private static final int BUCKETS = 10;

        /** By how much, once a second, the offset is made smaller unseen: sound is stretched by more than that. */
        private static final long EASE_MICROS = 2_000;

        private final long toleranceMicros;
        private final long[] greatest = new long[BUCKETS];
        private long offset;
        private long settledAt;
        private long bucket = Long.MIN_VALUE;
        private boolean started;

        /** @param toleranceMicros latency above what is needed that is taken back bit by bit rather than at once */
        Live(long toleranceMicros) {
            this.toleranceMicros = toleranceMicros;
        }

        @Override
        long due(long timestampMicros, long nowMicros, boolean amidSound) {
            long delay = nowMicros - timestampMicros;
            if (!started || isJump(offset, delay)) {
                restart(delay, nowMicros);
            } else if (nowMicros < settledAt) {
                // A server may begin with a burst of old pictures: the newest of them sets the clock.
                offset = Math.min(offset, delay + MARGIN_MICROS);
            }
            note(delay, nowMicros);
            return timestampMicros + offset;
        }

        private void restart(long delay, long nowMicros) {
            started = true;
            offset = delay + MARGIN_MICROS;
            settledAt = nowMicros + SETTLING_MICROS;
            bucket = Long.MIN_VALUE;
        }

        private void note(long delay, long nowMicros) {
            if (nowMicros < settledAt) {
                return;
            }
            long current = nowMicros / BUCKET_MICROS;
            if (bucket == Long.MIN_VALUE) {
                Arrays.fill(greatest, delay);
                bucket = current;
            }
            boolean turned = current != bucket;
            for (long next = Math.max(bucket + 1, current - BUCKETS + 1); next <= current; next++) {
                greatest[(int) (next % BUCKETS)] = delay;
            }
            bucket = current;
            int now = (int) (current % BUCKETS);
            greatest[now] = Math.max(greatest[now], delay);
            if (delay > offset) {
                offset = delay + MARGIN_MICROS;
            } else if (turned) {
                long wanted = max(greatest) + MARGIN_MICROS;
                if (wanted < offset - toleranceMicros) {
                    offset = wanted;
                } else if (wanted < offset) {
                    offset -= Math.min(offset - wanted, EASE_MICROS);
                }
            }
        }

        private static long max(long[] values) {
            long max = values[0];
            for (long value : values) {
                max = Math.max(max, value);
            }
            return max;
        }
    }

    /**
     * A source that waits to be read: its first timestamp is due a little after it came, and the others follow. Sound
     * has no holes, so where there is some a great step is a jump. A picture without may stand for minutes.
     */
    static final class Paced extends SourceClock {
        private static final long LEAD_MICROS = 100_000;
        private static final long TOO_LATE_MICROS = 500_000;

        /** Timestamps may be damaged, or those of another day: a channel shall not stand still for hours. */
        private static final long LONGEST_STAND_MICROS = 1_800_000_000;

        private long offset;
        private long last;
        private boolean started;

        @Override
        long due(long timestampMicros, long nowMicros, boolean amidSound) {
            long due = timestampMicros + offset;
            long farthest = nowMicros + (amidSound ? 2 * JUMP_MICROS : LONGEST_STAND_MICROS);
            // Also when decoding is slower than real time: play slowly rather than drop every picture.
            if (!started || due < nowMicros - TOO_LATE_MICROS || due > farthest) {
                // After what is there already: else a file in which all are jumps would be read as fast as it can be.
                due = (started ? Math.max(nowMicros, last) : nowMicros) + LEAD_MICROS;
                started = true;
                offset = due - timestampMicros;
            }
            last = due;
            return due;
        }
    }
}
