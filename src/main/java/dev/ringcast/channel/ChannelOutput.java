package dev.ringcast.channel;

import dev.ringcast.encoder.VideoSettings;
import dev.ringcast.media.MediaSegment;
import dev.ringcast.media.Packaging;
import dev.ringcast.playlist.RenditionReport;
import dev.ringcast.ring.RingLimits;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Everything that a channel serves: each rendition in each packaging. They are filled beat by beat and published
 * together, so that no playlist is ahead of another and each report tells the newest (L38).
 */
final class ChannelOutput {
    private final List<RenditionOutput> all = new ArrayList<>();

    ChannelOutput(ChannelPlan plan, InstantSource clock) {
        for (Packaging packaging : Packaging.values()) {
            for (RenditionPlan rendition : plan.renditions()) {
                RingLimits limits = new RingLimits(plan.limits().window(), share(plan, rendition));
                all.add(new RenditionOutput(rendition.name(), packaging, plan.timing(), limits, clock));
            }
        }
    }

    /** What one packaging of a rendition may take of the channel's memory: as much as it has of its bits. */
    private static long share(ChannelPlan plan, RenditionPlan rendition) {
        double all = plan.renditions().stream()
                .mapToDouble(each -> mostBitsPerSecond(plan, each))
                .sum();
        double part = mostBitsPerSecond(plan, rendition) / all / Packaging.values().length;
        return Math.max(1, (long) (plan.limits().maxBytes() * part));
    }

    private static double mostBitsPerSecond(ChannelPlan plan, RenditionPlan rendition) {
        long video = rendition.video().map(VideoSettings::maxBitsPerSecond).orElse(0L);
        return plan.cadence().mostBitsPerSecond(video + plan.audioBitsPerSecond());
    }

    /** Every one of them. */
    List<RenditionOutput> all() {
        return all;
    }

    /** That of a name and packaging. */
    Optional<RenditionOutput> find(String rendition, Packaging packaging) {
        return all.stream()
                .filter(output ->
                        output.packaging() == packaging && output.rendition().equals(rendition))
                .findFirst();
    }

    /** A rendition in every packaging. */
    List<RenditionOutput> of(String rendition) {
        return all.stream()
                .filter(output -> output.rendition().equals(rendition))
                .toList();
    }

    /** Renders all playlists, then wakes whoever waited for them. The encoding thread, after each part. */
    void publish() {
        for (RenditionOutput output : all) {
            output.render(reportsFor(output));
        }
        all.forEach(RenditionOutput::wake);
    }

    /** The run is over. */
    void endRun() {
        all.forEach(RenditionOutput::endRun);
        publish();
    }

    /** Nothing follows until somebody starts the channel again. */
    void finish() {
        all.forEach(RenditionOutput::end);
        publish();
    }

    /** Lets all waiting requests go. */
    void close() {
        all.forEach(RenditionOutput::close);
    }

    /** The date and time at which the media so far ends; empty if there is none. */
    Optional<Instant> end() {
        List<MediaSegment> segments = all.get(0).snapshot().segments();
        return segments.isEmpty()
                ? Optional.empty()
                : Optional.of(segments.get(segments.size() - 1))
                        .map(last -> last.programDateTime().plus(last.duration()));
    }

    /** Bytes of media held. */
    long bytes() {
        return all.stream().mapToLong(output -> output.snapshot().bytes()).sum();
    }

    /** How many requests wait. */
    int waiting() {
        return all.stream().mapToInt(RenditionOutput::waiting).sum();
    }

    private List<RenditionReport> reportsFor(RenditionOutput output) {
        return all.stream()
                .filter(other -> other != output && other.packaging() == output.packaging())
                .map(other -> new RenditionReport(
                        "../" + other.rendition() + "/" + other.packaging().playlistName() + ".m3u8", other.position()))
                .toList();
    }
}
