package dev.ringcast.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.ringcast.ffmpeg.NativeFrame;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileSourceTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "h264-aac.mp4,150,40000,h264 320x180 25 fps,aac 44100 Hz stereo",
        "vp9-opus.webm,180,33367,vp9 256x144 29.97 fps,opus 48000 Hz mono",
        "mpeg2-interlaced.ts,75,40000,mpeg2video 352x288 25 fps,mp2 48000 Hz stereo",
        "h264-aac.ts,225,40000,h264 320x180 25 fps,aac 44100 Hz stereo",
        "bare.h264,75,40000,h264 160x120 25 fps,''",
        "silent.mkv,30,100000,h264 160x120 10 fps,''"
    })
    void run_threeLoops_timeGoesOnWithoutASeam(
            String file, int picturesOfThreeLoops, long frameMicros, String video, String audio) throws Exception {
        RecordingSink sink = play(file, s -> s.pictureCount() >= picturesOfThreeLoops + 5);

        assertThat(sink.formats()).containsExactly(new SourceFormat(video, audio));
        List<RecordingSink.Picture> pictures = sink.pictures();
        for (int i = 1; i < pictures.size(); i++) {
            long step = pictures.get(i).micros() - pictures.get(i - 1).micros();
            assertThat(step).as("picture " + i).isBetween(1L, 2 * frameMicros + 5000);
        }
        List<RecordingSink.Sound> sounds = sink.sounds();
        assertThat(sounds.isEmpty()).isEqualTo(audio.isEmpty());
        for (int i = 1; i < sounds.size(); i++) {
            long gap = sounds.get(i).micros() - sounds.get(i - 1).endMicros();
            // A track may be shorter than the other: here by up to 136 ms of MP2 that its encoder left out.
            assertThat(gap).as("sound " + i).isBetween(-1500L, 140_000L);
            assertThat(sounds.get(i).micros()).isGreaterThan(sounds.get(i - 1).micros());
        }
    }

    @Test
    void run_loopOfMp4_losesNoPicture() throws Exception {
        RecordingSink sink = play("h264-aac.mp4", s -> s.pictureCount() >= 155);
        List<RecordingSink.Picture> pictures = sink.pictures();
        assertThat(pictures.get(150).micros() - pictures.get(0).micros()).isBetween(6_000_000L, 6_150_000L);
        assertThat(pictures.get(50).micros() - pictures.get(0).micros()).isBetween(2_000_000L, 2_050_000L);
    }

    @Test
    void run_interlaced_isDeinterlaced() throws Exception {
        // Moving edges of interlaced pictures are combs: neighbouring rows differ more than every second row does.
        double[] combs = new double[1];
        int[] count = new int[1];
        RecordingSink sink = new RecordingSink(false, (picture, timestamp) -> {
            assertThat(picture.avFrame().flags() & AVFrame.AV_FRAME_FLAG_INTERLACED)
                    .isZero();
            combs[0] += combing(picture);
            count[0]++;
        });
        try (RunningSource running = RunningSource.start(RunningSource.request("file:mpeg2-interlaced.ts"), sink)) {
            assertThat(sink.await(s -> s.pictureCount() >= 20, 20_000)).isTrue();
            running.closeInTime();
        }
        assertThat(combs[0] / count[0]).isLessThan(1.0);
    }

    @Test
    void run_turnedPicture_isUpright() throws Exception {
        RecordingSink sink = play("rotated.mp4", s -> s.pictureCount() >= 5);
        assertThat(sink.pictures()).allMatch(picture -> picture.width() == 180 && picture.height() == 320);
    }

    /** MPEG-TS tells nothing of it, so there the picture does. */
    @ParameterizedTest
    @CsvSource({
        "webm, -vf setsar=64/45 -c:v libvpx-vp9 -deadline realtime",
        "mkv, -vf setsar=64/45 -c:v libx264 -bsf:v h264_metadata=sample_aspect_ratio=1/1",
        "mov, -vf setsar=64/45 -c:v libx264 -bsf:v h264_metadata=sample_aspect_ratio=1/1",
        "ts, -vf setsar=64/45 -c:v mpeg2video"
    })
    void run_pixelsThatAreNotSquare_keepTheirShape(String container, String coding) throws Exception {
        PlayedFile.make("-f lavfi -i testsrc2=s=360x288:r=25 -frames:v 10 -pix_fmt yuv420p " + coding + " "
                + folder.resolve("wide." + container));
        List<String> shapes = new CopyOnWriteArrayList<>();
        RecordingSink sink = new RecordingSink(false, (picture, timestamp) -> {
            AVRational pixel = picture.avFrame().sample_aspect_ratio();
            shapes.add(pixel.num() + ":" + pixel.den());
        });
        try (RunningSource running = RunningSource.start(PlayedFile.request("wide." + container, folder), sink)) {
            assertThat(sink.await(s -> s.pictureCount() >= 10, 20_000)).isTrue();
            running.closeInTime();
        }
        assertThat(shapes).hasSizeGreaterThan(9).containsOnly("64:45");
    }

    @Test
    void run_monoSound_isOnBothSidesAtFullStrength() throws Exception {
        RecordingSink sink = play("mono-22050.wav", s -> s.soundCount() >= 20);
        assertThat(sink.pictures()).isEmpty();
        assertThat(sink.formats()).containsExactly(new SourceFormat("", "pcm_s16le 22050 Hz mono"));
        assertThat(sink.left()).isEqualTo(sink.right());
        // A sine of 1/8, made louder by 12 dB.
        assertThat(sink.leftPeak()).isCloseTo(0.4976, offset(0.02));
    }

    @Test
    void run_monoSound_keepsItsPitch() throws Exception {
        RecordingSink sink = play("mono-22050.wav", s -> s.left().size() >= 48_000);
        List<Float> left = sink.left().subList(0, 48_000);
        int crossings = 0;
        for (int i = 1; i < left.size(); i++) {
            crossings += left.get(i - 1) < 0 && left.get(i) >= 0 ? 1 : 0;
        }
        assertThat(crossings).isBetween(998, 1002);
    }

    @Test
    void run_surround_isMixedWithoutClipping() throws Exception {
        RecordingSink sink = play("surround.flac", s -> s.soundCount() >= 6);
        assertThat(sink.leftPeak()).isBetween(0.9, 1.0);
        long clipped =
                sink.left().stream().filter(value -> Math.abs(value) > 0.9999).count();
        assertThat(clipped).isLessThan(sink.left().size() / 20);
    }

    @Test
    void run_cover_isNoPicture() throws Exception {
        RecordingSink sink = play("cover.mp3", s -> s.soundCount() >= 100);
        assertThat(sink.pictures()).isEmpty();
        assertThat(sink.formats()).containsExactly(new SourceFormat("", "mp3float 44100 Hz mono"));
    }

    @Test
    void run_garbage_fails() throws Exception {
        assertThat(failure("garbage.mp4")).startsWith("file:garbage.mp4: cannot be opened");
    }

    @Test
    void run_damagedPictures_fails() throws Exception {
        assertThat(failure("damaged.mkv")).contains("file:damaged.mkv: ");
    }

    @Test
    void run_emptyFile_fails() throws Exception {
        Files.createFile(folder.resolve("empty.mp4"));
        assertThat(PlayedFile.failure("empty.mp4", folder)).startsWith("file:empty.mp4: cannot be opened");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ffconcat version 1.0\nfile h264-aac.mp4\n",
                "#EXTM3U\n#EXT-X-TARGETDURATION:3\n#EXTINF:3,\nh264-aac.ts\n#EXT-X-ENDLIST\n",
                "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 5004 RTP/AVP 96\n"
            })
    void run_playlistOfOtherFiles_isRefused(String playlist) throws Exception {
        for (String name : new String[] {"h264-aac.mp4", "h264-aac.ts"}) {
            Files.copy(RunningSource.media().resolve(name), folder.resolve(name));
        }
        for (String name : new String[] {"list.m3u8", "list.ffconcat", "list.sdp", "list.mp4"}) {
            Files.writeString(folder.resolve(name), playlist);
            assertThat(PlayedFile.failure(name, folder)).contains("cannot be opened");
        }
    }

    @Test
    void close_whileTheSinkWaits_endsInTime() throws Exception {
        RecordingSink sink = new RecordingSink(true, (picture, timestamp) -> {});
        try (RunningSource running = RunningSource.start(RunningSource.request("file:h264-aac.mp4"), sink)) {
            assertThat(sink.await(s -> s.pictureCount() > 0, 5_000)).isTrue();
            running.closeInTime();
        }
    }

    @Test
    void close_beforeRun_runReturnsAtOnce() throws Exception {
        MediaSource source = MediaSources.create(RunningSource.request("file:h264-aac.mp4"));
        source.close();
        RecordingSink sink = new RecordingSink();
        source.run(sink);
        assertThat(sink.formats()).isEmpty();
    }

    private static RecordingSink play(String file, Predicate<RecordingSink> enough) throws Exception {
        return PlayedFile.play(file, RunningSource.media(), enough);
    }

    private static String failure(String file) throws Exception {
        return PlayedFile.failure(file, RunningSource.media());
    }

    /** Above 1 if rows resemble the row after the next more than the next. */
    private static double combing(NativeFrame picture) {
        long next = 1;
        long afterNext = 1;
        for (int y = 0; y + 2 < picture.height(); y++) {
            for (int x = 0; x < picture.width(); x += 2) {
                int here = TestCardReader.luma(picture, x, y);
                next += Math.abs(here - TestCardReader.luma(picture, x, y + 1));
                afterNext += Math.abs(here - TestCardReader.luma(picture, x, y + 2));
            }
        }
        return (double) next / afterNext;
    }
}
