package dev.ringcast.playlist;

import dev.ringcast.media.Packaging;
import dev.ringcast.media.SegmentTiming;
import java.time.Duration;

/**
 * What a media playlist says that does not come from its segments. Constant for the life of the playlist (L6, L30).
 *
 * @param targetDuration EXT-X-TARGETDURATION in seconds, at least 1
 * @param partTarget PART-TARGET: no part lasts longer (L31)
 * @param packaging the container format
 */
public record MediaPlaylistSettings(int targetDuration, Duration partTarget, Packaging packaging) {
    /** RFC 8216bis asks for two part targets at least and recommends three; Apple demands three (L30). */
    private static final int HOLD_BACK_PARTS = 3;

    /** L30: CAN-SKIP-UNTIL is at least six target durations. */
    private static final int SKIP_TARGET_DURATIONS = 6;

    /** L34: parts that are farther from the end than this are left out. */
    private static final int PARTS_TARGET_DURATIONS = 3;

    private static final int NANOS_PER_MICRO = 1000;

    /** Checks the bounds, and rounds the part target up to what is written: it must not be shorter than a part (L31). */
    public MediaPlaylistSettings {
        if (targetDuration < 1) {
            throw new IllegalArgumentException("a target duration of " + targetDuration + " s; at least 1 s is needed");
        }
        if (partTarget.isNegative() || partTarget.isZero()) {
            throw new IllegalArgumentException("a part target of " + partTarget + "; parts last");
        }
        long nanos = partTarget.toNanos();
        partTarget = Duration.ofNanos((nanos + NANOS_PER_MICRO - 1) / NANOS_PER_MICRO * NANOS_PER_MICRO);
    }

    /** Those of a channel's timing. */
    public static MediaPlaylistSettings of(SegmentTiming timing, Packaging packaging) {
        return new MediaPlaylistSettings(timing.targetDuration(), timing.partTarget(), packaging);
    }

    /** PART-HOLD-BACK: how far players stay from the end at least. */
    Duration partHoldBack() {
        return partTarget.multipliedBy(HOLD_BACK_PARTS);
    }

    /** CAN-SKIP-UNTIL: a delta update may leave out what is farther from the end (L36). */
    Duration skipBoundary() {
        return Duration.ofSeconds((long) SKIP_TARGET_DURATIONS * targetDuration);
    }

    /** How far from the end parts are listed (L34). */
    Duration partsBoundary() {
        return Duration.ofSeconds((long) PARTS_TARGET_DURATIONS * targetDuration);
    }
}
