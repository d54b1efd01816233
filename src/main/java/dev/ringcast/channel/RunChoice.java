package dev.ringcast.channel;

import dev.ringcast.config.ChannelConfig.Encode;
import java.util.Optional;

/**
 * Whether a channel's next run encodes or copies, as {@code encode} says. Where both are allowed it copies until a source
 * turns out not to fit, and encodes from then on until somebody starts the channel anew. It does either here or in a
 * process of its own. For the supervisor.
 */
final class RunChoice {
    private final ChannelPlan plan;
    private final ChannelOutput output;
    private final Problems problems;
    private final GapFiller gaps;
    private final Optional<Isolation> isolation;
    private volatile String why = "";

    /** @param isolation if runs are to have a process of their own */
    RunChoice(
            ChannelPlan plan, ChannelOutput output, Problems problems, GapFiller gaps, Optional<Isolation> isolation) {
        this.plan = plan;
        this.output = output;
        this.problems = problems;
        this.gaps = gaps;
        this.isolation = isolation;
    }

    /**
     * The next run.
     *
     * @param before what the channel is doing until it has media
     */
    ChannelRun next(ChannelState before) {
        boolean copies = plan.copying().encode() != Encode.ALWAYS && why.isEmpty();
        if (isolation.isPresent()) {
            RunKind kind = copies ? new RunKind.Copying(before) : new RunKind.Encoding(why);
            return new IsolatedRun(plan, kind, output, problems, gaps, isolation.get());
        }
        RunOutput collected = new CollectedOutput(output);
        return copies
                ? new CopyRun(plan, collected, problems, gaps::close, before)
                : new EncodingRun(plan, RunId.next(), why, collected, problems, gaps::close);
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
