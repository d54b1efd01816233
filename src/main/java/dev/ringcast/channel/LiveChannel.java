package dev.ringcast.channel;

import dev.ringcast.media.MediaBytes;
import dev.ringcast.media.MediaSegment;
import dev.ringcast.media.Packaging;
import dev.ringcast.media.PartialSegment;
import dev.ringcast.playlist.RenderedPlaylist;
import dev.ringcast.ring.RingSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A channel that can run: its control and what it serves. */
final class LiveChannel implements Channel {
    private final ChannelPlan plan;
    private final ChannelOutput output;
    private final MultivariantOutput multivariant;
    private final Problems problems;
    private final ChannelControl control;
    private final ViewerCount viewers = new ViewerCount(System::nanoTime);
    private final AnswerCount answers = new AnswerCount();
    private final ViewerReports reports = new ViewerReports(System::nanoTime);
    private final Optional<PlaybackTokens> tokens;
    private final Posters posters;

    /** A channel that captures in this process. */
    LiveChannel(ChannelPlan plan) {
        this(plan, Optional.empty());
    }

    /** @param isolation if it is to capture in a process of its own */
    LiveChannel(ChannelPlan plan, Optional<Isolation> isolation) {
        this.plan = plan;
        InstantSource clock = InstantSource.system();
        this.problems = new Problems(plan.name(), clock);
        this.output = new ChannelOutput(plan, clock, new SteadyClock(clock, System::nanoTime));
        this.multivariant = new MultivariantOutput(plan, output);
        this.control = new ChannelControl(plan, output, problems, isolation);
        this.posters = new Posters(control::run, problems);
        this.tokens = PlaybackTokens.of(plan.name(), plan.playbackKeys(), clock);
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
        control.start();
    }

    @Override
    public void stop() {
        control.stop();
    }

    @Override
    public void restart() {
        control.restart();
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
        return control.run().map(run -> run.status().description()).orElse(RunDescription.UNKNOWN);
    }

    @Override
    public Optional<RenditionStream> stream(String rendition, Packaging packaging) {
        return output.find(rendition, packaging).map(found -> found);
    }

    /** What the largest rendition that is served holds now, in the packaging that decodes without an init segment. */
    RingSnapshot snapshot() {
        return output.largest().snapshot();
    }

    @Override
    public int targetDuration() {
        return plan.timing().targetDuration();
    }

    @Override
    public Duration partTarget() {
        return plan.timing().partTarget();
    }

    @Override
    public Optional<PlaybackTokens> tokens() {
        return tokens;
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
    public AnswerCount answers() {
        return answers;
    }

    @Override
    public Optional<MediaBytes> poster() {
        return newestIndependentPart().flatMap(posters::of);
    }

    private Optional<PartialSegment> newestIndependentPart() {
        RingSnapshot snapshot = snapshot();
        return Stream.concat(snapshot.segments().stream(), snapshot.open().stream())
                .filter(segment -> !segment.parts().isEmpty() && !segment.gap())
                .reduce((older, newer) -> newer)
                .map(segment -> segment.parts().get(0));
    }

    @Override
    public ChannelFigures figures() {
        return ChannelFigures.of(runFigures(), problems.restarts(), output.waiting(), output.segments());
    }

    @Override
    public Instant now() {
        return output.now();
    }

    @Override
    public ChannelHealth health() {
        return new ChannelHealth(
                control.state(),
                false,
                control.run().flatMap(run -> run.sincePart(System.nanoTime())).filter(since -> output.isListed()),
                Duration.ofMillis(1500L * targetDuration()),
                control.stuck());
    }

    private RunFigures.Totals runFigures() {
        return control.run().map(ChannelRun::figures).orElseGet(RunFigures::none);
    }

    @Override
    public ChannelStatus status() {
        ChannelState state = control.state();
        RunStatus run = control.run().map(ChannelRun::status).orElseGet(() -> RunStatus.before(state));
        RunFigures.Totals figures = runFigures();
        RingSnapshot snapshot = snapshot();
        return new ChannelStatus(
                name(),
                title(),
                state,
                plan.shownSource(),
                new ChannelStatus.Input(
                        run.format().video(),
                        run.format().audio(),
                        figures.framesInPerSecond(),
                        figures.received(),
                        figures.late()),
                new ChannelStatus.Output(
                        run.description().video(),
                        run.description().audio(),
                        figures.framesOutPerSecond(),
                        figures.encodedFrames(),
                        figures.repeatedFrames(),
                        figures.droppedFrames(),
                        bitsPerSecond(snapshot),
                        shed(state, run)),
                new ChannelStatus.Segments(
                        snapshot.lastSequence(),
                        snapshot.segments().size(),
                        figures.lateMillis(),
                        figures.worstLateMillis()),
                viewers.lastMinute(),
                output.bytes(),
                Math.toIntExact(problems.restarts().values().stream()
                        .mapToLong(Long::longValue)
                        .sum()),
                problems());
    }

    /** Of a run that is over nothing is given up any more. */
    private static List<ChannelStatus.Shed> shed(ChannelState state, RunStatus run) {
        boolean over = state instanceof ChannelState.Stopped || state instanceof ChannelState.Failed;
        return over ? List.of() : run.shed();
    }

    private List<ChannelStatus.Problem> problems() {
        List<ChannelStatus.Problem> all = new ArrayList<>(problems.newestFirst());
        Duration still =
                control.run().map(run -> run.sourceStillFor(System.nanoTime())).orElse(Duration.ZERO);
        if (still.compareTo(IsolatedRun.STUCK) > 0) {
            all.add(
                    0,
                    new ChannelStatus.Problem(
                            Instant.now(),
                            "the source has stood still in native code for " + still.toSeconds()
                                    + " s, and within Tomcat's process nothing can end it; with channel." + name()
                                    + ".isolate = true another run would have begun"));
        }
        return all;
    }

    private static long bitsPerSecond(RingSnapshot snapshot) {
        long bytes = 0;
        Duration duration = Duration.ZERO;
        for (MediaSegment segment : snapshot.segments()) {
            bytes += segment.size();
            duration = duration.plus(segment.gap() ? Duration.ZERO : segment.duration());
        }
        return duration.isZero() ? 0 : (long) (bytes * 8 * 1e9 / duration.toNanos());
    }
}
