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
    private final Optional<RenditionEncoder> encoder;
    private final List<Segmenter> segmenters = new ArrayList<>();
    private final PacketSink video = this::video;

    private RenditionRun(Optional<RenditionEncoder> encoder) {
        this.encoder = encoder;
    }

    /**
     * Opens encoder and muxers.
     *
     * @param outputs where it goes, one for each packaging
     */
    static RenditionRun open(
            RenditionPlan plan,
            Cadence cadence,
            AudioEncoder audio,
            List<RenditionOutput> outputs,
            RunSink.Factory sinks)
            throws FfmpegException {
        VideoSettings settings = plan.video().orElse(null);
        RenditionRun run =
                new RenditionRun(settings == null ? Optional.empty() : Optional.of(RenditionEncoder.open(settings)));
        try {
            for (RenditionOutput output : outputs) {
                RunSink sink = sinks.sink(output);
                Segmenter segmenter = run.encoder.isPresent()
                        ? Segmenter.open(
                                output.packaging(), cadence, run.encoder.get().context(), audio.context(), sink)
                        : Segmenter.openAudioOnly(output.packaging(), cadence, audio.context(), sink);
                sink.init(segmenter.init());
                run.segmenters.add(segmenter);
            }
            return run;
        } catch (FfmpegException e) {
            run.close();
            throw e;
        }
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

    /** Encodes a picture; returns it in this rendition's size, for the next smaller one. */
    NativeFrame picture(NativeFrame picture, long beat) throws FfmpegException {
        return encoder.isPresent() ? encoder.get().picture(picture, beat, video) : picture;
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
