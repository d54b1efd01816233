package dev.ringcast.channel;

import dev.ringcast.channel.ChannelFigures.RestartReason;
import org.jspecify.annotations.Nullable;

/**
 * Why a source or a run has ended.
 *
 * @param defect what was thrown, if it is a defect of ours or of a binding, or memory that ran out; it must neither end a
 *     channel nor be lost
 */
record Failure(RestartReason reason, String text, @Nullable Throwable defect) {
    Failure(RestartReason reason, String text) {
        this(reason, text, null);
    }

    static Failure internal(Throwable defect) {
        return new Failure(RestartReason.INTERNAL, "internal error: " + defect, defect);
    }
}
