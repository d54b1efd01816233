package dev.ringcast.channel;

import java.time.Instant;
import java.util.List;

/**
 * A channel's state and figures at one moment, for people and programs. Nothing in it is secret: sources are redacted.
 */
public record ChannelStatus(
        String name,
        String title,
        ChannelState state,
        String source,
        Input input,
        Output output,
        Segments segments,
        int viewers,
        long memoryBytes,
        int restarts,
        List<Problem> problems) {
    /**
     * What comes in.
     *
     * @param video what the picture is, in words; empty before it is known
     * @param audio what the sound is, in words; empty if there is none
     * @param frameRate frames a second over the last seconds
     * @param frames pictures received
     * @param late pictures that came too late for their beat and were dropped
     */
    public record Input(String video, String audio, double frameRate, long frames, long late) {}

    /**
     * What goes out.
     *
     * @param video encoder, size and frame rate, in words
     * @param audio encoder and format, in words
     * @param frameRate encoded frames a second over the last seconds
     * @param frames frames encoded
     * @param repeated beats on which the last picture was shown again
     * @param dropped beats not encoded because the machine could not keep up
     * @param bitsPerSecond of the segments in the window
     * @param shed renditions that this run has given up, in the order in which it did
     */
    public record Output(
            String video,
            String audio,
            double frameRate,
            long frames,
            long repeated,
            long dropped,
            long bitsPerSecond,
            List<Shed> shed) {
        /** Copies the list. */
        public Output {
            shed = List.copyOf(shed);
        }
    }

    /**
     * A rendition that the machine could not carry.
     *
     * @param rendition its name
     * @param reason the figures that say so
     */
    public record Shed(String rendition, Instant since, String reason) {}

    /**
     * What is served.
     *
     * @param lastSequence media sequence number of the newest complete segment; 0 before the first
     * @param count segments listed
     * @param lateMillis how late, after its due time, the newest segment was published
     * @param worstLateMillis the worst of these in the window
     */
    public record Segments(long lastSequence, int count, long lateMillis, long worstLateMillis) {}

    /** Something that went wrong, as it may be shown. */
    public record Problem(Instant time, String text) {}
}
