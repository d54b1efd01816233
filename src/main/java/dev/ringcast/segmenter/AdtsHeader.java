package dev.ringcast.segmenter;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_AAC;
import static org.bytedeco.ffmpeg.global.avcodec.av_grow_packet;

import dev.ringcast.ffmpeg.Ffmpeg;
import dev.ringcast.ffmpeg.FfmpegException;
import dev.ringcast.ffmpeg.NativeTrack;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * The header that each AAC frame has in MPEG-TS (ISO/IEC 13818-7, 6.2). FFmpeg's muxer would write it too, by a muxer of its
 * own for each packet, and would end the process where that gets no memory.
 *
 * @param profile the audio object type less one
 * @param rate the index of the sample rate
 * @param channels the channel configuration
 */
record AdtsHeader(int profile, int rate, int channels) {
    private static final int LENGTH = 7;
    private static final int LONGEST_FRAME = 8191;
    private static final int RATES = 13;
    private static final int INVALID_DATA = -1094995529;

    /** The header for a track; empty if it is not AAC, or of a form that only the muxer itself can tell of. */
    static Optional<AdtsHeader> of(NativeTrack track) {
        return track.parameters().codec_id() == AV_CODEC_ID_AAC ? of(track.header()) : Optional.empty();
    }

    /** The same by its AudioSpecificConfig (ISO/IEC 14496-3, 1.6.2.1). */
    static Optional<AdtsHeader> of(byte[] configuration) {
        if (configuration.length < 2) {
            return Optional.empty();
        }
        int bits = (configuration[0] & 0xff) << 8 | (configuration[1] & 0xff);
        int objectType = bits >> 11;
        int rate = bits >> 7 & 15;
        int channels = bits >> 3 & 15;
        boolean usual = (bits & 7) == 0;
        return usual && objectType >= 1 && objectType <= 4 && rate < RATES && channels >= 1 && channels <= 7
                ? Optional.of(new AdtsHeader(objectType - 1, rate, channels))
                : Optional.empty();
    }

    /** Puts it before a frame. */
    void prefix(AVPacket frame) throws FfmpegException {
        int size = frame.size();
        if (size + LENGTH > LONGEST_FRAME) {
            throw new FfmpegException(
                    "writing sound", INVALID_DATA, "a frame of " + size + " bytes is too long for ADTS");
        }
        Ffmpeg.check(av_grow_packet(frame, LENGTH), "av_grow_packet");
        BytePointer data = frame.data();
        Pointer.memmove(data.getPointer(LENGTH), data, size);
        data.put(bytes(size), 0, LENGTH);
    }

    /** For a frame of so many bytes: of one block, of variable bit rate, without a checksum. */
    byte[] bytes(int size) {
        int length = size + LENGTH;
        return new byte[] {
            (byte) 0xff,
            (byte) 0xf1,
            (byte) (profile << 6 | rate << 2 | channels >> 2),
            (byte) ((channels & 3) << 6 | length >> 11),
            (byte) (length >> 3),
            (byte) ((length & 7) << 5 | 0x1f),
            (byte) 0xfc
        };
    }
}
