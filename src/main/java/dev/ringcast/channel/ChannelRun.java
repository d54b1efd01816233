package dev.ringcast.channel;

import dev.ringcast.encoder.BeatClock;
import dev.ringcast.encoder.FrameSync;
import dev.ringcast.encoder.RenditionEncoder;
import dev.ringcast.encoder.Slate;
import dev.ringcast.ffmpeg.FfmpegException;
import dev.ringcast.ffmpeg.NativeFrame;
import dev.ringcast.ffmpeg.NativeRuntime;
import dev.ringcast.media.Cadence;
import dev.ringcast.media.PartialSegment;
import dev.ringcast.segmenter.SegmentSink;
import dev.ringcast.segmenter.TsSegmenter;
import dev.ringcast.source.SourceSink;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * One life of a channel's encoder and muxer: the data path from source to ring. {@link #run} is the encoding thread's;
 * the source has a thread of its own, so that the beat goes on whatever it does.
 */
final class ChannelRun implements AutoCloseable {
    private final ChannelPlan plan;
    private final String id;
    private final RenditionOutput output;
    private final RunFigures figures = new RunFigures();
    private final BeatClock clock;
    private final FrameSync sync;
    private final SourceSupervisor source;
    private volatile Instant startedAt = Instant.now();
    private volatile ChannelState state = new ChannelState.Starting(startedAt);
    private volatile RunDescription description = RunDescription.UNKNOWN;

    /**
     * @param id part of the names of all its segments; never used before
     */
    ChannelRun(ChannelPlan plan, String id, RenditionOutput output, Problems problems) {
        this.plan = plan;
        this.id = id;
        this.output = output;
        this.clock = new BeatClock(cadence().frameRate(), System::nanoTime);
        this.sync = new FrameSync(clock.microsAt(1), clock::micros, SourceSink.SAMPLE_RATE);
        this.source = new SourceSupervisor(plan.name(), plan.source(), sync, problems);
    }

    /** Encodes beat after beat until closed or until the encoder or muxer fails. */
    void run() throws FfmpegException {
        try (RenditionEncoder encoder =
                        RenditionEncoder.open(plan.video(), SourceSink.SAMPLE_RATE, plan.audioBitsPerSecond());
                TsSegmenter segmenter =
                        TsSegmenter.open(cadence(), encoder.videoContext(), encoder.audioContext(), new Sink());
                Slate slate = new Slate(plan.video().width(), plan.video().height(), plan.title())) {
            description = new RunDescription(encoder.describeVideo(), encoder.describeAudio(), encoder.codecs());
            // Not earlier: opening an encoder takes time, and the first beats would be late.
            clock.start();
            startedAt = Instant.now();
            source.start();
            long beat = 0;
            try {
                while (true) {
                    long late = clock.await(beat);
                    step(beat, late, encoder, segmenter, slate);
                    beat++;
                }
            } catch (InterruptedException e) {
                segmenter.finish(beat - 1);
            }
        } finally {
            source.close();
            sync.close();
            NativeRuntime.trimMemory();
        }
    }

    private void step(long beat, long late, RenditionEncoder encoder, TsSegmenter segmenter, Slate slate)
            throws FfmpegException {
        encoder.sound(sync, beat, segmenter::audio);
        FrameSync.Picture picture = sync.picture(clock.microsAt(beat));
        NativeFrame frame = onAir(picture, slate);
        if (mayDrop(beat, late)) {
            figures.dropped();
        } else {
            encoder.picture(frame, beat, segmenter::video);
            figures.encoded(picture.fresh());
        }
        segmenter.beatDone(beat);
        figures.observe(sync.received(), System.nanoTime());
    }

    /**
     * Half a part late, and no part begins here: leaving pictures out is how we keep up with the clock. A shorter delay
     * is made up for by encoding faster than the beat.
     */
    private boolean mayDrop(long beat, long late) {
        int part = cadence().framesPerPart();
        return late > cadence().partTarget().toNanos() / 2 && beat % cadence().framesPerSegment() % part != 0;
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

    private Cadence cadence() {
        return plan.video().cadence();
    }

    /** What the channel is doing in this run. */
    ChannelState state() {
        return state;
    }

    /** Encoder and codecs, once they are open. */
    RunDescription description() {
        return description;
    }

    /** What it has counted. */
    RunFigures figures() {
        return figures;
    }

    /** The source's side. */
    SourceSupervisor source() {
        return source;
    }

    /** Pictures received and pictures too late. */
    FrameSync sync() {
        return sync;
    }

    /** Ends the run: {@link #run} returns soon after. Any thread. */
    @Override
    public void close() {
        clock.close();
    }

    private final class Sink implements SegmentSink {
        @Override
        public void beginSegment(long beat) {
            output.beginSegment(id, startedAt.plusNanos(cadence().frameRate().nanosAt(beat)));
        }

        @Override
        public void part(PartialSegment part) {
            output.appendPart(part);
        }

        @Override
        public void endSegment(long nextBeat) {
            output.endSegment();
            figures.published((clock.micros() - clock.microsAt(nextBeat - 1)) / 1000);
        }
    }
}
