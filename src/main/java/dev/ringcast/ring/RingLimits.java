package dev.ringcast.ring;

import java.time.Duration;

/**
 * How much a {@link SegmentRing} keeps.
 *
 * @param window what the media playlist covers at least, once so much exists (L12) and as long as there is room for it
 * @param maxBytes what all segments together may take, in bytes of media
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
