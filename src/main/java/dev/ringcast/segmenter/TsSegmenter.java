package dev.ringcast.segmenter;

import static org.bytedeco.ffmpeg.avformat.AVFormatContext.AVFMT_FLAG_CUSTOM_IO;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_from_context;
import static org.bytedeco.ffmpeg.global.avformat.av_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_close_dyn_buf;
import static org.bytedeco.ffmpeg.global.avformat.avio_flush;
import static org.bytedeco.ffmpeg.global.avformat.avio_open_dyn_buf;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_free;
import static org.bytedeco.ffmpeg.global.avutil.av_opt_set;
import static org.bytedeco.ffmpeg.global.avutil.av_rescale_q;

import dev.ringcast.ffmpeg.Ffmpeg;
import dev.ringcast.ffmpeg.FfmpegException;
import dev.ringcast.ffmpeg.NativePacket;
import dev.ringcast.media.Cadence;
import dev.ringcast.media.MediaBytes;
import dev.ringcast.media.PartialSegment;
import java.time.Duration;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVOutputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * Cuts encoded packets into MPEG-TS parts and segments, straight in memory. One muxer lives as long as the run, so
 * continuity counters and timestamps go on across segments; each segment begins with PAT, PMT and an IDR.
 *
 * <p>Protocol, on the encoding thread: for each beat its packets, then {@link #beatDone}; at the end {@link #finish},
 * {@link #close}.
 */
public final class TsSegmenter implements AutoCloseable {
    /** Before the first timestamp, so that the encoder's priming (negative) never reaches the muxer as such. */
    private static final long START_SECONDS = 10;

    private final Cadence cadence;
    private final SegmentSink sink;
    private final AVFormatContext output;
    private final Track video;
    private final Track audio;
    private long partStart;
    private boolean segmentOpen;
    private boolean independent;

    private record Track(AVStream stream, AVRational timeBase, long offset) {}

    private TsSegmenter(Cadence cadence, SegmentSink sink, AVFormatContext output, Track video, Track audio) {
        this.cadence = cadence;
        this.sink = sink;
        this.output = output;
        this.video = video;
        this.audio = audio;
    }

    /** Opens the muxer for the tracks of two open encoders. */
    public static TsSegmenter open(
            Cadence cadence, AVCodecContext videoEncoder, AVCodecContext audioEncoder, SegmentSink sink)
            throws FfmpegException {
        AVFormatContext output = new AVFormatContext(null);
        Ffmpeg.check(
                avformat_alloc_output_context2(output, (AVOutputFormat) null, "mpegts", (String) null),
                "avformat_alloc_output_context2 (mpegts)");
        // The service descriptions stand in each segment's head only; a PES carries up to 200 ms of sound.
        AVDictionary options = Ffmpeg.dictionary(
                Map.of("pat_period", "3600", "sdt_period", "3600", "mpegts_flags", "+resend_headers"));
        try {
            output.flags(output.flags() | AVFMT_FLAG_CUSTOM_IO);
            output.flush_packets(0);
            output.max_delay(200_000);
            output.avoid_negative_ts(0);
            openBuffer(output);
            Track video = track(output, videoEncoder);
            Track audio = track(output, audioEncoder);
            Ffmpeg.check(avformat_write_header(output, options), "avformat_write_header (mpegts)");
            return new TsSegmenter(cadence, sink, output, video, audio);
        } catch (FfmpegException e) {
            release(output);
            throw e;
        } finally {
            av_dict_free(options);
        }
    }

    private static Track track(AVFormatContext output, AVCodecContext encoder) throws FfmpegException {
        AVStream stream = avformat_new_stream(output, null);
        if (stream == null) {
            throw FfmpegException.outOfMemory("avformat_new_stream");
        }
        Ffmpeg.check(avcodec_parameters_from_context(stream.codecpar(), encoder), "avcodec_parameters_from_context");
        stream.time_base(encoder.time_base());
        AVRational second = new AVRational();
        second.num(1);
        second.den(1);
        return new Track(stream, encoder.time_base(), av_rescale_q(START_SECONDS, second, encoder.time_base()));
    }

    /** A video packet of the current beat. Closes it. */
    public void video(NativePacket packet) throws FfmpegException {
        try (packet) {
            if (!segmentOpen) {
                sink.beginSegment(packet.avPacket().pts());
                segmentOpen = true;
                independent = true;
            }
            write(packet.avPacket(), video);
        }
    }

    /** An audio packet that ends at or before the current beat. Closes it. */
    public void audio(NativePacket packet) throws FfmpegException {
        try (packet) {
            write(packet.avPacket(), audio);
        }
    }

    private void write(AVPacket packet, Track track) throws FfmpegException {
        packet.pts(packet.pts() + track.offset);
        packet.dts(packet.dts() + track.offset);
        av_packet_rescale_ts(packet, track.timeBase, track.stream.time_base());
        packet.stream_index(track.stream.index());
        Ffmpeg.check(av_write_frame(output, packet), "av_write_frame (mpegts)");
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
        av_opt_set(output.priv_data(), "mpegts_flags", "+resend_headers", 0);
    }

    private void cut(long next) throws FfmpegException {
        Ffmpeg.check(av_write_frame(output, (AVPacket) null), "av_write_frame (flush)");
        avio_flush(output.pb());
        MediaBytes bytes = closeBuffer(output);
        openBuffer(output);
        Duration duration = Duration.ofNanos(
                cadence.frameRate().nanosAt(next) - cadence.frameRate().nanosAt(partStart));
        partStart = next;
        sink.part(new PartialSegment(bytes, duration, independent));
        independent = false;
    }

    private static void openBuffer(AVFormatContext output) throws FfmpegException {
        AVIOContext buffer = new AVIOContext(null);
        Ffmpeg.check(avio_open_dyn_buf(buffer), "avio_open_dyn_buf");
        output.pb(buffer);
    }

    private static MediaBytes closeBuffer(AVFormatContext output) {
        try (PointerPointer<BytePointer> holder = new PointerPointer<>(1)) {
            int size = avio_close_dyn_buf(output.pb(), holder);
            output.pb(null);
            BytePointer bytes = holder.get(BytePointer.class, 0);
            byte[] copy = new byte[size];
            bytes.get(copy);
            av_free(bytes);
            return MediaBytes.owning(copy);
        }
    }

    private static void release(AVFormatContext output) {
        if (output.pb() != null && !output.pb().isNull()) {
            closeBuffer(output);
        }
        avformat_free_context(output);
    }

    @Override
    public void close() {
        release(output);
    }
}
