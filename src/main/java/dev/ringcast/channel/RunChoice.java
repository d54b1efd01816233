package dev.ringcast.channel;

import dev.ringcast.config.ChannelConfig.Encode;

/**
 * Whether a channel's next run encodes or copies, as {@code encode} says. Where both are allowed it copies until a source
 * turns out not to fit, and encodes from then on until somebody starts the channel anew. For the supervisor.
 */
final class RunChoice {
    private final ChannelPlan plan;
    private final ChannelOutput output;
    private final Problems problems;
    private volatile String why = "";

    RunChoice(ChannelPlan plan, ChannelOutput output, Problems problems) {
        this.plan = plan;
        this.output = output;
        this.problems = problems;
    }

    /** Forgets what was found out: the source may be another. */
    void reset() {
        why = "";
    }

    /** The next run. */
    ChannelRun next() {
        boolean copies = plan.copying().encode() != Encode.ALWAYS && why.isEmpty();
        return copies
                ? new CopyRun(plan, output, problems)
                : new EncodingRun(plan, RunId.next(), why, output, problems);
    }

    /**
     * A source does not fit.
     *
     * @return whether the next run encodes it
     */
    boolean encodesInstead(String reason) {
        if (plan.copying().encode() != Encode.AUTO) {
            return false;
        }
        why = reason;
        return true;
    }

    /** The reason, with what to do about it. */
    String advice(String reason) {
        return reason + "; channel." + plan.name() + ".encode=always serves it all the same";
    }
}
