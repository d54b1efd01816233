package dev.ringcast.config;

import dev.ringcast.media.Cadence;
import dev.ringcast.media.Packaging;
import dev.ringcast.media.SegmentTiming;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads one channel's values and checks how they go together. */
final class ChannelReader {
    /** Apple's authoring specification, 8.11: a live media playlist has at least six segments. */
    private static final int FEWEST_SEGMENTS = 6;

    /** MPEG-TS and CMAF. */
    private static final int PACKAGINGS = Packaging.values().length;

    /** How many times what is rounded off goes into what was wanted, at least. */
    private static final int MOST_ROUNDING = 4;

    private static final long MEBIBYTE = 1024 * 1024;

    /** What cameras of 1080p send, and more: nobody has said what bit rate a source has that is copied. */
    private static final double COPIED_BITS_PER_SECOND = 8_000_000;

    private final String name;
    private final Values values;
    private final Optional<ChannelConfig.Playback> serverPlayback;

    /** @param serverPlayback the server's keys; empty if they are faulty */
    ChannelReader(String name, Values values, Optional<ChannelConfig.Playback> serverPlayback) {
        this.name = name;
        this.values = values;
        this.serverPlayback = serverPlayback;
    }

    /** The configuration; of use only if the values had no fault. */
    ChannelConfig read() {
        ChannelConfig.Video video = video();
        ChannelConfig.Copying copying = copying();
        Duration segment = values.get(Settings.SEGMENT);
        Cadence cadence = cadence(segment);
        List<ChannelConfig.Rendition> renditions = renditions(video, cadence, copying);
        ChannelConfig.Audio audio = new ChannelConfig.Audio(values.get(Settings.AUDIO_BITRATE));
        return new ChannelConfig(
                name,
                values.find(Settings.TITLE).orElse(name),
                values.get(Settings.AUTOSTART),
                values.get(Settings.ISOLATE),
                source(),
                video,
                renditions,
                audio,
                copying,
                timing(segment, cadence, renditions, audio, copying),
                PlaybackKeys.channel(values, serverPlayback));
    }

    private ChannelConfig.Source source() {
        return new ChannelConfig.Source(
                values.get(Settings.SOURCE),
                values.shown(Settings.SOURCE),
                values.get(Settings.MICROPHONE),
                values.shown(Settings.MICROPHONE),
                values.get(Settings.RTSP_TRANSPORT),
                ChannelConfig.Reach.valueOf(values.get(Settings.SOURCE_REACH).toUpperCase(Locale.ROOT)),
                values.get(Settings.SOURCE_TIMEOUT),
                values.get(Settings.SLATE_AFTER));
    }

    private ChannelConfig.Video video() {
        ValueTypes.PictureSize size = values.get(Settings.VIDEO_SIZE);
        long bitrate = values.get(Settings.VIDEO_BITRATE);
        long maxrate = values.find(Settings.VIDEO_MAXRATE).orElse(bitrate);
        if (maxrate < bitrate) {
            values.fault(values.shown(Settings.VIDEO_MAXRATE) + ": must be at least "
                    + values.shown(Settings.VIDEO_BITRATE));
        }
        return new ChannelConfig.Video(
                size.width(),
                size.height(),
                bitrate,
                maxrate,
                values.find(Settings.VIDEO_BUFFER).orElse(maxrate),
                values.get(Settings.VIDEO_ENCODER),
                values.get(Settings.VIDEO_PRESET),
                values.get(Settings.VIDEO_PROFILE),
                values.get(Settings.VIDEO_THREADS));
    }

    private ChannelConfig.Copying copying() {
        return new ChannelConfig.Copying(
                ChannelConfig.Encode.valueOf(values.get(Settings.ENCODE).toUpperCase(Locale.ROOT)),
                values.get(Settings.GOP));
    }

    private List<ChannelConfig.Rendition> renditions(
            ChannelConfig.Video video, Cadence cadence, ChannelConfig.Copying copying) {
        List<Rung> rungs = values.get(Settings.LADDER);
        if (copying.encode() != ChannelConfig.Encode.ALWAYS) {
            if (!rungs.isEmpty()) {
                values.fault(values.shown(Settings.LADDER) + ": needs encode=always");
            }
            return Ladder.copied(video);
        }
        try {
            return rungs.isEmpty() ? Ladder.single(video) : Ladder.of(rungs, video, cadence);
        } catch (IllegalArgumentException e) {
            values.fault(values.shown(Settings.LADDER) + ": " + e.getMessage());
            return Ladder.single(video);
        }
    }

