package dev.ringcast.channel;

import dev.ringcast.ffmpeg.Poster;
import dev.ringcast.media.MediaBytes;
import dev.ringcast.media.MediaSegment;
import dev.ringcast.media.Packaging;
import dev.ringcast.media.PartialSegment;
import dev.ringcast.playlist.RenderedPlaylist;
import dev.ringcast.ring.RingSnapshot;
import dev.ringcast.source.SourceFormat;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A channel that can run: its supervisor and what it serves. */
final class LiveChannel implements Channel {
    private final ChannelPlan plan;
    private final ChannelOutput output;
    private final MultivariantOutput multivariant;
    private final Problems problems;
    private final ChannelSupervisor supervisor;
    private final ViewerCount viewers = new ViewerCount(System::nanoTime);
    private final ViewerReports reports = new ViewerReports(System::nanoTime);
    private final Object posterLock = new Object();

    private @Nullable PosterOf poster;

    private record PosterOf(PartialSegment part, MediaBytes jpeg) {}

    LiveChannel(ChannelPlan plan) {
        this.plan = plan;
        InstantSource clock = InstantSource.system();
        this.problems = new Problems(plan.name(), clock);
        this.output = new ChannelOutput(plan, clock);
        this.multivariant = new MultivariantOutput(plan, output);
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
    public void close() {
        stop();
        output.close();
    }

    @Override
    public Optional<RenderedPlaylist> multivariantPlaylist(Packaging packaging) {
        return multivariant.own(packaging, description());
    }

    @Override
    public Optional<RenderedPlaylist> shortMultivariantPlaylist() {
        return multivariant.atRoot(description());
    }

    private RunDescription description() {
        return supervisor.run().map(ChannelRun::description).orElse(RunDescription.UNKNOWN);
    }

    @Override
    public Optional<RenditionStream> stream(String rendition, Packaging packaging) {
        return output.find(rendition, packaging).map(found -> found);
    }

    /** What the largest rendition holds now, in the packaging that decodes without an init segment. */
    RingSnapshot snapshot() {
        return output.all().get(0).snapshot();
    }

    @Override
    public int targetDuration() {
        return plan.timing().targetDuration();
    }

    @Override
    public ViewerCount viewers() {
        return viewers;
    }

    @Override
    public ViewerReports viewerReports() {
        return reports;
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
        RingSnapshot snapshot = snapshot();
        return snapshot.open()
                .filter(segment -> !segment.parts().isEmpty())
                .or(() -> last(snapshot.segments()))
                .map(segment -> segment.parts().get(0));
    }

    private static Optional<MediaSegment> last(List<MediaSegment> segments) {
        return segments.isEmpty() ? Optional.empty() : Optional.of(segments.get(segments.size() - 1));
    }

    @Override
    public ChannelStatus status() {
        Optional<ChannelRun> run = supervisor.run();
        RunFigures figures = run.map(ChannelRun::figures).orElseGet(RunFigures::new);
        SourceFormat format = run.map(ChannelRun::format).orElse(new SourceFormat("", ""));
        RunDescription description = description();
        RingSnapshot snapshot = snapshot();
        return new ChannelStatus(
                name(),
                title(),
                supervisor.state(),
                plan.shownSource(),
                new ChannelStatus.Input(
                        format.video(),
                        format.audio(),
                        figures.framesInPerSecond(),
                        run.map(ChannelRun::received).orElse(0L),
                        run.map(ChannelRun::late).orElse(0L)),
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
                output.bytes(),
                supervisor.restarts() + run.map(ChannelRun::sourceRestarts).orElse(0),
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
