package dev.ringcast.channel;

import dev.ringcast.config.ChannelConfig;
import dev.ringcast.encoder.VideoSettings;
import dev.ringcast.media.Cadence;
import dev.ringcast.media.SegmentTiming;
import dev.ringcast.ring.RingLimits;
import dev.ringcast.source.SourceAddress;
import dev.ringcast.source.SourceRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A channel's configuration in the terms of the stages that it is wired from.
 *
 * @param timing what the playlists promise
 * @param renditions from the largest to the smallest
 * @param limits of all renditions and packagings together
 */
record ChannelPlan(
        String name,
        String title,
        SourceRequest source,
        Cadence cadence,
        SegmentTiming timing,
        ChannelConfig.Copying copying,
        List<RenditionPlan> renditions,
        long audioBitsPerSecond,
        RingLimits limits,
        Duration slateAfter) {
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
                timing.cadence(),
                timing.promised(),
                config.copying(),
                config.renditions().stream()
                        .map(rendition -> rendition(rendition, video, timing.cadence()))
                        .toList(),
                config.audio().bitrate(),
                new RingLimits(timing.window(), timing.memory()),
                config.source().slateAfter());
    }

    private static RenditionPlan rendition(
            ChannelConfig.Rendition rendition, ChannelConfig.Video video, Cadence cadence) {
        if (rendition.height() == 0) {
            return new RenditionPlan(rendition.name(), Optional.empty());
        }
        return new RenditionPlan(
                rendition.name(),
                Optional.of(new VideoSettings(
                        rendition.width(),
                        rendition.height(),
                        cadence,
                        rendition.bitrate(),
                        rendition.maxrate(),
                        rendition.buffer(),
                        video.encoder(),
                        video.preset(),
                        video.profile(),
                        video.threads())));
    }

    /** The picture of the largest rendition. */
    VideoSettings largest() {
        return renditions.get(0).video().orElseThrow();
    }

    /** The source as it may be shown. */
    String shownSource() {
        return SourceAddress.redacted(source.address());
    }
}