    private Cadence cadence(Duration segment) {
        Duration part = values.get(Settings.PART);
        if (part.compareTo(segment) > 0) {
            values.fault(values.shown(Settings.PART) + ": must be at most " + values.shown(Settings.SEGMENT));
        }
        Cadence cadence = Cadence.of(values.get(Settings.VIDEO_FPS), segment, part);
        Duration frame = Duration.ofNanos(cadence.frameRate().nanosAt(1));
        checkRounding(Settings.SEGMENT, segment, cadence.segmentDuration(), frame);
        if (part.compareTo(segment) <= 0) {
            checkRounding(Settings.PART, part, cadence.partTarget(), frame);
        }
        return cadence;
    }

    /** What is written may be rounded to whole frames, but not become something else. */
    private void checkRounding(Setting<Duration> setting, Duration wanted, Duration nearest, Duration frame) {
        boolean far = nearest.minus(wanted).abs().multipliedBy(MOST_ROUNDING).compareTo(wanted) > 0;
        if (far && values.has(setting)) {
            String below = millis(nearest);
            values.fault(values.shown(setting) + ": must last whole frames of " + values.shown(Settings.VIDEO_FPS)
                    + "; nearest: " + (setting.type().allows(below) ? below : millis(nearest.plus(frame))));
        }
    }

    private static String millis(Duration duration) {
        return Math.round(duration.toNanos() / 1e6) + "ms";
    }

    private ChannelConfig.Timing timing(
            Duration segment,
            Cadence cadence,
            List<ChannelConfig.Rendition> renditions,
            ChannelConfig.Audio audio,
            ChannelConfig.Copying copying) {
        Duration window = values.get(Settings.WINDOW);
        if (window.compareTo(segment.multipliedBy(FEWEST_SEGMENTS)) < 0) {
            values.fault(values.shown(Settings.WINDOW) + ": must be at least " + FEWEST_SEGMENTS + " times "
                    + values.shown(Settings.SEGMENT));
        }
        boolean copies = copying.encode() != ChannelConfig.Encode.ALWAYS;
        Duration longest = copies ? cadence.segmentDuration().plus(copying.gop()) : cadence.segmentDuration();
        double bitsPerSecond = mostBitsPerSecond(cadence, renditions, audio);
        long needed = mebibytesNeeded(longest, window, bitsPerSecond);
        long usual =
                copies ? mebibytesNeeded(longest, window, Math.max(bitsPerSecond, COPIED_BITS_PER_SECOND)) : needed;
        long memory = values.find(Settings.MEMORY).orElse(usual * MEBIBYTE);
        if (memory < needed * MEBIBYTE) {
            values.fault(values.shown(Settings.MEMORY) + ": must be at least " + needed
                    + "M to hold " + values.shown(Settings.WINDOW) + " at "
                    + values.shown(Settings.VIDEO_MAXRATE)
                    + " and as much again of segments that have left it, in both packagings");
        }
        return new ChannelConfig.Timing(
                cadence,
                copies ? SegmentTiming.copied(cadence, copying.gop()) : SegmentTiming.of(cadence),
                window,
                memory);
    }

    /**
     * The media of a full ring. Listed are the window and up to a segment more. A segment that leaves stays for its own
     * duration and the longest playlist's (L13), so as much again is retired, and one more is open.
     */
    private static long mebibytesNeeded(Duration longest, Duration window, double bitsPerSecond) {
        double segment = longest.toNanos() / 1e9;
        double listed = Math.max(window.toNanos() / 1e9, FEWEST_SEGMENTS * segment) + segment;
        double kept = listed + (listed + 2 * segment) + segment;
        return (long) Math.ceil(PACKAGINGS * kept * bitsPerSecond / 8 / MEBIBYTE);
    }

    private static double mostBitsPerSecond(
            Cadence cadence, List<ChannelConfig.Rendition> renditions, ChannelConfig.Audio audio) {
        return renditions.stream()
                .mapToDouble(rendition -> cadence.mostBitsPerSecond(rendition.maxrate() + audio.bitrate()))
                .sum();
    }
}
