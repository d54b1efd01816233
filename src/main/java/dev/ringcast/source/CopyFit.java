package dev.ringcast.source;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_AAC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_FIELD_PROGRESSIVE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_FIELD_UNKNOWN;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;

import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avformat.AVStream;

/** Whether the tracks of an input can be served as they are. */
final class CopyFit {
    private CopyFit() {}

    /** The sound to serve: of other codecs only what has shown frames, since the sound of the others may never begin. */
    static Optional<AVStream> sound(Optional<AVStream> audio) {
        return audio.filter(stream -> isKnown(stream) || stream.codecpar().codec_id() == AV_CODEC_ID_AAC);
    }

    /** Whether a sound track has shown its rate, before its first packet is read. */
    static boolean isKnown(AVStream audio) {
        return audio.codecpar().sample_rate() > 0;
    }

    /** Why they cannot; empty if they can. */
    static Optional<String> objection(Optional<AVStream> video, Optional<AVStream> audio) {
        if (video.isEmpty()) {
            return Optional.of("it has no picture");
        }
        AVCodecParameters picture = video.get().codecpar();
        if (picture.codec_id() != AV_CODEC_ID_H264) {
            return Optional.of("its picture is " + name(picture) + ", and only h264 can be copied");
        }
        if (picture.field_order() != AV_FIELD_PROGRESSIVE && picture.field_order() != AV_FIELD_UNKNOWN) {
            return Optional.of("its picture is interlaced, which browsers show as it is");
        }
        if (VideoTrack.quarterTurns(video.get()) != 0) {
            return Optional.of("its picture is to be turned, which MPEG-TS cannot tell a player");
        }
        return audio.filter(stream -> stream.codecpar().codec_id() != AV_CODEC_ID_AAC)
                .map(stream -> "its sound is " + name(stream.codecpar()) + ", and only aac can be copied");
    }

    private static String name(AVCodecParameters parameters) {
        return avcodec_get_name(parameters.codec_id()).getString();
    }
}
