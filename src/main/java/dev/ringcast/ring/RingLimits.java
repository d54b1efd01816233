package dev.ringcast.ring;

import java.time.Duration;

/**
 * How much a {@link SegmentRing} keeps.
 *
 * @param window what the media playlist covers at least, once so much exists (L12)
 * @param maxBytes where segments begin to be dropped early, in bytes of media, all segments together
 */
public record RingLimits(Duration window, long maxBytes) {
    /** Checks the bounds. */
    public RingLimits {
        if (window.isNegative() || window.isZero()) {
            throw new IllegalArgumentException("a window of " + window + "; it must last");
        }
        if (maxBytes < 1) {
            throw new IllegalArgumentException("room for " + maxBytes + " bytes; at least 1 is needed");
        }
    }
}
