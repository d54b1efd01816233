package dev.ringcast.channel;

import dev.ringcast.encoder.AudioEncoder;
import dev.ringcast.encoder.BeatClock;
import dev.ringcast.encoder.FrameSync;
import dev.ringcast.encoder.Slate;
import dev.ringcast.ffmpeg.FfmpegException;
import dev.ringcast.ffmpeg.NativeFrame;
import dev.ringcast.ffmpeg.NativeRuntime;
import dev.ringcast.source.SourceSink;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The run of a channel that is encoded: the data path from source to ring. {@link #run} is the encoding thread's; the
 * source has a thread of its own, so that the beat goes on whatever it does.
 */
final class EncodingRun implements ChannelRun {
    /** Sound that is later is not encoded any more; and a source's pictures go unshown long before. */
    private static final long LATEST_NANOS = TimeUnit.SECONDS.toNanos(8);

    /** Later than this the machine stood still. To encode what nobody can see any more would take minutes. */
    private static final long STOOD_STILL_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final ChannelPlan plan;
    private final String id;
    private final String why;
    private final RunOutput output;
    private final Runnable begins;
    private final RunFigures figures = new RunFigures();
    private final BeatClock clock;
    private final FrameSync sync;
    private final SourceSupervisor source;
    private final ProblemSink problems;
    private final Overload overload;
    private final List<RunSink> sinks = new ArrayList<>();
    private volatile Instant startedAt = Instant.now();
    private volatile ChannelState state = new ChannelState.Starting(startedAt);
    private volatile RunDescription description = RunDescription.UNKNOWN;
    private volatile List<ChannelStatus.Shed> shed = List.of();

    /**
     * @param id part of the names of all its segments; never used before
     * @param why why the source is not served as it is; empty if that is not asked for
     * @param begins is called right before media begin
     */
    EncodingRun(ChannelPlan plan, String id, String why, RunOutput output, ProblemSink problems, Runnable begins) {
        this.plan = plan;
        this.id = id;
        this.why = why;
        this.output = output;
        this.begins = begins;
        this.clock = new BeatClock(plan.cadence().frameRate(), System::nanoTime);
        this.sync = new FrameSync(clock.microsAt(1), clock::micros, SourceSink.SAMPLE_RATE);
        this.source = new SourceSupervisor(plan.name(), plan.source(), sync, problems);
        this.problems = problems;
        Duration perPicture = Duration.ofNanos(plan.cadence().frameRate().nanosAt(1));
        this.overload = new Overload(plan.overload(), perPicture, System::nanoTime);
    }

    /** Encodes beat after beat until closed or until an encoder or muxer fails. */
    @Override
    public void run() throws FfmpegException {
        output.restore();
        try (AudioEncoder audio = AudioEncoder.open(SourceSink.SAMPLE_RATE, plan.audioBitsPerSecond());
                LadderRun ladder = LadderRun.open(plan, audio, output, this::sink);
                Slate slate = new Slate(plan.largest().width(), plan.largest().height(), plan.title())) {
            description = describe(ladder, audio);
            // Not earlier: opening an encoder takes time, and the first beats would be late.
            begins.run();
            clock.start();
            overload.restart();
            startedAt = output.begin(Instant.now());
            source.start();
            long beat = 0;
            try {
                while (true) {
                    long late = clock.await(beat);
                    endIfStoodStill(late);
                    step(beat, late, audio, ladder, slate);
                    if ((beat + 1) % plan.cadence().framesPerSegment() == 0) {
                        shedIfOverloaded(ladder, audio, late);
                    }
                    beat++;
                }
            } catch (InterruptedException e) {
                ladder.finish(beat - 1);
                output.publish();
            }
        } finally {
            source.close();
            sync.close();
            NativeRuntime.trimMemory();
        }
    }

    private RunSink sink(RunOutput.Stream to) {
        RunSink sink = new RunSink(id, to, () -> startedAt);
        sinks.add(sink);
        return sink;
    }

    private RunDescription describe(LadderRun ladder, AudioEncoder audio) {
        return new RunDescription(
                ladder.describe() + (why.isEmpty() ? "" : "; encoded because " + why),
                audio.describe(),
                ladder.codecs(),
                Optional.empty());
    }

    private void step(long beat, long late, AudioEncoder audio, LadderRun ladder, Slate slate) throws FfmpegException {
        long begin = System.nanoTime();
        audio.encodeUntil(plan.cadence().frameRate().nanosAt(beat), sync, ladder::sound);
        FrameSync.Picture picture = sync.picture(clock.microsAt(beat));
        NativeFrame frame = onAir(picture, slate);
        // Leaving pictures out is how we keep up with the clock; a shorter delay is made up for by encoding faster.
        boolean behind = late > plan.cadence().partTarget().toNanos() / 2;
        boolean leaveOut = behind && !beginsPart(beat);
        if (leaveOut) {
            figures.dropped();
        } else {
            long encodingSince = System.nanoTime();
            ladder.picture(frame, beat);
            figures.encodedIn(System.nanoTime() - encodingSince);
            figures.encoded(picture.fresh());
        }
        ladder.beatDone(beat);
        publish(beat);
        long end = System.nanoTime();
        figures.observe(sync.received(), end);
        if (leaveOut) {
            overload.leftOut();
        } else {
            overload.encoded(end - begin, behind);
        }
    }

    /**
     * The smaller renditions survive: each takes less, and any line can carry them.
     *
     * @throws FfmpegException if there is nothing to give up and leaving pictures out does not help: the next run begins
     *     where the clock is
     */
    private void shedIfOverloaded(LadderRun ladder, AudioEncoder audio, long late) throws FfmpegException {
        Optional<String> why = overload.reason();
        Optional<String> rendition = why.flatMap(reason -> ladder.shed());
        if (why.isPresent() && rendition.isPresent()) {
            description = describe(ladder, audio);
            List<ChannelStatus.Shed> more = new ArrayList<>(shed);
            more.add(new ChannelStatus.Shed(rendition.get(), Instant.now(), why.get()));
            shed = List.copyOf(more);
            output.withdraw(rendition.get());
            problems.note(rendition.get() + " is given up, the machine cannot carry it: " + why.get()
                    + "; a restart of the channel tries it again");
            NativeRuntime.trimMemory();
            overload.restart();
        } else if (why.isPresent() && late > LATEST_NANOS) {
            throw new FfmpegException(
                    "encoding",
                    -1,
                    "slower than the clock (" + why.get()
                            + "); choose a faster video.preset, a smaller size or a lower frame rate");
        }
    }

    /** @throws FfmpegException if so: the next run begins where the clock is */
    private static void endIfStoodStill(long late) throws FfmpegException {
        if (late > STOOD_STILL_NANOS) {
            throw new FfmpegException(
                    "encoding",
                    -1,
                    "the machine or this process stood still for " + TimeUnit.NANOSECONDS.toSeconds(late)
                            + " s; the stream goes on with what is now");
        }
    }

    private void publish(long beat) {
        boolean changed = false;
        boolean hasPart = false;
        for (RunSink sink : sinks) {
            changed |= sink.takeChanged();
            hasPart |= sink.takeHasPart();
        }
        if (changed) {
            output.publish();
            long late = TimeUnit.MICROSECONDS.toNanos(clock.micros() - clock.microsAt(beat));
            if (hasPart) {
                figures.publishedPart(late, System.nanoTime());
            }
            if ((beat + 1) % plan.cadence().framesPerSegment() == 0) {
                figures.published(late);
            }
        }
    }

    private boolean beginsPart(long beat) {
        return beat % plan.cadence().framesPerSegment() % plan.cadence().framesPerPart() == 0;
    }

    private NativeFrame onAir(FrameSync.Picture picture, Slate slate) throws FfmpegException {
        long limit = TimeUnit.NANOSECONDS.toMicros(plan.slateAfter().toNanos());
        boolean away = sync.silentMicros() > limit;
        state = away ? away(state, source.reason()) : live(state);
        NativeFrame frame = picture.frame();
        if (!away && frame != null && sync.pictureSilentMicros() <= limit) {
            return frame;
        }
        return slate.picture(words(state));
    }

    private static String words(ChannelState state) {
        if (state instanceof ChannelState.Live) {
            return "SOUND ONLY";
        }
        return state instanceof ChannelState.Starting ? "STARTING" : "BACK SOON";
    }

    private static ChannelState live(ChannelState before) {
        return before instanceof ChannelState.Live ? before : new ChannelState.Live(Instant.now());
    }

    private static ChannelState away(ChannelState before, Optional<String> reason) {
        if (before instanceof ChannelState.Starting && reason.isEmpty()) {
            return before;
        }
        String why = reason.orElse("the source delivers nothing");
        if (before instanceof ChannelState.Slate slate) {
            return slate.reason().equals(why) ? before : new ChannelState.Slate(slate.since(), why);
        }
        return new ChannelState.Slate(Instant.now(), why);
    }

    @Override
    public RunStatus status() {
        return new RunStatus(state, description, shed, source.format());
    }

    @Override
    public RunFigures.Totals figures() {
        return figures.totals(sync.received(), sync.late());
    }

    @Override
    public Optional<Duration> sincePart(long nanoTime) {
        return figures.sincePart(nanoTime);
    }

    @Override
    public Duration stillFor(long nanoTime) {
        return figures.sinceBeat(nanoTime);
    }

    @Override
    public Duration sourceStillFor(long nanoTime) {
        return source.stillFor(nanoTime);
    }

    @Override
    public void close() {
        clock.close();
    }
}
