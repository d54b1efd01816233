package dev.ringcast.source;

import static org.bytedeco.ffmpeg.avformat.AVFormatContext.AVFMT_FLAG_NONBLOCK;
import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_ALL;
import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_DEFAULT;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avformat.AVFMT_NOTIMESTAMPS;
import static org.bytedeco.ffmpeg.global.avformat.AVFMT_NO_BYTE_SEEK;
import static org.bytedeco.ffmpeg.global.avformat.AVFMT_TS_DISCONT;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_SEEKABLE_NORMAL;
import static org.bytedeco.ffmpeg.global.avformat.AVSEEK_FLAG_BACKWARD;
import static org.bytedeco.ffmpeg.global.avformat.AVSEEK_FLAG_BYTE;
import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_ATTACHED_PIC;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_find_input_format;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_seek_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avformat.avio_size;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;

import dev.ringcast.ffmpeg.Ffmpeg;
import dev.ringcast.ffmpeg.FfmpegException;
import dev.ringcast.ffmpeg.Interruption;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.PointerPointer;

/** A demuxer: opens an input, finds its tracks and reads its packets. Used by one thread. */
final class InputReader implements AutoCloseable {
    private static final int INVALID_ARGUMENT = -22;
    private static final String PLAYLIST = "hls";

    /** To find the tracks, FFmpeg needs a keyframe before what it looks at, and a picture behind it. */
    private static final Duration BEFORE_AND_AFTER = Duration.ofSeconds(4);

    /** How long FFmpeg looks at a stream where nothing is asked for. */
    private static final long USUAL_ANALYSIS_MICROS = 7_000_000;

    private final AVFormatContext context;
    private final Interruption interruption;
    private final Duration silence;
    private Optional<AVStream> video = Optional.empty();
    private Optional<AVStream> audio = Optional.empty();
    private int found;

    private InputReader(AVFormatContext context, Interruption interruption, Duration silence) {
        this.context = context;
        this.interruption = interruption;
        this.silence = silence;
    }

    /**
     * Opens the input, by the first of its attempts that works, and finds its tracks. The first step, and later each
     * call that reads, may take as long as the silence. To find the tracks is to read for some seconds of the stream,
     * and may take so much longer.
     *
     * @throws FfmpegException the reason why the last attempt failed
     */
    static InputReader open(Input input, Interruption interruption, Duration silence) throws FfmpegException {
        List<Map<String, String>> attempts = input.attempts();
        for (Map<String, String> options : attempts.subList(0, attempts.size() - 1)) {
            try {
                return open(input, options, interruption, silence);
            } catch (FfmpegException e) {
                if (interruption.isInterrupted() || interruption.isExpired()) {
                    throw e;
                }
                // The device may not know this size, rate or format: ask for less.
            }
        }
        return open(input, attempts.get(attempts.size() - 1), interruption, silence);
    }

    private static InputReader open(
            Input input, Map<String, String> options, Interruption interruption, Duration silence)
            throws FfmpegException {
        AVFormatContext context = avformat_alloc_context();
        if (context == null) {
            throw FfmpegException.outOfMemory("avformat_alloc_context");
        }
        interruption.install(context);
        interruption.expireIn(silence);
        if (input.isHttp()) {
            Ffmpeg.confineToHttp(context);
        }
        if (input.polled()) {
            context.flags(context.flags() | AVFMT_FLAG_NONBLOCK);
        }
        AVInputFormat demuxer = input.demuxer().isEmpty() ? null : av_find_input_format(input.demuxer());
        if (demuxer == null && !input.demuxer().isEmpty()) {
            avformat_close_input(context);
            throw new FfmpegException("demuxer " + input.demuxer(), INVALID_ARGUMENT, "not in this build of FFmpeg");
        }
        try (AVDictionary dictionary = dictionary(options, context)) {
            // Frees the context if it fails.
            int opened = avformat_open_input(context, input.url(), demuxer, dictionary);
            av_dict_free(dictionary);
            Ffmpeg.check(opened, "cannot be opened");
        }
        InputReader reader = new InputReader(context, interruption, silence);
        try {
            interruption.expireIn(mostToFindTracks(silence, analysis(context)));
            Ffmpeg.check(avformat_find_stream_info(context, (PointerPointer<?>) null), "cannot be understood");
            interruption.unbound();
            reader.choose();
            return reader;
        } catch (FfmpegException | RuntimeException | OutOfMemoryError e) {
            reader.close();
            throw e;
        }
    }

    /** How long a stream in real time may take until its tracks are known, if so much of it is looked at. */
    static Duration mostToFindTracks(Duration silence, Duration analysis) {
        return silence.plus(analysis).plus(BEFORE_AND_AFTER);
    }

