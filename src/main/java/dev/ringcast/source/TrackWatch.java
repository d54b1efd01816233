package dev.ringcast.source;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avformat.AVStream;

/**
 * Notices what a sender has changed such that its tracks have to be looked for anew: one is coded otherwise than it was, or its
 * sound goes on in another track, as MPEG-TS and FLV may have it. Nothing else would tell that no keyframe or no sound comes any
 * more. Used by the source's thread alone.
 */
final class TrackWatch {
    /** What has changed where a track is coded otherwise. */
    static final String CODEC = "the codec of its picture or sound has changed";

    /** What has changed where there is another track. */
    static final String SOUND = "its sound goes on in another track";

    private static final int NONE = -1;

    private record Track(AVCodecParameters parameters, int codec) {}

    private final List<Track> tracks = new ArrayList<>();
    private final int sound;
    private final IntPredicate isNewSound;
    private final long silence;
    private boolean heard;
    private long lastNanos;

    /**
     * Tracks as they were found.
     *
     * @param isNewSound whether the track with this number is one of sound and has come since then
     * @param silence how long the sound may be silent before it is asked whether there is another
     */
    TrackWatch(Optional<AVStream> video, Optional<AVStream> audio, IntPredicate isNewSound, Duration silence) {
        video.ifPresent(this::add);
        audio.ifPresent(this::add);
        this.sound = audio.map(AVStream::index).orElse(NONE);
        this.isNewSound = isNewSound;
        this.silence = silence.toNanos();
    }

    private void add(AVStream stream) {
        AVCodecParameters parameters = stream.codecpar();
        tracks.add(new Track(parameters, parameters.codec_id()));
    }

    /**
     * What has changed, if anything has.
     *
     * @param index the track of the packet that has just been read
     * @param now on a clock that never goes back, in nanoseconds
     */
    Optional<String> change(int index, long now) {
        for (Track track : tracks) {
            if (track.parameters.codec_id() != track.codec) {
                return Optional.of(CODEC);
            }
        }
        if (index == sound) {
            heard = true;
            lastNanos = now;
        }
        boolean elsewhere = heard && now - lastNanos > silence && isNewSound.test(index);
        return elsewhere ? Optional.of(SOUND) : Optional.empty();
    }
}
