package dev.ringcast.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_AC3;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_HEVC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MP2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;

import dev.ringcast.ffmpeg.NativeRuntime;
import java.time.Duration;
import java.util.Optional;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tracks 0 and 1 are those that were found, 2 is sound that came later, 3 is none. The time is in seconds. */
class TrackWatchTest {
    private static final int PICTURE = 0;
    private static final int SOUND = 1;
    private static final int NEW_SOUND = 2;
    private static final int OTHER = 3;

    private AVFormatContext context;
    private AVStream video;
    private AVStream audio;
    private TrackWatch watch;

    @BeforeAll
    static void load() throws Exception {
        NativeRuntime.load();
    }

    @BeforeEach
    void open() {
        context = avformat_alloc_context();
        video = avformat_new_stream(context, null);
        audio = avformat_new_stream(context, null);
        video.codecpar().codec_id(AV_CODEC_ID_H264);
        audio.codecpar().codec_id(AV_CODEC_ID_MP2);
        watch = new TrackWatch(
                Optional.of(video), Optional.of(audio), track -> track == NEW_SOUND, Duration.ofSeconds(10));
    }

    @AfterEach
    void close() {
        avformat_free_context(context);
    }

    private Optional<String> at(int second, int track) {
        return watch.change(track, Duration.ofSeconds(second).toNanos());
    }

    @Test
    void change_otherCodec_isToldAtOnce() {
        assertThat(at(0, SOUND)).isEmpty();
        audio.codecpar().codec_id(AV_CODEC_ID_AC3);
        assertThat(at(0, PICTURE)).hasValue(TrackWatch.CODEC);
        audio.codecpar().codec_id(AV_CODEC_ID_MP2);
        video.codecpar().codec_id(AV_CODEC_ID_HEVC);
        assertThat(at(0, OTHER)).hasValue(TrackWatch.CODEC);
    }

    @Test
    void change_newSoundWhileTheOldIsSilent_isToldOnceItHasBeenSoLong() {
        assertThat(at(0, SOUND)).isEmpty();
        assertThat(at(10, NEW_SOUND)).isEmpty();
        assertThat(at(11, PICTURE)).isEmpty();
        assertThat(at(11, OTHER)).isEmpty();
        assertThat(at(11, NEW_SOUND)).hasValue(TrackWatch.SOUND);
    }

    @Test
    void change_newSoundBesideTheOld_isNone() {
        for (int second = 0; second < 60; second++) {
            assertThat(at(second, SOUND)).isEmpty();
            assertThat(at(second, NEW_SOUND)).isEmpty();
        }
    }

    /** What has never begun may begin yet, and the other may be another language. */
    @Test
    void change_newSoundBeforeTheOldHasBegun_isNone() {
        assertThat(at(0, PICTURE)).isEmpty();
        assertThat(at(60, NEW_SOUND)).isEmpty();
    }
}
