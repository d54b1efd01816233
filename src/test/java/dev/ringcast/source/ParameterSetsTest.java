package dev.ringcast.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ringcast.testing.Clips;
import dev.ringcast.testing.FfmpegProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParameterSetsTest {
    @TempDir
    private Path directory;

    /** What x264 writes, in Annex B. */
    private byte[] stream(String video) throws Exception {
        Path file = directory.resolve("a.h264");
        Clips.make(file, 1, 25, 0, "-frames:v 2 " + video);
        return Files.readAllBytes(file);
    }

    @ParameterizedTest
    @CsvSource({
        "-s 1920x1080, avc1.64, 1920, 1080, true",
        "-s 426x240 -profile:v baseline, avc1.42, 426, 240, true",
        "-s 1280x718 -profile:v main, avc1.4d, 1280, 718, true",
        "-s 320x180 -pix_fmt yuv422p, avc1.7a, 320, 180, false",
        "-s 322x180 -pix_fmt yuv444p, avc1.f4, 322, 180, false",
        "-s 320x182 -pix_fmt yuv420p10le, avc1.6e, 320, 182, false",
        "-s 720x576 -flags +ildct+ilme, avc1.64, 720, 576, true",
        "-s 320x180 -x264-params cqm=jvt, avc1.64, 320, 180, true"
    })
    void parameters_areThoseOfTheEncoder(String video, String codec, int width, int height, boolean ordinary)
            throws Exception {
        ParameterSets.Head head = ParameterSets.ofHeader(new byte[0]).head(stream(video));
        assertThat(head.idr()).isTrue();
        SequenceParameters parameters = head.sets().parameters();
        assertThat(parameters.codec()).startsWith(codec);
        assertThat(parameters.width()).isEqualTo(width);
        assertThat(parameters.height()).isEqualTo(height);
        assertThat(parameters.ordinary()).isEqualTo(ordinary);
    }

    @Test
    void header_isReadAsItWasWritten() throws Exception {
        ParameterSets sets = ParameterSets.ofHeader(stream("-g 1"));
        assertThat(ParameterSets.ofHeader(sets.header())).isEqualTo(sets);
        ParameterSets sized = new ParameterSets(sets.sequence(), sets.picture(), 4);
        assertThat(ParameterSets.ofHeader(sized.header())).isEqualTo(sized);
        assertThat(sets.isChangedBy(sized)).isFalse();
        assertThat(sets.isChangedBy(ParameterSets.ofHeader(stream("-s 640x360"))))
                .isTrue();
    }

    @Test
    void head_pictureThatIsNoIdr_isNone() throws Exception {
        byte[] stream = stream("-g 2");
        int second = stream.length - 1;
        while (!(stream[second - 3] == 0 && stream[second - 2] == 0 && stream[second - 1] == 1)) {
            second--;
        }
        byte[] picture = Arrays.copyOfRange(stream, second - 3, stream.length);
        assertThat(ParameterSets.ofHeader(stream).head(picture).idr()).isFalse();
    }

    /** Whatever comes, it is read in bounded time or refused as what it is. */
    @Test
    void parameters_ofNoise_areRefusedOrRead() throws Exception {
        byte[] good = stream("-g 1");
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            byte[] bad = Arrays.copyOf(good, 60);
            for (int change = 0; change < 4; change++) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt();
            }
            for (int lengthSize : new int[] {0, 1, 2, 4}) {
                ParameterSets none = new ParameterSets(List.of(), List.of(), lengthSize);
                ParameterSets sets = none.head(bad).sets();
                if (!sets.isEmpty()) {
                    try {
                        assertThat(sets.parameters().width()).isPositive();
                    } catch (IllegalArgumentException e) {
                        assertThat(e).hasMessageContaining("");
                    }
                }
            }
        }
        assertThatIllegalArgumentException().isThrownBy(() -> SequenceParameters.read(new byte[3]));
    }

    @Test
    void aac_configurationOfAdts_isThatOfTheContainer() throws Exception {
        Path file = directory.resolve("a.aac");
        FfmpegProgram.run(
                Duration.ofMinutes(1),
                "-nostdin",
                "-v",
                "error",
                "-f",
                "lavfi",
                "-i",
                "sine=r=44100",
                "-ac",
                "2",
                "-t",
                "1",
                file.toString());
        AacConfiguration configuration =
                AacConfiguration.ofAdts(Files.readAllBytes(file)).orElseThrow();
        assertThat(configuration.bytes().array()).containsExactly(0x12, 0x10);
        assertThat(configuration.headerSize()).isEqualTo(7);
        assertThat(AacConfiguration.codec(configuration.bytes().array())).isEqualTo("mp4a.40.2");
        assertThat(AacConfiguration.ofAdts(new byte[] {1, 2, 3, 4, 5, 6, 7})).isEmpty();
    }
}
