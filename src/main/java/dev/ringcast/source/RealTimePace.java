package dev.ringcast.source;

/**
 * Slows a stream that comes in bursts, as HLS does, or as fast as the line allows, as a file does over HTTP, down to
 * real time. Times are in microseconds.
 */
final class RealTimePace {
    private static final long LONGEST_WAIT = 10_000_000;
    private static final long LATEST = 200_000;

    private boolean started;
    private long offset;
    private long lead;

    /**
     * How long to wait before what has this timestamp is handed on. Streams that jump or fall behind start anew.
     *
     * @param now time on a clock that never goes back
     */
    long delay(long timestamp, long now) {
        long wait = timestamp + offset - now;
        // Tracks are interleaved loosely: only the one that is ahead can tell whether the stream is late.
        boolean leads = timestamp >= lead;
        boolean jumps = wait > LONGEST_WAIT || (leads ? wait < -LATEST : lead - timestamp > LONGEST_WAIT);
        if (!started || jumps) {
            started = true;
            offset = now - timestamp;
            lead = timestamp;
            return 0;
        }
        lead = Math.max(lead, timestamp);
        return Math.max(0, wait);
    }
}
