package dev.ringcast.channel;

import dev.ringcast.ffmpeg.FfmpegException;
import dev.ringcast.ffmpeg.NativePacket;
import dev.ringcast.ffmpeg.NativeTrack;
import dev.ringcast.segmenter.CopySegmenter;
import dev.ringcast.source.CopySink;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of a copied stream that goes on without a break: its segmenters, one for each packaging, and its name. For the
 * thread that copies.
 */
final class CopyLife implements AutoCloseable {
    private final List<CopySegmenter> segmenters = new ArrayList<>();
    private final List<RunSink> sinks = new ArrayList<>();
    private final NativeTrack pictures;

    private CopyLife(NativeTrack pictures) {
        this.pictures = pictures;
    }

    /** @param startedAt the wall clock at its first picture */
    static CopyLife open(ChannelPlan plan, RunOutput output, CopySink.Format format, Instant startedAt)
            throws FfmpegException {
        CopyLife life = new CopyLife(format.video());
        List<NativeTrack> tracks = new ArrayList<>(List.of(format.video()));
        format.audio().ifPresent(tracks::add);
        String id = RunId.next();
        try {
            for (RunOutput.Stream to : output.all()) {
                RunSink sink = new RunSink(id, to, () -> startedAt);
                CopySegmenter segmenter = CopySegmenter.open(
                        to.packaging(),
                        plan.cadence().segmentDuration(),
                        plan.timing().partTarget(),
                        tracks,
                        sink);
                life.segmenters.add(segmenter);
                life.sinks.add(sink);
                sink.init(segmenter.init());
            }
            return life;
        } catch (FfmpegException | RuntimeException | OutOfMemoryError e) {
            life.close();
            throw e;
        }
    }

    /** A timestamp of a picture in nanoseconds, counted from the first picture's decoding time. */
    long nanos(long timestamp) {
        return pictures.nanos(timestamp);
    }

    /** @return false if the life cannot go on with this picture */
    boolean video(NativePacket packet, boolean idr) throws FfmpegException {
        boolean taken = true;
        for (CopySegmenter segmenter : segmenters) {
            taken &= segmenter.video(packet, idr);
        }
        return taken;
    }

    /** How long after the beginning of the last picture no part can end, in nanoseconds. */
    long uncut() {
        return segmenters.stream().mapToLong(CopySegmenter::uncut).min().orElse(0);
    }

    void audio(NativePacket packet) throws FfmpegException {
        for (CopySegmenter segmenter : segmenters) {
            segmenter.audio(packet);
        }
    }

    /** Whether there is something to publish since this was asked last. */
    boolean takeChanged() {
        boolean changed = false;
        for (RunSink sink : sinks) {
            changed |= sink.takeChanged();
        }
        return changed;
    }

    /** Whether there is a part since this was asked last. */
    boolean takeHasPart() {
        boolean hasPart = false;
        for (RunSink sink : sinks) {
            hasPart |= sink.takeHasPart();
        }
        return hasPart;
    }

    /** Ends the open segments with what there is. */
    void finish() throws FfmpegException {
        FfmpegException failure = null;
        for (CopySegmenter segmenter : segmenters) {
            try {
                segmenter.finish();
            } catch (FfmpegException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public void close() {
        segmenters.forEach(CopySegmenter::close);
    }
}
