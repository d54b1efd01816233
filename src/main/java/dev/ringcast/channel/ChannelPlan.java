package dev.ringcast.channel;

import dev.ringcast.config.ChannelConfig;
import dev.ringcast.encoder.VideoSettings;
import dev.ringcast.ring.RingLimits;
import dev.ringcast.source.SourceAddress;
import dev.ringcast.source.SourceRequest;
import java.nio.file.Path;
import java.time.Duration;

/** A channel's configuration in the terms of the stages that it is wired from. */
record ChannelPlan(
        String name,
        String title,
        SourceRequest source,
        VideoSettings video,
        long audioBitsPerSecond,
        RingLimits limits,
        Duration slateAfter) {
    /** What MPEG-TS adds to the elementary streams: headers, stuffing and tables; measured at 4.8 %. */
    private static final double CONTAINER = 1.06;

    static ChannelPlan of(ChannelConfig config, Path mediaFolder) {
        ChannelConfig.Video video = config.video();
        ChannelConfig.Timing timing = config.timing();
        return new ChannelPlan(
                config.name(),
                config.title(),
                new SourceRequest(
                        config.source().address(),
                        mediaFolder,
                        video.width(),
                        video.height(),
                        timing.cadence().frameRate(),
                        config.source().microphone(),
                        config.source().timeout(),
                        config.source().rtspTransport()),
                new VideoSettings(
                        video.width(),
                        video.height(),
                        timing.cadence(),
                        video.bitrate(),
                        video.maxrate(),
                        video.buffer(),
                        video.encoder(),
                        video.preset(),
                        video.profile(),
                        video.threads()),
                config.audio().bitrate(),
                new RingLimits(timing.window(), timing.memory()),
                config.source().slateAfter());
    }

    /** The source as it may be shown. */
    String shownSource() {
        return SourceAddress.redacted(source.address());
    }

    /** BANDWIDTH: what a segment may reach at most, when it begins with the decoder's buffer full. */
    long peakBitsPerSecond() {
        double segmentSeconds = video.cadence().segmentDuration().toNanos() / 1e9;
        double peak = video.maxBitsPerSecond() + video.bufferBits() / segmentSeconds + audioBitsPerSecond;
        return Math.round(peak * CONTAINER);
    }

    /** AVERAGE-BANDWIDTH. */
    long averageBitsPerSecond() {
        return Math.round((video.bitsPerSecond() + audioBitsPerSecond) * CONTAINER);
    }
}
