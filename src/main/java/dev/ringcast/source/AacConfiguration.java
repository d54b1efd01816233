package dev.ringcast.source;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What a decoder must know of AAC before the first frame (AudioSpecificConfig, ISO/IEC 14496-3), as MPEG-TS repeats it
 * before each frame in an ADTS header.
 *
 * @param bytes the AudioSpecificConfig
 * @param headerSize bytes of the ADTS header to leave out
 */
record AacConfiguration(ByteBuffer bytes, int headerSize) {
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

    /** The codec of an AudioSpecificConfig as RFC 6381 writes it. */
    static String codec(byte[] configuration) {
        int type = configuration.length == 0 ? 2 : (configuration[0] >> 3) & 0x1f;
        return "mp4a.40." + (type == 0 || type == 31 ? 2 : type);
    }
}
