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
 * @param overload when a rendition is given up
 * @param playbackKeys what addresses are signed with, newest first; empty if everybody may watch
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
        Duration slateAfter,
        Overload.Rule overload,
        List<String> playbackKeys) {
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
                        config.source().rtspTransport(),
                        SourceRequest.Reach.valueOf(config.source().reach().name())),
                timing.cadence(),
                timing.promised(),
                config.copying(),
                config.renditions().stream()
                        .map(rendition -> rendition(rendition, video, timing.cadence()))
                        .toList(),
                config.audio().bitrate(),
                new RingLimits(timing.window(), timing.memory()),
                config.source().slateAfter(),
                Overload.Rule.USUAL,
                config.playback().keys());
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
                        cadence.ofEvery(rendition.every()),
                        rendition.bitrate(),
                        rendition.maxrate(),
                        rendition.buffer(),
                        video.encoder(),
                        video.preset(),
                        rendition.profile(),
                        video.threads())));
    }

    /** The picture of the largest rendition. */
    VideoSettings largest() {
        return renditions.get(0).video().orElseThrow();
    }

    /** For a process that has no need of the keys. */
    ChannelPlan withoutKeys() {
        return new ChannelPlan(
                name,
                title,
                source,
                cadence,
                timing,
                copying,
                renditions,
                audioBitsPerSecond,
                limits,
                slateAfter,
                overload,
                List.of());
    }

    /** Without source and keys. */
    @Override
    public String toString() {
        return "ChannelPlan[" + name + "]";
    }

    /** The source as it may be shown. */
    String shownSource() {
        return SourceAddress.redacted(source.address());
    }
}
