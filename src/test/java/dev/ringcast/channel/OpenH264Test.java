package dev.ringcast.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.ffmpeg.NativeRuntime;
import dev.ringcast.media.MediaSegment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The encoder of the LGPL build keeps what libx264 keeps: whole segments that decode alone, within the bit rate. */
@Tag("alone")
class OpenH264Test {
    private static final int SEGMENTS = 3;
    private static final int BITS_PER_SECOND = 800_000;

    @TempDir
    private Path directory;

    @BeforeAll
    static void load() throws Exception {
        NativeRuntime.load();
    }

    @ParameterizedTest
    @CsvSource({"high, High", "baseline, Constrained Baseline"})
    void L19_eachSegment_startsWithAnIdrAndDecodesAlone(String profile, String name) throws Exception {
        List<MediaSegment> segments =
                TestCardChannel.whole(Map.of("video.encoder", "libopenh264", "video.profile", profile), SEGMENTS);
        for (MediaSegment segment : segments) {
            assertThat(segment.duration()).isEqualTo(Duration.ofSeconds(1));
            SegmentFiles.assertDecodesAlone(segment, TestCardChannel.FRAMES_PER_SEGMENT);
        }
        Path file = SegmentFiles.write(segments, directory.resolve("segments.ts"));
        assertThat(SegmentFiles.decode(file)).isEmpty();
        assertThat(SegmentFiles.steps(file, "v")).containsOnly(3000L);
        assertThat(SegmentFiles.probe(file, "v", "stream=profile")).contains(name);
        long pictures = SegmentFiles.probe(file, "v", "packet=size").stream()
                .mapToLong(Long::parseLong)
                .sum();
        assertThat(pictures * 8 / SEGMENTS).isLessThan(BITS_PER_SECOND * 12 / 10);
    }
}
