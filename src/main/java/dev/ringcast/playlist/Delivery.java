package dev.ringcast.playlist;

import dev.ringcast.media.SegmentTiming;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** What to do with a request for a media playlist that may be a blocking one (RFC 8216bis, 6.2.5.2; L35). */
public enum Delivery {
    /** Answer with the playlist as it is. */
    NOW,
    /** Answer when the playlist has come that far. */
    WAIT,
    /** Answer 400: the client asks for what lies too far ahead. */
    REFUSE;

    private static final int PARTS_AHEAD = 3;
    private static final int SECONDS_AHEAD = 3;

    /**
     * Decides, whatever the numbers are, in the same short time.
     *
     * @param ended whether nothing follows: then directives are ignored
     */
    public static Delivery decide(
            DeliveryDirectives directives, PlaylistPosition position, boolean ended, SegmentTiming timing) {
        if (ended || directives.sequence().isEmpty()) {
            return NOW;
        }
        long sequence = directives.sequence().getAsLong();
        OptionalLong part = directives.part();
        if (position.reaches(sequence, part)) {
            return NOW;
        }
        // hls.js outside of its low latency mode asks for late parts of the next segment: they are waited for.
        if (sequence <= position.lastSequence() + 1) {
            return WAIT;
        }
        if (sequence > position.lastSequence() + 2) {
            return REFUSE;
        }
        if (part.isEmpty()) {
            return WAIT;
        }
        // No more than there can be: a copied source may end its segment sooner than the longest one would.
        int untilThen = Math.max(0, timing.partsPerSegment() - position.openParts());
        return part.getAsLong() < partsAhead(timing) - untilThen ? WAIT : REFUSE;
    }

    /** The advance part limit: three, or three seconds' worth where parts are shorter than one. */
    private static long partsAhead(SegmentTiming timing) {
        // As it is printed: up to a whole microsecond.
        long part = (timing.partTarget().toNanos() + 999) / 1000;
        long ahead = TimeUnit.SECONDS.toMicros(SECONDS_AHEAD);
        return Math.max(PARTS_AHEAD, (ahead + part - 1) / part);
    }
}
