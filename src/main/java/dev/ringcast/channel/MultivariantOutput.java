package dev.ringcast.channel;

import dev.ringcast.media.MediaSegment;
import dev.ringcast.media.Packaging;
import dev.ringcast.playlist.MultivariantPlaylistRenderer;
import dev.ringcast.playlist.RenderedPlaylist;
import dev.ringcast.playlist.Variant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A channel's multivariant playlists, rendered when the first segment is there, when a run is of another kind, and when a
 * rendition is given up or comes back.
 */
final class MultivariantOutput {
    /** What a copied source may exceed the peak that was measured by. */
    private static final double SPARE = 1.25;

    private final ChannelPlan plan;
    private final ChannelOutput output;
    private volatile @Nullable Rendered rendered;

    private record Rendered(
            RunDescription of,
            List<String> renditions,
            Map<Packaging, RenderedPlaylist> own,
            RenderedPlaylist atRoot) {}

    MultivariantOutput(ChannelPlan plan, ChannelOutput output) {
        this.plan = plan;
        this.output = output;
    }

    /** The playlist at the channel's own address; empty before the first segment. */
    Optional<RenderedPlaylist> own(Packaging packaging, RunDescription now) {
        return render(now).flatMap(known -> Optional.ofNullable(known.own.get(packaging)));
    }

    /** The playlist at the short address. */
    Optional<RenderedPlaylist> atRoot(RunDescription now) {
        return render(now).map(Rendered::atRoot);
    }

    private Optional<Rendered> render(RunDescription now) {
        Rendered known = rendered;
        List<String> served = output.served();
        boolean current = known != null
                && known.renditions.equals(served)
                && known.of.codecs().equals(now.codecs())
                && known.of.copied().equals(now.copied());
        if (!now.codecs().isEmpty() && !current && output.largest().playlist().isPresent()) {
            Map<Packaging, RenderedPlaylist> own = new EnumMap<>(Packaging.class);
            for (Packaging packaging : Packaging.values()) {
                own.put(packaging, render(now, served, packaging, ""));
            }
            known = new Rendered(now, served, own, render(now, served, Packaging.TS, "live/" + plan.name() + "/"));
            rendered = known;
        }
        return Optional.ofNullable(known);
    }

    private RenderedPlaylist render(RunDescription now, List<String> served, Packaging packaging, String prefix) {
        List<Variant> variants = new ArrayList<>();
        for (int i = 0; i < plan.renditions().size(); i++) {
            RenditionPlan rendition = plan.renditions().get(i);
            if (!served.contains(rendition.name())) {
                continue;
            }
            String uri = prefix + rendition.name() + "/" + packaging.playlistName() + ".m3u8";
            String codecs = now.codecs().get(i);
            variants.add(
                    now.copied().isPresent()
                            ? copied(uri, codecs, now.copied().get())
                            : encoded(uri, codecs, rendition));
        }
        return RenderedPlaylist.of(MultivariantPlaylistRenderer.render(variants), Instant.now());
    }

    private Variant encoded(String uri, String codecs, RenditionPlan rendition) {
        return new Variant(
                uri,
                rendition.peakBitsPerSecond(plan.audioBitsPerSecond()),
                rendition.averageBitsPerSecond(plan.audioBitsPerSecond()),
                codecs,
                rendition
                        .video()
                        .map(video -> new Variant.Picture(
                                video.width(), video.height(), video.cadence().frameRate())));
    }

    /** Of a copied source the rates are what it tells, or what the segments so far have where that is more. */
    private Variant copied(String uri, String codecs, RunDescription.Copied picture) {
        List<MediaSegment> segments = output.largest().snapshot().segments().stream()
                .filter(segment -> !segment.gap())
                .toList();
        double told = picture.bitsPerSecond() * RenditionPlan.CONTAINER;
        double average = Math.max(
                told,
                segments.stream()
                        .mapToDouble(MultivariantOutput::rate)
                        .average()
                        .orElse(0));
        double peak = Math.max(
                average,
                segments.stream().mapToDouble(MultivariantOutput::rate).max().orElse(0));
        return new Variant(
                uri,
                Math.max(1, Math.round(peak * SPARE)),
                Math.max(1, Math.round(average)),
                codecs,
                Optional.of(new Variant.Picture(picture.width(), picture.height(), picture.frameRate())));
    }

    private static double rate(MediaSegment segment) {
        return segment.size() * 8e9 / segment.duration().toNanos();
    }
}
