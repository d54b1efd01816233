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

    /** Whether all segmenters have taken the same: not while they do, nor after one has failed. */
    private boolean whole = true;

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

    /** Whether the life can go on with this picture. */
    boolean goesOn(NativePacket packet, boolean idr) {
        return segmenters.stream().allMatch(segmenter -> segmenter.goesOn(packet, idr));
    }

    /** @return false if the life cannot go on with this picture */
    boolean video(NativePacket packet, boolean idr) throws FfmpegException {
        boolean taken = true;
        whole = false;
        for (CopySegmenter segmenter : segmenters) {
            taken &= segmenter.video(packet, idr);
        }
        whole = true;
        return taken;
    }

    /** How long after the beginning of the last picture no part can end, in nanoseconds. */
    long uncut() {
        return segmenters.stream().mapToLong(CopySegmenter::uncut).min().orElse(0);
    }

    void audio(NativePacket packet) throws FfmpegException {
        whole = false;
        for (CopySegmenter segmenter : segmenters) {
            segmenter.audio(packet);
        }
        whole = true;
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

    /**
     * Ends the open segments with what there is.
     *
     * @return whether what was put into the output since the last publication may be published: after a failure one
     *     packaging may have what another lacks
     */
    boolean finish() throws FfmpegException {
        if (whole) {
            whole = false;
            for (CopySegmenter segmenter : segmenters) {
                segmenter.finish();
            }
            return true;
        }
        return false;
    }

    @Override
    public void close() {
        segmenters.forEach(CopySegmenter::close);
    }
}
