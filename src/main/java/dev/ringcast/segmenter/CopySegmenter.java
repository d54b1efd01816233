package dev.ringcast.segmenter;

import dev.ringcast.ffmpeg.FfmpegException;
import dev.ringcast.ffmpeg.NativePacket;
import dev.ringcast.ffmpeg.NativeTrack;
import dev.ringcast.media.MediaBytes;
import dev.ringcast.media.Packaging;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.jspecify.annotations.Nullable;

/**
 * Cuts packets that somebody else encoded, of one picture track and at most one sound track, into parts and segments of
 * one packaging, at the stream's own keyframes. It holds one packet of each track back until the next one tells how long
 * it lasts: so durations are exact, and fragments follow each other without a gap.
 *
 * <p>Protocol, on one thread: packets in the order of their decoding times, the first an IDR; then {@link #finish},
 * {@link #close}.
 */
public final class CopySegmenter implements AutoCloseable {
    private final PartWriter writer;
    private final CopyCuts cuts;
    private final List<NativeTrack> tracks;
    private @Nullable NativePacket picture;
    private boolean pictureIsIdr;
    private @Nullable NativePacket sound;

    private CopySegmenter(PartWriter writer, CopyCuts cuts, List<NativeTrack> tracks) {
        this.writer = writer;
        this.cuts = cuts;
        this.tracks = tracks;
    }

    /**
     * Opens the muxer.
     *
     * @param segment segments end at the first IDR from here on
     * @param part the longest part
     * @param tracks picture and, if there is one, sound; they stay the caller's, open as long as this
     */
    public static CopySegmenter open(
            Packaging packaging, Duration segment, Duration part, List<NativeTrack> tracks, SegmentSink sink)
            throws FfmpegException {
        return new CopySegmenter(
                PartWriter.open(packaging, tracks, sink), new CopyCuts(segment, part), List.copyOf(tracks));
    }

    /** The init segment that all segments need (L21); empty for MPEG-TS. */
    public MediaBytes init() {
        return writer.init();
    }

    /** Whether {@link #video} will take this picture. */
    public boolean goesOn(NativePacket packet, boolean idr) {
        return picture == null || cuts.goesOn(nanos(packet.dts()), nanos(packet.pts()), idr);
    }

    private long nanos(long timestamp) {
        return tracks.get(0).nanos(timestamp);
    }

    /**
     * A picture; the packet stays the caller's.
     *
     * @return false if the picture before it lasts longer than a part may: then this one is not taken, and the run is to be
     *     finished
     */
    public boolean video(NativePacket packet, boolean idr) throws FfmpegException {
        long dts = nanos(packet.dts());
        long pts = nanos(packet.pts());
        NativePacket before = picture;
        if (before == null) {
            cuts.start(dts, pts);
            writer.beginSegment(Duration.ZERO);
        } else {
            Optional<CopyCuts.Cut> cut = cuts.next(dts, pts, idr);
            if (cut.isEmpty()) {
                return false;
            }
            before.avPacket()
                    .duration(packet.avPacket().dts() - before.avPacket().dts());
            write(before, cut.get());
            if (cut.get().segmentEnds()) {
                writer.beginSegment(cuts.segmentBegin());
            } else if (idr && !cut.get().after().isZero()) {
                writer.independent();
            }
        }
        // What has been written is not to be written again at the end, also where there is no memory for what follows.
        picture = null;
        picture = replaced(before, packet);
        pictureIsIdr = idr;
        return true;
    }

    /** How long after the beginning of the last picture no part can end, in nanoseconds; 0 if it can. */
    public long uncut() {
        return cuts.uncut();
    }

    /** Sound; the packet stays the caller's. */
    public void audio(NativePacket packet) throws FfmpegException {
        NativePacket before = sound;
        if (before != null) {
            AVPacket av = before.avPacket();
            av.duration(packet.avPacket().dts() - av.dts());
            writer.writeLast(before, 1);
        }
        // As above.
        sound = null;
        sound = replaced(before, packet);
    }

    private static NativePacket replaced(@Nullable NativePacket before, NativePacket packet) throws FfmpegException {
        if (before != null) {
            before.close();
        }
        return packet.copy();
    }

    private void write(NativePacket packet, CopyCuts.Cut cut) throws FfmpegException {
        if (!cut.before().isZero()) {
            writer.cut(cut.before());
            if (pictureIsIdr) {
                writer.independent();
            }
        }
        writer.writeLast(packet, 0);
        if (!cut.after().isZero()) {
            writer.cut(cut.after());
        }
        if (cut.segmentEnds()) {
            writer.endSegment();
        }
    }

    /** No packet follows: ends the open segment. After a failure nothing is written, and the segment stays open. */
    public void finish() throws FfmpegException {
        if (picture != null && writer.isSegmentOpen() && writer.isIntact()) {
            if (sound != null) {
                writer.writeLast(sound, 1);
            }
            write(picture, cuts.finish());
        }
    }

    @Override
    public void close() {
        if (picture != null) {
            picture.close();
        }
        if (sound != null) {
            sound.close();
        }
        writer.close();
    }
}
