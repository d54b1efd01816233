package dev.ringcast.channel;

import dev.ringcast.encoder.AudioEncoder;
import dev.ringcast.encoder.BeatClock;
import dev.ringcast.encoder.FrameSync;
import dev.ringcast.encoder.RenditionEncoder;
import dev.ringcast.encoder.Slate;
import dev.ringcast.ffmpeg.FfmpegException;
import dev.ringcast.ffmpeg.NativeFrame;
import dev.ringcast.ffmpeg.NativePacket;
import dev.ringcast.ffmpeg.NativeRuntime;
import dev.ringcast.source.SourceFormat;
import dev.ringcast.source.SourceSink;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The run of a channel that is encoded: the data path from source to ring. {@link #run} is the encoding thread's; the
 * source has a thread of its own, so that the beat goes on whatever it does.
 */
final class EncodingRun implements ChannelRun {
    private final ChannelPlan plan;
    private final String id;
    private final String why;
    private final ChannelOutput output;
    private final RunFigures figures = new RunFigures();
    private final BeatClock clock;
    private final FrameSync sync;
    private final SourceSupervisor source;
    private final List<RunSink> sinks = new ArrayList<>();
    private volatile Instant startedAt = Instant.now();
    private volatile ChannelState state = new ChannelState.Starting(startedAt);
    private volatile RunDescription description = RunDescription.UNKNOWN;

    /**
     * @param id part of the names of all its segments; never used before
     * @param why why the source is not served as it is; empty if that is not asked for
     */
    EncodingRun(ChannelPlan plan, String id, String why, ChannelOutput output, Problems problems) {
        this.plan = plan;
        this.id = id;
        this.why = why;
        this.output = output;
        this.clock = new BeatClock(plan.cadence().frameRate(), System::nanoTime);
        this.sync = new FrameSync(clock.microsAt(1), clock::micros, SourceSink.SAMPLE_RATE);
        this.source = new SourceSupervisor(plan.name(), plan.source(), sync, problems);
    }

    /** Encodes beat after beat until closed or until an encoder or muxer fails. */
    @Override
    public void run() throws FfmpegException {
        List<RenditionRun> renditions = new ArrayList<>();
        try (AudioEncoder audio = AudioEncoder.open(SourceSink.SAMPLE_RATE, plan.audioBitsPerSecond());
                Slate slate = new Slate(plan.largest().width(), plan.largest().height(), plan.title())) {
            for (RenditionPlan rendition : plan.renditions()) {
                renditions.add(
                        RenditionRun.open(rendition, plan.cadence(), audio, output.of(rendition.name()), this::sink));
            }
            description = describe(renditions, audio);
            // Not earlier: opening an encoder takes time, and the first beats would be late.
            clock.start();
            startedAt = Instant.now();
            source.start();
            long beat = 0;
            try {
                while (true) {
                    long late = clock.await(beat);
                    step(beat, late, audio, renditions, slate);
                    beat++;
                }
            } catch (InterruptedException e) {
                for (RenditionRun rendition : renditions) {
                    rendition.finish(beat - 1);
                }
            }
        } finally {
            renditions.forEach(RenditionRun::close);
            source.close();
            sync.close();
            NativeRuntime.trimMemory();
        }
    }

    private RunSink sink(RenditionOutput to) {
        RunSink sink = new RunSink(id, to, () -> startedAt);
        sinks.add(sink);
        return sink;
    }

    private RunDescription describe(List<RenditionRun> renditions, AudioEncoder audio) {
        return new RunDescription(
                renditions.stream()
                        .flatMap(rendition -> rendition.encoder().stream())
                        .map(RenditionEncoder::describe)
                        .collect(Collectors.joining("; ", "", why.isEmpty() ? "" : "; encoded because " + why)),
                audio.describe(),
                renditions.stream()
                        .map(rendition -> rendition
                                .encoder()
                                .map(encoder -> encoder.codec() + "," + audio.codec())
                                .orElseGet(audio::codec))
                        .toList(),
                Optional.empty());
    }

    private void step(long beat, long late, AudioEncoder audio, List<RenditionRun> renditions, Slate slate)
            throws FfmpegException {
        audio.encodeUntil(plan.cadence().frameRate().nanosAt(beat), sync, packet -> sound(packet, renditions));
        FrameSync.Picture picture = sync.picture(clock.microsAt(beat));
        NativeFrame frame = onAir(picture, slate);
        if (mayDrop(beat, late)) {
            figures.dropped();
        } else {
            for (RenditionRun rendition : renditions) {
                frame = rendition.picture(frame, beat);
            }
            figures.encoded(picture.fresh());
        }
        for (RenditionRun rendition : renditions) {
            rendition.beatDone(beat);
        }
        publish(beat);
        figures.observe(sync.received(), System.nanoTime());
    }

    private static void sound(NativePacket packet, List<RenditionRun> renditions) throws FfmpegException {
        try (packet) {
            for (RenditionRun rendition : renditions) {
                rendition.sound(packet);
            }
        }
    }

    private void publish(long beat) {
        boolean changed = false;
        for (RunSink sink : sinks) {
            changed |= sink.takeChanged();
        }
        if (changed) {
            output.publish();
            if ((beat + 1) % plan.cadence().framesPerSegment() == 0) {
                figures.published((clock.micros() - clock.microsAt(beat)) / 1000);
            }
        }
    }

    /**
     * Half a part late, and no part begins here: leaving pictures out is how we keep up with the clock. A shorter delay
     * is made up for by encoding faster than the beat.
     */
    private boolean mayDrop(long beat, long late) {
        int part = plan.cadence().framesPerPart();
        return late > plan.cadence().partTarget().toNanos() / 2
                && beat % plan.cadence().framesPerSegment() % part != 0;
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
    public ChannelState state() {
        return state;
    }

    @Override
    public RunDescription description() {
        return description;
    }

    @Override
    public RunFigures figures() {
        return figures;
    }

    @Override
    public SourceFormat format() {
        return source.format();
    }

    @Override
    public int sourceRestarts() {
        return source.restarts();
    }

    @Override
    public long received() {
        return sync.received();
    }

    @Override
    public long late() {
        return sync.late();
    }

    @Override
    public void close() {
        clock.close();
    }
}
