package dev.ringcast.source;

import java.time.Duration;

/**
 * How long a live source may be left unread. What it sends meanwhile waits in the buffers of the network and is read in
 * one go, which takes a fraction of the processor's time that waking up for each packet does. Nobody gets anything later:
 * a rest ends before the next part can be complete. Times are nanoseconds. Used by the source's thread alone.
 */
final class ReadingRest {
    /** What comes meanwhile must fit those buffers; the smallest is FFmpeg's own for UDP, 5 MB. */
    private static final long LONGEST = Duration.ofMillis(300).toNanos();

    /** A shorter one saves nothing. */
    private static final long SHORTEST = Duration.ofMillis(10).toNanos();

    /** To wake up and read what has come. */
    private static final long SPARE = Duration.ofMillis(5).toNanos();

    /** A call that took longer has waited for its packet; one that did not may be followed by more that is there. */
    static final long WAITED = Duration.ofMillis(1).toNanos() / 2;

    /** The sender's clock may be slower than ours: the earliest arrival is forgotten at this part of the time. */
    private static final long EASE = 1000;

    private boolean known;
    private long offset;
    private long since;

    /** The timestamps from here on have nothing to do with those before. */
    void forget() {
        known = false;
    }

    /**
     * After a picture has been handed on.
     *
     * @param timestamp of the picture
     * @param unneeded so much media after the beginning of this picture is needed together only
     * @param waited how long the call took that read the last packet
     * @param now on a clock that never goes back
     * @return until when to rest, on that clock; not after now if it must not
     */
    long until(long timestamp, long unneeded, long waited, long now) {
        long found = now - timestamp;
        offset = known ? Math.min(found, offset + (now - since) / EASE) : found;
        since = now;
        known = true;
        if (waited < WAITED) {
            return now;
        }
        long until = Math.min(now + LONGEST, offset + timestamp + unneeded - SPARE);
        return until - now < SHORTEST ? now : until;
    }
}
