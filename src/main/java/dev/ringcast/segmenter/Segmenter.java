package dev.ringcast.segmenter;

import dev.ringcast.ffmpeg.FfmpegException;
import dev.ringcast.ffmpeg.NativePacket;
import dev.ringcast.ffmpeg.NativeTrack;
import dev.ringcast.media.Cadence;
import dev.ringcast.media.MediaBytes;
import dev.ringcast.media.Packaging;
import java.time.Duration;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;

/**
 * Cuts encoded packets of one picture track and one sound track, or of sound alone, into parts and segments of one
 * packaging by counting the channel's beats, of which the picture track may have each or each <i>n</i>-th one.
 *
 * <p>Protocol, on the encoding thread: for each beat its packets, then {@link #beatDone}; at the end {@link #finish},
 * {@link #close}.
 */
public final class Segmenter implements AutoCloseable {
    private final Cadence cadence;
    private final PartWriter writer;
    private final int audioTrack;
    private long partStart;

    private Segmenter(Cadence cadence, PartWriter writer, int audioTrack) {
        this.cadence = cadence;
        this.writer = writer;
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
        try (NativeTrack video = NativeTrack.of(videoEncoder);
                NativeTrack audio = NativeTrack.of(audioEncoder)) {
            return new Segmenter(cadence, PartWriter.open(packaging, List.of(video, audio), sink), 1);
        }
    }

    /** The same without a picture: every part is independent. */
    public static Segmenter openAudioOnly(
            Packaging packaging, Cadence cadence, AVCodecContext audioEncoder, SegmentSink sink)
            throws FfmpegException {
        try (NativeTrack audio = NativeTrack.of(audioEncoder)) {
            return new Segmenter(cadence, PartWriter.open(packaging, List.of(audio), sink), 0);
        }
    }

    /** The init segment that all segments need (L21); empty for MPEG-TS. */
    public MediaBytes init() {
        return writer.init();
    }

    /** A video packet of the current beat, the first one of each part; it stays the caller's. */
    public void video(NativePacket packet) throws FfmpegException {
        begin();
        writer.write(packet, 0);
    }

    /** An audio packet that ends at or before the current beat; it stays the caller's. */
    public void audio(NativePacket packet) throws FfmpegException {
        if (audioTrack == 0) {
            // Now, not with the first part: a new init segment is to be hinted at before (L37).
            begin();
        }
        writer.write(packet, audioTrack);
    }

    private void begin() {
        if (!writer.isSegmentOpen()) {
            writer.beginSegment(Duration.ofNanos(cadence.frameRate().nanosAt(partStart)));
        }
    }

    /** All packets of this beat and those before it are written, or never will be: cuts where a part ends here. */
    public void beatDone(long beat) throws FfmpegException {
        long next = beat + 1;
        long inSegment = next % cadence.framesPerSegment();
        if (inSegment == 0) {
            cut(next);
            writer.endSegment();
        } else if (inSegment % cadence.framesPerPart() == 0) {
            cut(next);
        }
    }

    /** Ends a segment that is cut short because the run ends after this beat. */
    public void finish(long beat) throws FfmpegException {
        if (beat + 1 > partStart) {
            cut(beat + 1);
        }
        if (writer.isSegmentOpen()) {
            writer.endSegment();
        }
    }

    private void cut(long next) throws FfmpegException {
        Duration duration = Duration.ofNanos(
                cadence.frameRate().nanosAt(next) - cadence.frameRate().nanosAt(partStart));
        boolean audioOnly = audioTrack == 0;
        if (audioOnly) {
            begin();
            writer.cut(duration, true);
        } else {
            writer.cut(duration);
        }
        partStart = next;
    }

    @Override
    public void close() {
        writer.close();
    }
}
