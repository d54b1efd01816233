package dev.ringcast.channel;

import java.util.Map;

/**
 * What monitoring wants to know of a channel besides its {@link ChannelStatus}, at one moment.
 *
 * @param encodeTime how long a picture takes to be scaled, encoded and multiplexed in all renditions, in this run; nothing
 *     where it is not encoded
 * @param partLateness how long after its due time a part was published, in this run
 * @param segmentLateness the same for the last part of a segment
 * @param restarts how often source or channel was run again, since the application started; empty where nothing can run
 * @param waiting how many requests wait for what is to come
 * @param heldSegments segments held, of all renditions in all packagings
 */
public record ChannelFigures(
        Distribution.Snapshot encodeTime,
        Distribution.Snapshot partLateness,
        Distribution.Snapshot segmentLateness,
        Map<RestartReason, Long> restarts,
        int waiting,
        int heldSegments) {
    /** Copies the map. */
    public ChannelFigures {
        restarts = Map.copyOf(restarts);
    }

    static ChannelFigures of(RunFigures.Totals run, Map<RestartReason, Long> restarts, int waiting, int heldSegments) {
        return new ChannelFigures(
                run.encodeTime(), run.partLateness(), run.segmentLateness(), restarts, waiting, heldSegments);
    }

    /** Why something was run again. */
    public enum RestartReason {
        /** The source failed, ended or fell silent. */
        SOURCE,
        /** An encoder or a muxer failed. */
        ENCODER,
        /** The source cannot be served without encoding. */
        NOT_COPIED,
        /** The capture process ended or stood still. */
        PROCESS,
        /** Somebody asked for it. */
        COMMAND,
        /** A defect. */
        INTERNAL
    }
}
