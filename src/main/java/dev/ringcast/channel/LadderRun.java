package dev.ringcast.channel;

import dev.ringcast.encoder.AudioEncoder;
import dev.ringcast.encoder.RenditionEncoder;
import dev.ringcast.ffmpeg.FfmpegException;
import dev.ringcast.ffmpeg.NativeFrame;
import dev.ringcast.ffmpeg.NativePacket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The renditions of a run, from the largest to the smallest; all of them at first. The encoding thread's. */
final class LadderRun implements AutoCloseable {
    private final List<RenditionRun> renditions = new ArrayList<>();
    private final List<String> codecs = new ArrayList<>();

    private LadderRun() {}

    /** Opens encoders and muxers of the whole ladder; the encoder of the sound stays the caller's. */
    static LadderRun open(ChannelPlan plan, AudioEncoder audio, RunOutput output, RunSink.Factory sinks)
            throws FfmpegException {
        LadderRun run = new LadderRun();
        try {
            for (RenditionPlan rendition : plan.renditions()) {
                RenditionRun opened =
                        RenditionRun.open(rendition, plan.cadence(), audio, output.of(rendition.name()), sinks);
                run.renditions.add(opened);
                run.codecs.add(
                        opened.encoder().isPresent()
                                ? opened.encoder().get().codec() + "," + audio.codec()
                                : audio.codec());
            }
            return run;
        } catch (FfmpegException | RuntimeException | OutOfMemoryError e) {
            // JavaCPP throws this error for native memory too, and the channel will try again.
            run.close();
            throw e;
        }
    }

    /** The encoders and what they make, in words. */
    String describe() {
        return renditions.stream()
                .flatMap(rendition -> rendition.encoder().stream())
                .map(RenditionEncoder::describe)
                .collect(Collectors.joining("; "));
    }

    /** The codecs of each rendition of the plan, as in RFC 6381. */
    List<String> codecs() {
        return codecs;
    }

    /** Sound that ends at or before the current beat; taken over and closed. */
    void sound(NativePacket packet) throws FfmpegException {
        try (packet) {
            for (RenditionRun rendition : renditions) {
                rendition.sound(packet);
            }
        }
    }

    /** Encodes the picture of a beat in all renditions that have one on this beat. */
    void picture(NativeFrame picture, long beat) throws FfmpegException {
        NativeFrame[] scaled = new NativeFrame[renditions.size()];
        for (int i = 0; i < scaled.length; i++) {
            RenditionRun rendition = renditions.get(i);
            if (beat % rendition.every() == 0) {
                int larger = larger(i);
                scaled[i] = rendition.picture(larger < 0 ? picture : scaled[larger], beat);
            }
        }
    }

    /**
     * From which rendition's picture another is made: the next larger one that has a picture on all its beats, as a scaler
     * is made anew whenever the size of its input changes; -1 if there is none.
     */
    private int larger(int index) {
        int larger = index - 1;
        while (larger >= 0
                && renditions.get(index).every() % renditions.get(larger).every() != 0) {
            larger--;
        }
        return larger;
    }

    /** All packets of a beat are there: cuts what ends here. */
    void beatDone(long beat) throws FfmpegException {
        for (RenditionRun rendition : renditions) {
            rendition.beatDone(beat);
        }
    }

    /**
     * Gives the largest rendition up, between two segments.
     *
     * @return its name; empty if no other one has a picture: then it stays
     */
    Optional<String> shed() {
        long pictures =
                renditions.stream().filter(each -> each.encoder().isPresent()).count();
        if (pictures < 2) {
            return Optional.empty();
        }
        RenditionRun largest = renditions.remove(0);
        largest.close();
        return Optional.of(largest.name());
    }

    /** The run ends after this beat. */
    void finish(long beat) throws FfmpegException {
        for (RenditionRun rendition : renditions) {
            rendition.finish(beat);
        }
    }

    @Override
    public void close() {
        renditions.forEach(RenditionRun::close);
    }
}
