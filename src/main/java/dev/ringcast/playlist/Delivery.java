package dev.ringcast.playlist;

import dev.ringcast.media.Cadence;
import dev.ringcast.media.FrameRate;
import java.util.OptionalLong;

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
            DeliveryDirectives directives, PlaylistPosition position, boolean ended, Cadence cadence) {
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
        int untilThen = Math.max(0, partsPerSegment(cadence) - position.openParts());
        return part.getAsLong() < partsAhead(cadence) - untilThen ? WAIT : REFUSE;
    }

    private static int partsPerSegment(Cadence cadence) {
        return (cadence.framesPerSegment() + cadence.framesPerPart() - 1) / cadence.framesPerPart();
    }

    /** The advance part limit: three, or three seconds' worth where parts are shorter than one. */
    private static long partsAhead(Cadence cadence) {
        FrameRate rate = cadence.frameRate();
        long framesInSeconds = (long) SECONDS_AHEAD * rate.numerator();
        long framesOfPart = (long) cadence.framesPerPart() * rate.denominator();
        return Math.max(PARTS_AHEAD, (framesInSeconds + framesOfPart - 1) / framesOfPart);
    }
}
