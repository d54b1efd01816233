package dev.ringcast.media;

import java.util.Map;

/**
 * Frames per second as an exact ratio, for example 30000/1001.
 *
 * @param numerator frames, at least 1
 * @param denominator in so many seconds, at least 1
 */
public record FrameRate(int numerator, int denominator) {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /** What people write for the NTSC rates, which are no decimal fractions. */
    private static final Map<String, FrameRate> NTSC = Map.of(
            "23.976", new FrameRate(24000, 1001),
            "23.98", new FrameRate(24000, 1001),
            "29.97", new FrameRate(30000, 1001),
            "59.94", new FrameRate(60000, 1001));

    /** Checks the bounds and reduces the ratio. */
    public FrameRate {
        if (numerator < 1 || denominator < 1) {
            throw new IllegalArgumentException("not a frame rate: " + numerator + "/" + denominator);
        }
        int divisor = greatestCommonDivisor(numerator, denominator);
        numerator /= divisor;
        denominator /= divisor;
    }

    /**
     * Reads {@code 25}, {@code 30000/1001}, or one of the NTSC decimals 23.976, 29.97 and 59.94.
     *
     * @throws IllegalArgumentException if the text is none of these
     */
    public static FrameRate parse(String text) {
        FrameRate ntsc = NTSC.get(text);
        if (ntsc != null) {
            return ntsc;
        }
        int slash = text.indexOf('/');
        try {
            return slash < 0
                    ? new FrameRate(Integer.parseInt(text), 1)
                    : new FrameRate(
                            Integer.parseInt(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "not a frame rate: " + text + " (write 25, 30000/1001, 23.976, 29.97 or 59.94)", e);
        }
    }

    /** The time of frame {@code index} after frame 0, in nanoseconds, rounded down. Exact for years of frames. */
    public long nanosAt(long index) {
        long scaled = Math.multiplyExact(index, (long) denominator);
        long seconds = Math.floorDiv(scaled, (long) numerator);
        long rest = Math.floorMod(scaled, (long) numerator);
        return seconds * NANOS_PER_SECOND + rest * NANOS_PER_SECOND / numerator;
    }

    /**
     * The rate of every so-many-th frame.
     *
     * @throws IllegalArgumentException if it cannot be written in whole numbers of this size
     */
    public FrameRate dividedBy(int every) {
        if (every < 1 || every > Integer.MAX_VALUE / denominator) {
            throw new IllegalArgumentException("no frame rate: " + this + " divided by " + every);
        }
        return new FrameRate(numerator, denominator * every);
    }

    /** Frames per second as a decimal number. */
    public double framesPerSecond() {
        return (double) numerator / denominator;
    }

    @Override
    public String toString() {
        return denominator == 1 ? Integer.toString(numerator) : numerator + "/" + denominator;
    }

    private static int greatestCommonDivisor(int a, int b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }
}
