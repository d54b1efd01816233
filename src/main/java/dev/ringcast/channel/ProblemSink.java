package dev.ringcast.channel;

import dev.ringcast.channel.ChannelFigures.RestartReason;

/** Is told what goes wrong with a channel. Thread-safe. */
interface ProblemSink {
    /** A problem, as it may be shown. */
    void note(String text);

    /** A failure; of a defect, also where it happened. */
    void note(Failure failure);

    /** A thread did not end in time when it was told to. */
    void leftBehind(Thread thread);

    /** Something was run again. */
    void restarted(RestartReason reason);
}
