package dev.ringcast.segmenter;

import static org.bytedeco.ffmpeg.avformat.AVFormatContext.AVFMT_FLAG_CUSTOM_IO;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_copy;
import static org.bytedeco.ffmpeg.global.avformat.av_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_opt_set;

import dev.ringcast.ffmpeg.Ffmpeg;
import dev.ringcast.ffmpeg.FfmpegException;
import dev.ringcast.ffmpeg.NativeTrack;
import dev.ringcast.media.MediaBytes;
import dev.ringcast.media.Packaging;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVOutputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;

/**
 * One of FFmpeg's muxers, writing to memory and emptied at each cut. It lives as long as the run, so that timestamps,
 * continuity counters and fragment numbers go on from part to part. Owned by the thread that writes.
 */
final class PacketMuxer implements AutoCloseable {
    /** Before the first timestamp, so that the encoder's priming (negative) never reaches the muxer as such. */
    private static final long START_SECONDS = 10;

    /**
     * The longest part, of two seconds, at 130 Mbit/s. A larger one comes of timestamps that do not go on as the data does,
     * and would fill the memory.
     */
    private static final long MOST_BYTES = 32 << 20;

    /** What a container adds to a packet at least. */
    private static final long EACH = 188;

    private static final int TOO_LARGE = -27;

    private final Packaging packaging;
    private final AVFormatContext output;
    private final List<Track> tracks;
    private final MediaBytes init;
    private long written;

    /** Not once a call has failed: the muxer may hold half a packet, or have nothing to write to. */
    private boolean intact = true;

    /**
     * What is written as its stream of that index, from one time base to the muxer's own.
     *
     * @param offset in the muxer's time base, where a second is a whole number: alike in all tracks and renditions (L27)
     * @param header of each frame, which the muxer does not write
     */
    private record Track(int index, AVRational from, AVRational to, long offset, Optional<AdtsHeader> header) {}

    private PacketMuxer(Packaging packaging, AVFormatContext output, List<Track> tracks, MediaBytes init) {
        this.packaging = packaging;
        this.output = output;
        this.tracks = tracks;
        this.init = init;
    }

    /** Opens the muxer for these tracks, in their order. */
    static PacketMuxer open(Packaging packaging, List<NativeTrack> inputs) throws FfmpegException {
        String format = packaging == Packaging.TS ? "mpegts" : "mp4";
        AVFormatContext output = new AVFormatContext(null);
        Ffmpeg.check(
                avformat_alloc_output_context2(output, (AVOutputFormat) null, format, (String) null),
                "avformat_alloc_output_context2 (" + format + ")");
        try {
            output.flags(output.flags() | AVFMT_FLAG_CUSTOM_IO);
            output.flush_packets(0);
            output.max_delay(200_000);
            output.avoid_negative_ts(0);
            MuxerBuffer.open(output);
            List<AVStream> streams = new ArrayList<>();
            for (NativeTrack input : inputs) {
                streams.add(stream(output, input));
            }
            AVDictionary options = Ffmpeg.dictionary(options(packaging));
            try {
                Ffmpeg.check(avformat_write_header(output, options), "avformat_write_header (" + format + ")");
            } finally {
                av_dict_free(options);
            }
            List<Track> tracks = new ArrayList<>();
            for (int i = 0; i < streams.size(); i++) {
                tracks.add(track(packaging, inputs.get(i), streams.get(i)));
            }
            MediaBytes init = packaging == Packaging.CMAF ? take(output, packaging) : MediaBytes.EMPTY;
            return new PacketMuxer(packaging, output, tracks, init);
        } catch (FfmpegException | RuntimeException | OutOfMemoryError e) {
            release(output);
            throw e;
        }
    }

    private static Map<String, String> options(Packaging packaging) {
        return switch (packaging) {
            // The service descriptions stand in each segment's head only; a PES carries up to 200 ms of sound.
            case TS -> Map.of("pat_period", "3600", "sdt_period", "3600", "mpegts_flags", "+resend_headers");
            // A fragment at each flush and nowhere else. Without frag_discont both tracks would begin at the same time,
            // the sound late by its priming.
            case CMAF -> Map.of("movflags", "+frag_custom+empty_moov+default_base_moof+cmaf+skip_trailer+frag_discont");
        };
    }

    private static AVStream stream(AVFormatContext output, NativeTrack input) throws FfmpegException {
        AVStream stream = avformat_new_stream(output, null);
        if (stream == null) {
            throw FfmpegException.outOfMemory("avformat_new_stream");
        }
        Ffmpeg.check(avcodec_parameters_copy(stream.codecpar(), input.parameters()), "avcodec_parameters_copy");
        stream.time_base(input.timeBase());
        return stream;
    }

    /** After the header is written: by then the muxer has chosen its time base. */
    private static Track track(Packaging packaging, NativeTrack input, AVStream stream) {
        AVRational own = stream.time_base();
        Optional<AdtsHeader> header = packaging == Packaging.TS ? AdtsHeader.of(input) : Optional.empty();
        return new Track(stream.index(), input.timeBase(), own, START_SECONDS * own.den() / own.num(), header);
    }

    /** The init segment; empty for MPEG-TS. */
    MediaBytes init() {
        return init;
    }

    /**
     * Writes a packet of the track of that index; it is changed.
     *
     * @throws FfmpegException also if more has been written since the last cut than may be in one part
     */
    void write(AVPacket packet, int index) throws FfmpegException {
        begin();
        written += packet.size() + EACH;
        if (written > MOST_BYTES) {
            throw new FfmpegException(
                    "writing a part", TOO_LARGE, "it would be larger than " + (MOST_BYTES >> 20) + " MB");
        }
        Track track = tracks.get(index);
        av_packet_rescale_ts(packet, track.from, track.to);
        packet.pts(packet.pts() + track.offset);
        packet.dts(packet.dts() + track.offset);
        packet.stream_index(track.index);
        if (track.header.isPresent()) {
            track.header.get().prefix(packet);
        }
        Ffmpeg.check(av_write_frame(output, packet), "av_write_frame (" + packaging + ")");
        intact = true;
    }

    /** Everything written since the last cut. */
    MediaBytes cut() throws FfmpegException {
        begin();
        Ffmpeg.check(av_write_frame(output, (AVPacket) null), "av_write_frame (flush, " + packaging + ")");
        written = 0;
        MediaBytes bytes = take(output, packaging);
        intact = true;
        return bytes;
    }

    /** Whether nothing has failed: otherwise nothing more can be written. */
    boolean isIntact() {
        return intact;
    }

    private void begin() {
        if (!intact) {
            throw new IllegalStateException("the muxer has failed before");
        }
        intact = false;
    }

    /** The next packet begins a segment. */
    void nextSegment() throws FfmpegException {
        if (packaging == Packaging.TS) {
            begin();
            Ffmpeg.check(
                    av_opt_set(output.priv_data(), "mpegts_flags", "+resend_headers", 0), "av_opt_set (mpegts_flags)");
            intact = true;
        }
    }

    private static MediaBytes take(AVFormatContext output, Packaging packaging) throws FfmpegException {
        byte[] bytes = MuxerBuffer.take(output);
        // The samples of a fragment have buffers of their own within the muxer, which tells nothing of their errors.
        if (packaging == Packaging.CMAF && !Boxes.areWhole(bytes)) {
            throw FfmpegException.outOfMemory("av_write_frame (CMAF)");
        }
        return MediaBytes.owning(bytes);
    }

    private static void release(AVFormatContext output) {
        MuxerBuffer.release(output);
        avformat_free_context(output);
    }

    @Override
    public void close() {
        release(output);
    }
}