    private static Duration analysis(AVFormatContext context) {
        long micros = context.max_analyze_duration();
        return Duration.of(micros > 0 ? micros : USUAL_ANALYSIS_MICROS, ChronoUnit.MICROS);
    }

    private static AVDictionary dictionary(Map<String, String> options, AVFormatContext context)
            throws FfmpegException {
        try {
            return Ffmpeg.dictionary(options);
        } catch (FfmpegException e) {
            avformat_close_input(context);
            throw e;
        }
    }

    /** The picture track, if there is one that can be decoded. */
    Optional<AVStream> video() {
        return video;
    }

    /** The sound track, if there is one that can be decoded. */
    Optional<AVStream> audio() {
        return audio;
    }

    /** Whether the track with this number is one of sound that was not there when the tracks were chosen. */
    boolean isNewSound(int index) {
        return index >= found && context.streams(index).codecpar().codec_type() == AVMEDIA_TYPE_AUDIO;
    }

    /**
     * Whether packets have no times: the format numbers pictures as if there were 25 a second, however many a camera sends.
     * A file can be read at that pace; what cannot seek comes when it comes.
     */
    boolean isUntimed() {
        AVIOContext input = context.pb();
        return (context.iformat().flags() & AVFMT_NOTIMESTAMPS) != 0
                && input != null
                && (input.seekable() & AVIO_SEEKABLE_NORMAL) == 0;
    }

    /**
     * Whether what it brings is there already and comes as fast as the line allows: a playlist of segments, or something that has
     * a size. Whatever has none is sent while it is made.
     */
    boolean isStored() {
        AVIOContext input = context.pb();
        return context.iformat().name().getString().equals(PLAYLIST) || (input != null && avio_size(input) > 0);
    }

    /** {@code av_read_frame}: its result. */
    int read(AVPacket packet) {
        interruption.expireIn(silence);
        try {
            return av_read_frame(context, packet);
        } finally {
            interruption.unbound();
        }
    }

    /** Goes back to the beginning; false if this input cannot. */
    boolean rewind() {
        int flags = context.iformat().flags();
        if ((flags & AVFMT_TS_DISCONT) != 0 && (flags & AVFMT_NO_BYTE_SEEK) == 0) {
            // Without an index a search by time may miss the first pictures.
            return av_seek_frame(context, -1, 0, AVSEEK_FLAG_BYTE) >= 0;
        }
        long start = context.start_time() == AV_NOPTS_VALUE ? 0 : context.start_time();
        return av_seek_frame(context, -1, start, AVSEEK_FLAG_BACKWARD) >= 0;
    }

    /** Only what is wanted is demuxed: subtitles in the decoding API abort the process, and data is of no use. */
    private void choose() {
        int pictures = bestPictures();
        int sound = bestSound(pictures);
        for (int i = 0; i < context.nb_streams(); i++) {
            context.streams(i).discard(i == pictures || i == sound ? AVDISCARD_DEFAULT : AVDISCARD_ALL);
        }
        found = context.nb_streams();
        video = pictures < 0 ? Optional.empty() : Optional.of(context.streams(pictures));
        audio = sound < 0 ? Optional.empty() : Optional.of(context.streams(sound));
    }

    /** The best moving pictures: a cover is none. */
    private int bestPictures() {
        int best = av_find_best_stream(context, AVMEDIA_TYPE_VIDEO, -1, -1, (PointerPointer<?>) null, 0);
        if (best >= 0 && isMoving(context.streams(best))) {
            return best;
        }
        for (int i = 0; i < context.nb_streams(); i++) {
            if (isMoving(context.streams(i))) {
                return i;
            }
        }
        return -1;
    }

    /** The best sound, or else one that is announced and whose frames, once they begin, tell the rest. */
    private int bestSound(int pictures) {
        int best = av_find_best_stream(context, AVMEDIA_TYPE_AUDIO, -1, pictures, (PointerPointer<?>) null, 0);
        if (best >= 0 && isDecodable(context.streams(best))) {
            return best;
        }
        for (int i = 0; i < context.nb_streams(); i++) {
            AVStream stream = context.streams(i);
            if (stream.codecpar().codec_type() == AVMEDIA_TYPE_AUDIO && isDecodable(stream)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isMoving(AVStream stream) {
        return stream.codecpar().codec_type() == AVMEDIA_TYPE_VIDEO
                && (stream.disposition() & AV_DISPOSITION_ATTACHED_PIC) == 0
                && isDecodable(stream);
    }

    private static boolean isDecodable(AVStream stream) {
        AVCodec decoder = avcodec_find_decoder(stream.codecpar().codec_id());
        return decoder != null;
    }

    /** Some protocols say goodbye, for which there is a deadline too. */
    @Override
    public void close() {
        interruption.expireIn(silence);
        avformat_close_input(context);
        interruption.unbound();
    }
}
