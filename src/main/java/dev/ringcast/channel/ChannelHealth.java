package dev.ringcast.channel;

import java.time.Duration;
import java.util.Optional;

/**
 * Whether a channel does what it should, at one moment.
 *
 * @param broken whether it cannot run as the machine or the configuration is; no restart changes that
 * @param sincePart how long ago its run published its newest part; empty before the first, and before the first
 *     segment, as there is no playlist
 * @param mostSincePart how long this may be (L10)
 * @param stuck whether one of its threads stands still or has died, so that only a new process helps
 */
public record ChannelHealth(
        ChannelState state, boolean broken, Optional<Duration> sincePart, Duration mostSincePart, boolean stuck) {
    /** Whether it should deliver: neither stopped by somebody nor not yet started. */
    public boolean wanted() {
        return !(state instanceof ChannelState.Stopped);
    }

    /** Whether viewers get what it promises, be it the slate. */
    public boolean delivers() {
        return wanted()
                && !(state instanceof ChannelState.Failed)
                && !(state instanceof ChannelState.Away)
                && sincePart
                        .filter(since -> since.compareTo(mostSincePart) <= 0)
                        .isPresent();
    }
}
