package dev.ringcast.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ringcast.ffmpeg.NativeRuntime;
import dev.ringcast.testing.Clips;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which packets of an input are copied. */
@Tag("paired")
class CopyReadingTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration LITTLE = Duration.ofMillis(400);

    @TempDir
    Path folder;

    @BeforeAll
    static void load() throws Exception {
        NativeRuntime.load();
    }

    /** FFmpeg hands out what it has buffered, although it is told to discard the track. */
    @ParameterizedTest
    @ValueSource(strings = {"ts", "mkv"})
    void run_secondSoundTrack_isLeftOut(String container) throws Exception {
        Path film = folder.resolve("film." + container);
        String tracks = "-i FILM -itsoffset 0.011 -i FILM -map 0:v -map 0:a -map 1:a -c copy";
        PlayedFile.make(tracks + (container.equals("mkv") ? " -bsf:a aac_adtstoasc " : " ") + film);

        CopiedTracks copied = CopiedTracks.of(film, SECOND);

        assertThat(copied.end()).isEqualTo("film: the stream ended");
        assertThat(copied.lives()).hasSize(1);
        assertThat(copied.pictures()).hasSize(75);
        assertThat(copied.sounds()).hasSizeBetween(120, 132);
        assertOneTrack(copied.sounds());
    }

    /** Pictures wait for sound by their timestamps, which need not go on. */
    @Test
    void run_muchDataInLittleTime_endsBeforeItFillsTheMemory() throws Exception {
        Path film = folder.resolve("film.mkv");
        PlayedFile.make(
                "-f rawvideo -s 1920x1080 -pix_fmt yuv420p -r 1000 -i /dev/urandom -itsoffset 3 -i FILM -map 0:v -map 1:a"
                        + " -frames:v 25 -c:v libx264 -preset ultrafast -qp 0 -c:a copy -bsf:a aac_adtstoasc " + film);
        assertThat(Files.size(film)).isGreaterThan(70 << 20);

        assertThat(CopiedTracks.of(film, SECOND).end()).startsWith("film: more than 64 MB would wait in memory");
    }

    /** Who cuts a film without encoding it keeps what comes before, from a keyframe on, and has the file hide it. */
    @Test
    void run_picturesThatTheFileHides_areNotCopied() throws Exception {
        Path film = folder.resolve("cut.mp4");
        PlayedFile.make("-ss 1.4 -i " + whole() + " -c copy " + film);

        assertThatExceptionOfType(NotCopiedException.class)
                .isThrownBy(() -> CopiedTracks.of(film, SECOND))
                .withMessage(
                        "film: pictures were cut off it that are still in it (edit list), and players would show them");
    }

    /** It counts neither: else the pictures of a film that is repeated would wait for it. */
    @Test
    void run_soundThatTheFileHides_isLeftOut() throws Exception {
        Path film = folder.resolve("cut.mp4");
        Path whole = whole();
        PlayedFile.make("-i " + whole + " -ss 1.45 -i " + whole + " -map 0:v -map 1:a -c copy -t 1 " + film);

        CopiedTracks copied = CopiedTracks.repeated(film, 40);

        assertThat(copied.lives()).hasSize(1);
        for (int i = 1; i < 40; i++) {
            assertThat(copied.pictures().get(i).minus(copied.pictures().get(i - 1)))
                    .as("picture " + i)
                    .isBetween(Duration.ofMillis(30), Duration.ofMillis(90));
        }
    }

    /** Four seconds with a keyframe each second. */
    private Path whole() throws Exception {
        Path film = folder.resolve("whole.mp4");
        Clips.make(film, 4, 25, 48_000, "-g 25 -bf 2");
        return film;
    }

    /** Each track has a clock of its own, and nobody knows which sound belongs to which picture. */
    @Test
    void run_soundWhoseTimesAreFarFromThePictures_isLeftOutAndToldOfOnce() throws Exception {
        Path film = folder.resolve("apart.ts");
        PlayedFile.make(
                "-stream_loop 5 -i FILM -c copy -bsf:a setts=pts=PTS+60/TB:dts=DTS+60/TB -max_interleave_delta 1 "
                        + film);
        List<Input> inputs = List.of(Input.of("file:" + film, "", CopiedTracks.analyzing(LITTLE)));

        CopiedTracks copied = CopiedTracks.of(
                new CopySource(gate -> inputs, "film", FfmpegSource.Manner.AS_IT_COMES, false, Duration.ofSeconds(10)));

        assertThat(copied.pictures()).hasSizeGreaterThan(250);
        assertThat(copied.lives()).extracting(SourceFormat::audio).containsExactly("");
        assertThat(copied.troubles()).containsExactly(StraySound.WORDS);
    }

    /** MPEG-TS announces tracks before they begin. */
    @Test
    void run_soundThatBeginsLate_isThereFromTheNextIdrOn() throws Exception {
        CopiedTracks copied = CopiedTracks.of(late("copy"), LITTLE);

        assertThat(copied.end()).isEqualTo("film: the stream ended");
        assertThat(copied.lives())
                .hasSize(2)
                .extracting(SourceFormat::audio)
                .containsExactly("", "aac 44100 Hz, 2 channels");
        assertThat(copied.codecs()).endsWith(",mp4a.40.2");
        assertThat(copied.pictures()).as("none is missing until then").hasSize(75);
        assertThat(copied.sounds()).hasSizeGreaterThan(20);
        assertOneTrack(copied.sounds());
    }

    /** What cannot be copied may never begin, and the picture can be copied without it. */
    @Test
    void run_soundOfAnotherCodecThatHasNotBegun_isLeftOut() throws Exception {
        CopiedTracks copied = CopiedTracks.of(late("mp2"), LITTLE);

        assertThat(copied.lives()).extracting(SourceFormat::audio).containsExactly("");
        assertThat(copied.pictures()).hasSize(75);
    }

    @Test
    void run_soundThatBeginsLate_isDecoded() throws Exception {
        List<Input> inputs = List.of(Input.of("file:" + late("copy"), "", CopiedTracks.analyzing(LITTLE)));
        RecordingSink sink = new RecordingSink();
        MediaSource source = new FfmpegSource(
                gate -> inputs, "film", Pacing.LIVE, FfmpegSource.Manner.AS_IT_COMES, Duration.ofSeconds(10));
        try (RunningSource running = RunningSource.start(source, sink)) {
            assertThat(running.failure(10_000)).isEqualTo("film: the stream ended");
        }
        assertThat(sink.formats()).extracting(SourceFormat::audio).containsExactly("", "aac 44100 Hz stereo");
        assertThat(sink.soundCount()).isGreaterThan(60);
    }

    /** Three seconds, with a keyframe every half one, whose sound begins in their middle. */
    private Path late(String codec) throws Exception {
        Path film = folder.resolve("late.ts");
        PlayedFile.make(
                "-f lavfi -i testsrc2=s=320x180:r=25 -itsoffset 1.4 -i FILM -map 0:v -map 1:a -t 3 -pix_fmt yuv420p"
                        + " -c:v libx264 -preset ultrafast -g 12 -bf 0 -c:a " + codec + " " + film);
        return film;
    }

    /** Each frame of AAC with 44 100 samples a second lasts 23.2 ms. */
    private static void assertOneTrack(List<Duration> sounds) {
        for (int i = 1; i < sounds.size(); i++) {
            assertThat(sounds.get(i).minus(sounds.get(i - 1)))
                    .as("sound " + i)
                    .isBetween(Duration.ofMillis(22), Duration.ofMillis(25));
        }
    }
}
