package dev.ringcast.channel;

import dev.ringcast.media.SegmentTiming;
import java.time.Duration;
import java.util.Optional;

/**
 * Watches how far the keyframes of a copied stream are apart: the target duration has been promised (L6), so the stream
 * cannot go on when one fails to come.
 */
final class KeyframeLimit {
    private final long limit;
    private boolean started;
    private long key;
    private long delay;

    /** @param longest the configured distance; a little more is accepted */
    KeyframeLimit(Duration longest) {
        this.limit = longest.plus(SegmentTiming.KEYFRAME_LEEWAY).toNanos();
    }

    /** Whether none for so long is too long. */
    boolean isExceededBy(Duration since) {
        return since.toNanos() > limit;
    }

    /** A picture's times in nanoseconds; how long there has been no keyframe, if that is too long. */
    Optional<Duration> exceeded(long dts, long pts, boolean isKey) {
        long since = started ? (isKey ? pts : dts + delay) - key : 0;
        if (isKey) {
            started = true;
            key = pts;
            delay = pts - dts;
        }
        return since > limit ? Optional.of(Duration.ofNanos(since)) : Optional.empty();
    }
}
