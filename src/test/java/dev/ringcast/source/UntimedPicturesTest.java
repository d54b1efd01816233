package dev.ringcast.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringcast.ffmpeg.NativeRuntime;
import dev.ringcast.testing.MpegTs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Inputs that are copied and do not tell when each of their pictures is shown: 25 a second, a keyframe every 12. */
@Tag("alone")
class UntimedPicturesTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @TempDir
    private Path folder;

    @BeforeAll
    static void load() throws Exception {
        NativeRuntime.load();
    }

    /** AVI has no times of presentation. */
    @Test
    void run_moreThanAHundredPicturesWithoutATime_isRefused() throws Exception {
        Path film = film("film.avi", 101);
        assertThatThrownBy(() -> CopiedTracks.of(film, SECOND))
                .isInstanceOf(NotCopiedException.class)
                .hasMessageStartingWith("film: its pictures come without timestamps");
    }

    @Test
    void run_aHundredPicturesWithoutATime_areWaitedFor() throws Exception {
        CopiedTracks copied = CopiedTracks.of(film("film.avi", 100), SECOND);

        assertThat(copied.end()).isEqualTo("film: the stream ended");
        assertThat(copied.lives()).isEmpty();
    }

    /** As some encoders send MPEG-TS: the standard wants a time every 0.7 s at least. */
    @Test
    void run_timesOfKeyframesOnly_areCompleted() throws Exception {
        Path film = film("film.ts", 60);
        takeTimes(film, picture -> picture % 12 != 0);

        CopiedTracks copied = CopiedTracks.of(film, SECOND);

        assertThat(copied.lives()).hasSize(1);
        assertEven(copied.pictures(), 60);
    }

    @Test
    void run_firstTimesMissing_beginsAtTheFirstKeyframeWithOne() throws Exception {
        Path film = film("film.ts", 60);
        takeTimes(film, picture -> picture < 18);

        CopiedTracks copied = CopiedTracks.of(film, SECOND);

        assertThat(copied.lives()).hasSize(1);
        assertEven(copied.pictures(), 60 - 24);
    }

    private Path film(String name, int pictures) throws Exception {
        Path film = folder.resolve(name);
        PlayedFile.make("-f lavfi -i testsrc2=s=320x180:r=25 -frames:v " + pictures
                + " -pix_fmt yuv420p -c:v libx264 -preset ultrafast -g 12 -bf 0 " + film);
        return film;
    }

    private static void takeTimes(Path film, IntPredicate pictures) throws Exception {
        byte[] bytes = Files.readAllBytes(film);
        MpegTs.takeTimes(bytes, pictures);
        Files.write(film, bytes);
    }

    private static void assertEven(List<Duration> pictures, int count) {
        assertThat(pictures).hasSize(count);
        for (int i = 0; i < count; i++) {
            assertThat(pictures.get(i)).as("picture " + i).isEqualTo(Duration.ofMillis(40L * i));
        }
    }
}
