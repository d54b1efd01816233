package dev.ringcast.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.AV_INPUT_BUFFER_PADDING_SIZE;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_copy;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_from_context;
import static org.bytedeco.ffmpeg.global.avutil.av_free;
import static org.bytedeco.ffmpeg.global.avutil.av_mallocz;
import static org.bytedeco.ffmpeg.global.avutil.av_rescale;

import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.BytePointer;

/**
 * What a muxer must know of a track of coded packets: the codec's parameters and the unit of the timestamps. The owner
 * of its {@code AVCodecParameters}. One thread at a time may use it.
 */
public final class NativeTrack implements AutoCloseable {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final AVCodecParameters parameters;
    private final int numerator;
    private final int denominator;

    private NativeTrack(AVCodecParameters parameters, AVRational timeBase) {
        this.parameters = parameters;
        this.numerator = timeBase.num();
        this.denominator = timeBase.den();
    }

    /** That of an open encoder. */
    public static NativeTrack of(AVCodecContext encoder) throws FfmpegException {
        NativeTrack track = new NativeTrack(allocate(), encoder.time_base());
        track.check(avcodec_parameters_from_context(track.parameters, encoder), "avcodec_parameters_from_context");
        return track;
    }

    /** That of a demuxer's stream, as it is now, fit for any container. */
    public static NativeTrack of(AVStream stream) throws FfmpegException {
        NativeTrack track = new NativeTrack(allocate(), stream.time_base());
        track.check(avcodec_parameters_copy(track.parameters, stream.codecpar()), "avcodec_parameters_copy");
        // The tag is the name that one container has for the codec.
        track.parameters.codec_tag(0);
        return track;
    }

    private static AVCodecParameters allocate() throws FfmpegException {
        AVCodecParameters parameters = avcodec_parameters_alloc();
        if (parameters == null) {
            throw FfmpegException.outOfMemory("avcodec_parameters_alloc");
        }
        return parameters;
    }

    private void check(int result, String call) throws FfmpegException {
        if (result < 0) {
            close();
            Ffmpeg.check(result, call);
        }
    }

    /** Replaces what stands before the packets: parameter sets, or the sound's configuration. */
    public void setHeader(byte[] header) throws FfmpegException {
        if (parameters.extradata() != null) {
            av_free(parameters.extradata());
            parameters.extradata(null);
            parameters.extradata_size(0);
        }
        BytePointer copy = new BytePointer(av_mallocz(header.length + AV_INPUT_BUFFER_PADDING_SIZE));
        if (copy.isNull()) {
            throw FfmpegException.outOfMemory("av_mallocz");
        }
        copy.put(header, 0, header.length);
        parameters.extradata(copy);
        parameters.extradata_size(header.length);
    }

    /** What stands before the packets; empty if that is nothing. */
    public byte[] header() {
        byte[] header = new byte[parameters.extradata() == null ? 0 : parameters.extradata_size()];
        if (header.length > 0) {
            parameters.extradata().get(header);
        }
        return header;
    }

    /** The codec's parameters, for the packages that work with them. */
    public AVCodecParameters parameters() {
        return parameters;
    }

    /** The unit of the timestamps, in seconds. */
    public AVRational timeBase() {
        AVRational timeBase = new AVRational();
        timeBase.num(numerator);
        timeBase.den(denominator);
        return timeBase;
    }

    /** A timestamp in nanoseconds. */
    public long nanos(long timestamp) {
        return av_rescale(timestamp, numerator * NANOS_PER_SECOND, denominator);
    }

    @Override
    public void close() {
        avcodec_parameters_free(parameters);
    }
}
