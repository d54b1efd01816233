package dev.ringcast.channel;

import dev.ringcast.encoder.AudioEncoder;
import dev.ringcast.encoder.PacketSink;
import dev.ringcast.encoder.RenditionEncoder;
import dev.ringcast.encoder.VideoSettings;
import dev.ringcast.ffmpeg.FfmpegException;
import dev.ringcast.ffmpeg.NativeFrame;
import dev.ringcast.ffmpeg.NativePacket;
import dev.ringcast.media.Cadence;
import dev.ringcast.segmenter.Segmenter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One rendition within a run: its encoder if it has a picture, a segmenter for each packaging. The encoding thread's. */
final class RenditionRun implements AutoCloseable {
    private final String name;
    private final Optional<RenditionEncoder> encoder;
    private final List<Segmenter> segmenters = new ArrayList<>();
    private final PacketSink video = this::video;
    private final int every;

    private RenditionRun(String name, Optional<RenditionEncoder> encoder, int every) {
        this.name = name;
        this.encoder = encoder;
        this.every = every;
    }

    /**
     * Opens encoder and muxers.
     *
     * @param cadence the channel's; the rendition may have each so-many-th of its pictures
     * @param outputs where it goes, one for each packaging
     */
    static RenditionRun open(
            RenditionPlan plan,
            Cadence cadence,
            AudioEncoder audio,
            List<? extends RunOutput.Stream> outputs,
            RunSink.Factory sinks)
            throws FfmpegException {
        VideoSettings settings = plan.video().orElse(null);
        RenditionRun run = settings == null
                ? new RenditionRun(plan.name(), Optional.empty(), 1)
                : new RenditionRun(
                        plan.name(),
                        Optional.of(RenditionEncoder.open(settings)),
                        cadence.framesPerSegment() / settings.cadence().framesPerSegment());
        try {
            for (RunOutput.Stream output : outputs) {
                RunSink sink = sinks.sink(output);
                Segmenter segmenter = run.encoder.isPresent()
                        ? Segmenter.open(
                                output.packaging(), cadence, run.encoder.get().context(), audio.context(), sink)
                        : Segmenter.openAudioOnly(output.packaging(), cadence, audio.context(), sink);
                sink.init(segmenter.init());
                run.segmenters.add(segmenter);
            }
            return run;
        } catch (FfmpegException | RuntimeException | OutOfMemoryError e) {
            // JavaCPP throws this error for native memory too, and the channel will try again.
            run.close();
            throw e;
        }
    }

    /** The rendition's name. */
    String name() {
        return name;
    }

    /** Its encoder; empty where there is sound alone. */
    Optional<RenditionEncoder> encoder() {
        return encoder;
    }

    /** Sound that ends at or before the current beat; it stays the caller's. */
    void sound(NativePacket packet) throws FfmpegException {
        for (Segmenter segmenter : segmenters) {
            segmenter.audio(packet);
        }
    }

    /** Which of the channel's beats it has a picture on: each one (1), each second one (2) … */
    int every() {
        return every;
    }

    /** Encodes the picture of one of its beats; returns it in this rendition's size, for smaller ones. */
    NativeFrame picture(NativeFrame picture, long beat) throws FfmpegException {
        return encoder.isPresent() ? encoder.get().picture(picture, beat / every, video) : picture;
    }

    private void video(NativePacket packet) throws FfmpegException {
        try (packet) {
            for (Segmenter segmenter : segmenters) {
                segmenter.video(packet);
            }
        }
    }

    void beatDone(long beat) throws FfmpegException {
        for (Segmenter segmenter : segmenters) {
            segmenter.beatDone(beat);
        }
    }

    void finish(long beat) throws FfmpegException {
        for (Segmenter segmenter : segmenters) {
            segmenter.finish(beat);
        }
    }

    @Override
    public void close() {
        segmenters.forEach(Segmenter::close);
        encoder.ifPresent(RenditionEncoder::close);
    }
}
