package dev.ringcast.segmenter;

import dev.ringcast.ffmpeg.FfmpegException;
import dev.ringcast.ffmpeg.NativePacket;
import dev.ringcast.ffmpeg.NativeTrack;
import dev.ringcast.media.MediaBytes;
import dev.ringcast.media.Packaging;
import dev.ringcast.media.PartialSegment;
import java.time.Duration;
import java.util.List;

/**
 * Muxes packets into the parts and segments of one packaging, straight in memory; where they are cut is for its owner to
 * say. A segment is the concatenation of its parts (L32); in MPEG-TS it begins with PAT and PMT, in CMAF each part is one
 * fragment. For one thread.
 */
final class PartWriter implements AutoCloseable {
    private final PacketMuxer muxer;
    private final SegmentSink sink;
    private boolean segmentOpen;
    private boolean independent;

    private PartWriter(PacketMuxer muxer, SegmentSink sink) {
        this.muxer = muxer;
        this.sink = sink;
    }

    /** Opens the muxer; the tracks stay the caller's and may be closed at once. */
    static PartWriter open(Packaging packaging, List<NativeTrack> tracks, SegmentSink sink) throws FfmpegException {
        return new PartWriter(PacketMuxer.open(packaging, tracks), sink);
    }

    /** The init segment; empty for MPEG-TS. */
    MediaBytes init() {
        return muxer.init();
    }

    boolean isSegmentOpen() {
        return segmentOpen;
    }

    /** Whether nothing has failed: otherwise nothing more can be written, and parts that were cut are all there is. */
    boolean isIntact() {
        return muxer.isIntact();
    }

    /** Begins a segment, so long after the run's first picture. */
    void beginSegment(Duration sinceStart) {
        sink.beginSegment(sinceStart);
        segmentOpen = true;
        independent();
    }

    /** Writes a copy of a packet. */
    void write(NativePacket packet, int track) throws FfmpegException {
        try (NativePacket copy = packet.copy()) {
            muxer.write(copy.avPacket(), track);
        }
    }

    /** Writes a packet that nobody needs any more: it is changed. */
    void writeLast(NativePacket packet, int track) throws FfmpegException {
        muxer.write(packet.avPacket(), track);
    }

    /** The next packet of the picture is an IDR: the part that begins with it is independent (L33). */
    void independent() {
        independent = true;
    }

    /** What was written since the last cut is a part. */
    void cut(Duration duration) throws FfmpegException {
        cut(duration, independent);
    }

    /** The same for a part that is independent wherever it stands, or is not. */
    void cut(Duration duration, boolean isIndependent) throws FfmpegException {
        sink.part(new PartialSegment(muxer.cut(), duration, isIndependent));
        independent = false;
    }

    /** The open segment is complete. */
    void endSegment() throws FfmpegException {
        segmentOpen = false;
        sink.endSegment();
        muxer.nextSegment();
    }

    @Override
    public void close() {
        muxer.close();
    }
}
