package dev.ringcast.web;

import dev.ringcast.channel.RenditionStream;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A reply that has to wait for a stream to go on.
 *
 * @param channel the channel's name
 * @param stream what goes on
 * @param most how long it may wait before it is answered 503
 * @param ready whether the answer is there; quick
 * @param answer the answer once it is ready; quick
 * @param large whether the body is so large that a client may take its time to receive it
 */
record Wait(
        String channel,
        RenditionStream stream,
        Duration most,
        BooleanSupplier ready,
        Supplier<Answer> answer,
        boolean large)
        implements Reply {
    /** The same, its answer changed in some way. */
    Wait answeredBy(UnaryOperator<Answer> change) {
        return new Wait(channel, stream, most, ready, () -> change.apply(answer.get()), large);
    }

    /** The specification's three target durations (L35), but hls.js waits no longer than 10 s for a first byte. */
    static Duration most(int targetDuration) {
        return Duration.ofSeconds(Math.min(3L * targetDuration, 8));
    }
}
