package dev.ringcast.channel;

import dev.ringcast.media.MediaSegment;
import dev.ringcast.media.Packaging;
import dev.ringcast.playlist.MultivariantPlaylistRenderer;
import dev.ringcast.playlist.RenderedPlaylist;
import dev.ringcast.playlist.Variant;
import dev.ringcast.ring.RingSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A channel's multivariant playlists, rendered when the first segment is there, when a run is of another kind, when a
 * rendition is given up or comes back, and when a copied source exceeds the bandwidth that was told. Any thread.
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
            double bandwidth,
            Map<Packaging, RenderedPlaylist> own,
            RenderedPlaylist atRoot) {}

    /**
     * What a copied source has, in bits a second of the container.
     *
     * @param whole whether they are those of whole segments of the life that is on
     */
    private record Rates(double average, double peak, boolean whole) {
        /** What BANDWIDTH promises not to be exceeded. */
        double bandwidth() {
            return Math.max(1, peak * SPARE);
        }
    }

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
        Optional<Rates> rates = now.copied().map(this::rates);
        boolean current = known != null
                && known.renditions.equals(served)
                && known.of.codecs().equals(now.codecs())
                && known.of.copied().equals(now.copied())
                && rates.map(Rates::peak).orElse(0.0) <= known.bandwidth;
        if (!now.codecs().isEmpty() && !current && output.largest().playlist().isPresent()) {
            Map<Packaging, RenderedPlaylist> own = new EnumMap<>(Packaging.class);
            for (Packaging packaging : Packaging.values()) {
                own.put(packaging, render(now, served, rates, packaging, ""));
            }
            double bandwidth = rates.map(Rates::bandwidth).orElse(Double.POSITIVE_INFINITY);
            known = new Rendered(
                    now, served, bandwidth, own, render(now, served, rates, Packaging.TS, "live/" + plan.name() + "/"));
            if (rates.map(Rates::whole).orElse(true)) {
                rendered = known;
            }
        }
        return Optional.ofNullable(known);
    }

    private RenderedPlaylist render(
            RunDescription now, List<String> served, Optional<Rates> rates, Packaging packaging, String prefix) {
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
                            ? copied(uri, codecs, now.copied().get(), rates.orElseThrow())
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

    private static Variant copied(String uri, String codecs, RunDescription.Copied picture, Rates rates) {
        return new Variant(
                uri,
                Math.round(rates.bandwidth()),
                Math.max(1, Math.round(rates.average)),
                codecs,
                Optional.of(new Variant.Picture(picture.width(), picture.height(), picture.frameRate())));
    }

    /**
     * What the source tells, or what its segments so far have where that is more. Those of an earlier life are another
     * stream's: they count only as long as there is no whole segment of this one.
     */
    private Rates rates(RunDescription.Copied picture) {
        RingSnapshot snapshot = output.largest().snapshot();
        List<MediaSegment> all =
                snapshot.segments().stream().filter(segment -> !segment.gap()).toList();
        Optional<String> life = snapshot.open()
                .filter(segment -> !segment.gap())
                .or(() -> all.stream().reduce((older, newer) -> newer))
                .map(MediaSegment::run);
        List<MediaSegment> own = all.stream()
                .filter(segment -> life.filter(segment.run()::equals).isPresent())
                .toList();
        DoubleSummaryStatistics measured = longEnough(own.isEmpty() ? all : own).stream()
                .mapToDouble(MultivariantOutput::rate)
                .summaryStatistics();
        double average = Math.max(picture.bitsPerSecond() * RenditionPlan.CONTAINER, measured.getAverage());
        return new Rates(average, Math.max(average, measured.getMax()), !own.isEmpty());
    }

    /** Without what is shorter than half a target duration, if there is anything else: an IDR alone has many times the rate. */
    private List<MediaSegment> longEnough(List<MediaSegment> segments) {
        Duration half = Duration.ofSeconds(plan.timing().targetDuration()).dividedBy(2);
        List<MediaSegment> some = segments.stream()
                .filter(segment -> segment.duration().compareTo(half) >= 0)
                .toList();
        return some.isEmpty() ? segments : some;
    }

    private static double rate(MediaSegment segment) {
        return segment.size() * 8e9 / segment.duration().toNanos();
    }
}
