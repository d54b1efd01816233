package dev.ringcast.channel;

import dev.ringcast.ffmpeg.Poster;
import dev.ringcast.media.MediaBytes;
import dev.ringcast.media.MediaSegment;
import dev.ringcast.media.PartialSegment;
import dev.ringcast.playlist.MultivariantPlaylistRenderer;
import dev.ringcast.playlist.RenderedPlaylist;
import dev.ringcast.playlist.Variant;
import dev.ringcast.ring.RingSnapshot;
import dev.ringcast.source.SourceFormat;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A channel that can run: its supervisor and what it serves. */
final class LiveChannel implements Channel {
    private final ChannelPlan plan;
    private final RenditionOutput output;
    private final Problems problems;
    private final ChannelSupervisor supervisor;
    private final ViewerCount viewers = new ViewerCount(System::nanoTime);
    private final Object posterLock = new Object();

    private volatile @Nullable Multivariant multivariant;
    private @Nullable PosterOf poster;

    private record Multivariant(String codecs, RenderedPlaylist own, RenderedPlaylist atRoot) {}

    private record PosterOf(PartialSegment part, MediaBytes jpeg) {}

    LiveChannel(ChannelPlan plan) {
        this.plan = plan;
        InstantSource clock = InstantSource.system();
        this.problems = new Problems(plan.name(), clock);
        this.output =
                new RenditionOutput(plan.video().height() + "p", plan.video().cadence(), plan.limits(), clock);
        this.supervisor = new ChannelSupervisor(plan, output, problems);
    }

    @Override
    public String name() {
        return plan.name();
    }

    @Override
    public String title() {
        return plan.title();
    }

    @Override
    public void start() {
        supervisor.start();
    }

    @Override
    public void stop() {
        supervisor.stop();
    }

    @Override
    public void restart() {
        supervisor.restart();
    }

    @Override
    public Optional<RenderedPlaylist> multivariantPlaylist() {
        return renderMultivariant().map(Multivariant::own);
    }

    @Override
    public Optional<RenderedPlaylist> shortMultivariantPlaylist() {
        return renderMultivariant().map(Multivariant::atRoot);
    }

    /** What is held now. */
    RingSnapshot snapshot() {
        return output.snapshot();
    }

    @Override
    public boolean hasRendition(String rendition) {
        return rendition.equals(output.name());
    }

    @Override
    public Optional<RenderedPlaylist> mediaPlaylist(String rendition) {
        return hasRendition(rendition) ? output.playlist() : Optional.empty();
    }

    @Override
    public Optional<MediaSegment> segment(String rendition, String run, long sequence) {
        return hasRendition(rendition) ? output.segment(run, sequence) : Optional.empty();
    }

    @Override
    public Optional<MediaSegment> segmentSoFar(String rendition, String run, long sequence) {
        return hasRendition(rendition) ? output.segmentSoFar(run, sequence) : Optional.empty();
    }

    @Override
    public int targetDuration() {
        return plan.video().cadence().targetDuration();
    }

    @Override
    public ViewerCount viewers() {
        return viewers;
    }

    @Override
    public Optional<MediaBytes> poster() throws IOException {
        Optional<PartialSegment> newest = newestIndependentPart();
        if (newest.isEmpty()) {
            return Optional.empty();
        }
        synchronized (posterLock) {
            PosterOf known = poster;
            if (known == null || !known.part.equals(newest.get())) {
                known = new PosterOf(newest.get(), Poster.jpeg(newest.get().bytes()));
                poster = known;
            }
            return Optional.of(known.jpeg);
        }
    }

    private Optional<PartialSegment> newestIndependentPart() {
        RingSnapshot snapshot = output.snapshot();
        return snapshot.open()
                .filter(segment -> !segment.parts().isEmpty())
                .or(() -> last(snapshot.segments()))
                .map(segment -> segment.parts().get(0));
    }

    private static Optional<MediaSegment> last(List<MediaSegment> segments) {
        return segments.isEmpty() ? Optional.empty() : Optional.of(segments.get(segments.size() - 1));
    }

    private Optional<Multivariant> renderMultivariant() {
        String codecs = supervisor.run().map(run -> run.description().codecs()).orElse("");
        Multivariant rendered = multivariant;
        boolean known = rendered != null && rendered.codecs.equals(codecs);
        if (!codecs.isEmpty() && !known && output.playlist().isPresent()) {
            rendered = new Multivariant(codecs, render(codecs, ""), render(codecs, "live/" + name() + "/"));
            multivariant = rendered;
        }
        return Optional.ofNullable(rendered);
    }

    private RenderedPlaylist render(String codecs, String prefix) {
        Variant variant = new Variant(
                prefix + output.name() + "/ts.m3u8",
                plan.peakBitsPerSecond(),
                plan.averageBitsPerSecond(),
                codecs,
                plan.video().width(),
                plan.video().height(),
                plan.video().cadence().frameRate());
        return RenderedPlaylist.of(MultivariantPlaylistRenderer.render(List.of(variant)), Instant.now());
    }

    @Override
    public ChannelStatus status() {
        Optional<ChannelRun> run = supervisor.run();
        RunFigures figures = run.map(ChannelRun::figures).orElseGet(RunFigures::new);
        SourceFormat format = run.map(current -> current.source().format()).orElse(new SourceFormat("", ""));
        RunDescription description = run.map(ChannelRun::description).orElse(RunDescription.UNKNOWN);
        RingSnapshot snapshot = output.snapshot();
        return new ChannelStatus(
                name(),
                title(),
                supervisor.state(),
                plan.shownSource(),
                new ChannelStatus.Input(
                        format.video(),
                        format.audio(),
                        figures.framesInPerSecond(),
                        run.map(current -> current.sync().received()).orElse(0L),
                        run.map(current -> current.sync().late()).orElse(0L)),
                new ChannelStatus.Output(
                        description.video(),
                        description.audio(),
                        figures.framesOutPerSecond(),
                        figures.encodedFrames(),
                        figures.repeatedFrames(),
                        figures.droppedFrames(),
                        bitsPerSecond(snapshot)),
                new ChannelStatus.Segments(
                        snapshot.lastSequence(),
                        snapshot.segments().size(),
                        figures.lateMillis(),
                        figures.worstLateMillis()),
                viewers.lastMinute(),
                snapshot.bytes(),
                supervisor.restarts()
                        + run.map(current -> current.source().restarts()).orElse(0),
                problems.newestFirst());
    }

    private static long bitsPerSecond(RingSnapshot snapshot) {
        long bytes = 0;
        Duration duration = Duration.ZERO;
        for (MediaSegment segment : snapshot.segments()) {
            bytes += segment.size();
            duration = duration.plus(segment.duration());
        }
        return duration.isZero() ? 0 : (long) (bytes * 8 * 1e9 / duration.toNanos());
    }
}
