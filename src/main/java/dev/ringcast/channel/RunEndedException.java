package dev.ringcast.channel;

import dev.ringcast.channel.ChannelFigures.RestartReason;

/** A run has ended in another process. The message is fit to be shown: no credentials. */
final class RunEndedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final RestartReason reason;

    RunEndedException(RestartReason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** What has ended it. */
    RestartReason reason() {
        return reason;
    }
}
