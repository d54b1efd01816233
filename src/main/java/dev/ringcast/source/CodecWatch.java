package dev.ringcast.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avformat.AVStream;

/**
 * Notices that a track is coded otherwise than it was: a sender that took over may have other codecs, and nothing else
 * would tell that no keyframe comes any more. Used by the source's thread alone.
 */
final class CodecWatch {
    private record Track(AVCodecParameters parameters, int codec) {}

    private final List<Track> tracks = new ArrayList<>();

    CodecWatch(AVStream video, Optional<AVStream> audio) {
        add(video);
        audio.ifPresent(this::add);
    }

    private void add(AVStream stream) {
        AVCodecParameters parameters = stream.codecpar();
        tracks.add(new Track(parameters, parameters.codec_id()));
    }

    /** Whether one of them is, after a packet was read. */
    boolean seesAnother() {
        for (Track track : tracks) {
            if (track.parameters.codec_id() != track.codec) {
                return true;
            }
        }
        return false;
    }
}
