package dev.ringcast.source;

import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;

/**
 * What a decoder must know of AAC before the first frame (AudioSpecificConfig, ISO/IEC 14496-3), as MPEG-TS repeats it
 * before each frame in an ADTS header.
 *
 * @param bytes the AudioSpecificConfig
 * @param headerSize bytes of the ADTS header to leave out
 */
record AacConfiguration(ByteBuffer bytes, int headerSize) {
    private static final List<Integer> RATES =
            List.of(96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8000, 7350);

    private static final int FRAME = 1024;
    private static final int STEREO = 2;

    /** The longest ADTS header. */
    static final int LONGEST_HEADER = 9;

    /** Reads an ADTS header; empty if the frame does not begin with one. */
    static Optional<AacConfiguration> ofAdts(byte[] head) {
        if (head.length < 7 || (head[0] & 0xff) != 0xff || (head[1] & 0xf6) != 0xf0) {
            return Optional.empty();
        }
        int type = ((head[2] >> 6) & 3) + 1;
        int rate = (head[2] >> 2) & 0xf;
        int channels = ((head[2] & 1) << 2) | ((head[3] >> 6) & 3);
        int bits = (type << 11) | (rate << 7) | (channels << 3);
        byte[] bytes = {(byte) (bits >> 8), (byte) bits};
        return Optional.of(new AacConfiguration(ByteBuffer.wrap(bytes), (head[1] & 1) != 0 ? 7 : 9));
    }

    /** Adds to parameters what a container did not tell and muxers must know: an ADTS header has all of it. */
    static void complete(AVCodecParameters parameters, byte[] configuration) {
        if (parameters.sample_rate() <= 0) {
            parameters.sample_rate(rate(ByteBuffer.wrap(configuration)));
            parameters.frame_size(FRAME);
        }
        if (parameters.ch_layout().nb_channels() <= 0) {
            int channels = (bits(ByteBuffer.wrap(configuration)) >> 3) & 0xf;
            // 0: the frames tell, for what is no usual arrangement; 7: eight channels.
            av_channel_layout_default(
                    parameters.ch_layout(), channels < 1 || channels > 7 ? STEREO : channels == 7 ? 8 : channels);
        }
    }

    /** How many frames a second an AudioSpecificConfig has; 0 if it does not say. */
    static double framesPerSecond(ByteBuffer configuration) {
        return (double) rate(configuration) / FRAME;
    }

    private static int rate(ByteBuffer configuration) {
        int index = (bits(configuration) >> 7) & 0xf;
        return index < RATES.size() ? RATES.get(index) : 0;
    }

    /** Object type, rate and channels. */
    private static int bits(ByteBuffer configuration) {
        return configuration.remaining() < 2 ? 0xffff : configuration.getShort(configuration.position()) & 0xffff;
    }

    /** The codec of an AudioSpecificConfig as RFC 6381 writes it. */
    static String codec(byte[] configuration) {
        int type = configuration.length == 0 ? 2 : (configuration[0] >> 3) & 0x1f;
        return "mp4a.40." + (type == 0 || type == 31 ? 2 : type);
    }
}
