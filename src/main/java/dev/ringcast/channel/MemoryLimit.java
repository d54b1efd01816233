package dev.ringcast.channel;

import dev.ringcast.ring.RingRoom;
import dev.ringcast.source.NotCopiedException;

/**
 * Holds a copied stream to the channel's memory: nobody but its sender knows what bit rate it will have. An encoded one
 * has the configured rate, for which the configuration is checked. For the thread that fills the rings.
 */
final class MemoryLimit {
    private static final long MEBIBYTE = 1024 * 1024;

    private final ChannelPlan plan;
    private final ProblemSink problems;
    private boolean noted;

    MemoryLimit(ChannelPlan plan, ProblemSink problems) {
        this.plan = plan;
        this.problems = problems;
    }

    /**
     * After something was published.
     *
     * @throws NotCopiedException if more is held than may be, although no more is listed than must be
     */
    void check(RingRoom room) throws NotCopiedException {
        if (room.isExceeded()) {
            throw new NotCopiedException(
                    plan.shownSource(),
                    needed(room) + ", too little even for the fewest segments that a playlist may have");
        }
        if (room.isShort() && !noted) {
            noted = true;
            problems.note(plan.shownSource() + ": " + needed(room) + ": viewers can go back less far");
        }
    }

    private String needed(RingRoom room) {
        return "at its bit rate channel." + plan.name() + ".window takes "
                + mebibytes(Math.max(room.wanted(), room.held())) + "M of memory, and channel." + plan.name()
                + ".memory is " + mebibytes(room.most()) + "M";
    }

    private static long mebibytes(long bytes) {
        return (bytes + MEBIBYTE - 1) / MEBIBYTE;
    }
}
