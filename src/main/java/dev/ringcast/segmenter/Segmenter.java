package dev.ringcast.segmenter;

import dev.ringcast.ffmpeg.FfmpegException;
import dev.ringcast.ffmpeg.NativePacket;
import dev.ringcast.media.Cadence;
import dev.ringcast.media.MediaBytes;
import dev.ringcast.media.Packaging;
import dev.ringcast.media.PartialSegment;
import java.time.Duration;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;

/**
 * Cuts encoded packets of one picture track and one sound track, or of sound alone, into parts and segments of one
 * packaging, straight in memory, by counting beats. A segment is the concatenation of its parts (L32); in MPEG-TS it
 * begins with PAT and PMT, in CMAF each part is one fragment.
 *
 * <p>Protocol, on the encoding thread: for each beat its packets, then {@link #beatDone}; at the end {@link #finish},
 * {@link #close}.
 */
public final class Segmenter implements AutoCloseable {
    private final Cadence cadence;
    private final SegmentSink sink;
    private final PacketMuxer muxer;
    private final int audioTrack;
    private long partStart;
    private boolean segmentOpen;
    private boolean independent;

    private Segmenter(Cadence cadence, SegmentSink sink, PacketMuxer muxer, int audioTrack) {
        this.cadence = cadence;
        this.sink = sink;
        this.muxer = muxer;
        this.audioTrack = audioTrack;
    }

    /** Opens the muxer for the tracks of two open encoders. */
    public static Segmenter open(
            Packaging packaging,
            Cadence cadence,
            AVCodecContext videoEncoder,
            AVCodecContext audioEncoder,
            SegmentSink sink)
            throws FfmpegException {
        return new Segmenter(cadence, sink, PacketMuxer.open(packaging, List.of(videoEncoder, audioEncoder)), 1);
    }

    /** The same without a picture: every part is independent. */
    public static Segmenter openAudioOnly(
            Packaging packaging, Cadence cadence, AVCodecContext audioEncoder, SegmentSink sink)
            throws FfmpegException {
        return new Segmenter(cadence, sink, PacketMuxer.open(packaging, List.of(audioEncoder)), 0);
    }

    /** The init segment that all segments need (L21); empty for MPEG-TS. */
    public MediaBytes init() {
        return muxer.init();
    }

    /** A video packet of the current beat; it stays the caller's. */
    public void video(NativePacket packet) throws FfmpegException {
        begin(packet.avPacket().pts());
        write(packet, 0);
    }

    /** An audio packet that ends at or before the current beat; it stays the caller's. */
    public void audio(NativePacket packet) throws FfmpegException {
        write(packet, audioTrack);
    }

    private void begin(long beat) {
        if (!segmentOpen) {
            sink.beginSegment(beat);
            segmentOpen = true;
            independent = true;
        }
    }

    private void write(NativePacket packet, int track) throws FfmpegException {
        try (NativePacket copy = packet.copy()) {
            muxer.write(copy.avPacket(), track);
        }
    }

    /** All packets of this beat and those before it are written, or never will be: cuts where a part ends here. */
    public void beatDone(long beat) throws FfmpegException {
        long next = beat + 1;
        long inSegment = next % cadence.framesPerSegment();
        if (inSegment == 0) {
            cut(next);
            endSegment(next);
        } else if (inSegment % cadence.framesPerPart() == 0) {
            cut(next);
        }
    }

    /** Ends a segment that is cut short because the run ends after this beat. */
    public void finish(long beat) throws FfmpegException {
        if (segmentOpen) {
            if (beat + 1 > partStart) {
                cut(beat + 1);
            }
            endSegment(beat + 1);
        }
    }

    private void endSegment(long next) {
        segmentOpen = false;
        sink.endSegment(next);
        muxer.nextSegment();
    }

    private void cut(long next) throws FfmpegException {
        boolean audioOnly = audioTrack == 0;
        if (audioOnly) {
            begin(partStart);
        }
        MediaBytes bytes = muxer.cut();
        Duration duration = Duration.ofNanos(
                cadence.frameRate().nanosAt(next) - cadence.frameRate().nanosAt(partStart));
        partStart = next;
        sink.part(new PartialSegment(bytes, duration, independent || audioOnly));
        independent = false;
    }

    @Override
    public void close() {
        muxer.close();
    }
}
