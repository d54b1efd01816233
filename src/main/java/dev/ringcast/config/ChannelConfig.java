package dev.ringcast.config;

import dev.ringcast.media.Cadence;
import dev.ringcast.media.SegmentTiming;
import java.time.Duration;
import java.util.List;

/**
 * The configuration of a channel. Every figure is within its bounds; the source is not checked.
 *
 * @param name {@code [A-Za-z0-9_-]{1,64}}
 * @param title for people
 * @param autostart whether it starts with the server
 * @param isolate whether it captures in a process of its own
 * @param source where picture and sound come from
 * @param video how the picture is encoded
 * @param renditions what is made of it, from the largest to the smallest; at least one
 * @param audio how the sound is encoded
 * @param copying whether the source's own packets are served
 * @param timing how it is cut and how much of it is kept
 * @param playback who may watch
 */
public record ChannelConfig(
        String name,
        String title,
        boolean autostart,
        boolean isolate,
        Source source,
        Video video,
        List<Rendition> renditions,
        Audio audio,
        Copying copying,
        Timing timing,
        Playback playback) {
    /** Copies the list. */
    public ChannelConfig {
        renditions = List.copyOf(renditions);
    }

    /**
     * Where picture and sound come from.
     *
     * @param address as configured, with its password if it has one; {@code auto} for the first camera, else the test card
     * @param addressPlace where the address is written, for a message; not the address itself if somebody wrote it
     * @param microphone the sound device that goes with a camera, or {@code none}
     * @param microphonePlace where that is written, and what, for a message
     * @param rtspTransport {@code tcp} or {@code udp}
     * @param reach where it may lead
     * @param timeout the silence after which it is given up
     * @param slateAfter the silence after which the slate is shown
     */
    public record Source(
            String address,
            String addressPlace,
            String microphone,
            String microphonePlace,
            String rtspTransport,
            Reach reach,
            Duration timeout,
            Duration slateAfter) {
        /** Everything but the address, which may hold a password. */
        @Override
        public String toString() {
            return "Source[address=(hidden), microphone=" + microphone + ", rtspTransport=" + rtspTransport + ", reach="
                    + reach + ", timeout=" + timeout + ", slateAfter=" + slateAfter + "]";
        }
    }

    /** Where redirects and playlists of an HTTP source may lead, besides its own host. */
    public enum Reach {
        /** To public addresses. */
        PUBLIC,
        /** Also to addresses of the kind that its host has. */
        PRIVATE,
        /** Anywhere. */
        ANY
    }

    /**
     * One form in which the channel is served; all figures are 0 where there is sound alone.
     *
     * @param name in addresses, as {@code 720p}
     * @param width in pixels, even
     * @param height in pixels, even
     * @param bitrate bits per second on average
     * @param maxrate bits per second at most, as the buffer measures it
     * @param buffer the decoder's buffer in bits
     * @param every which of the cadence's pictures it has: each one (1), each second one (2) …; every part and segment has
     *     a whole number of them
     * @param profile {@code high}, {@code main} or {@code baseline}; empty where there is sound alone
     */
    public record Rendition(
            String name, int width, int height, long bitrate, long maxrate, long buffer, int every, String profile) {}

    /**
     * How the picture is encoded. The frame rate is the cadence's.
     *
     * @param width in pixels, even
     * @param height in pixels, even
     * @param bitrate bits per second on average
     * @param maxrate bits per second at most, as the buffer measures it
     * @param buffer the decoder's buffer in bits
     * @param encoder FFmpeg's name of the encoder, or {@code auto}
     * @param preset one of x264's names
     * @param profile {@code high}, {@code main} or {@code baseline}
     * @param threads of the encoder; 0 lets it choose
     */
    public record Video(
            int width,
            int height,
            long bitrate,
            long maxrate,
            long buffer,
            String encoder,
            String preset,
            String profile,
            int threads) {}

    /**
     * How the sound is encoded.
     *
     * @param bitrate bits per second
     */
    public record Audio(long bitrate) {}

    /** When picture and sound are encoded. */
    public enum Encode {
        /** Whatever the source is. */
        ALWAYS,
        /** Where the source cannot be served as it is. */
        AUTO,
        /** Never: such a source is refused. */
        NEVER
    }

    /**
     * Whether the source's own packets are served.
     *
     * @param encode when they are not
     * @param gop the longest distance of keyframes that is accepted then
     */
    public record Copying(Encode encode, Duration gop) {}

    /**
     * Who may watch.
     *
     * @param keys what addresses are signed with, the current key first, then the one before it; empty if everybody may
     */
    public record Playback(List<String> keys) {
        /** Copies the list. */
        public Playback {
            keys = List.copyOf(keys);
        }

        /** How many there are, and nothing of them. */
        @Override
        public String toString() {
            return "Playback[" + keys.size() + " keys]";
        }
    }

    /**
     * How the channel is cut and how much of it is kept.
     *
     * @param cadence frames per second, per part and per segment
     * @param promised what the playlists say about it
     * @param window what the media playlist covers
     * @param memory bytes that the media may take
     */
    public record Timing(Cadence cadence, SegmentTiming promised, Duration window, long memory) {}
}
