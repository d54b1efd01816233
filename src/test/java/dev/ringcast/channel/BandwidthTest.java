package dev.ringcast.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.ffmpeg.NativeRuntime;
import dev.ringcast.media.MediaSegment;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the multivariant playlist tells of encoded renditions against what these take, in both packagings: two pictures and
 * sound alone. Of segments of 1.5 s, two in a row count as well.
 */
class BandwidthTest {
    private static final int SEGMENTS = 8;

    /** Where containers add little, and where they add much: few bits a picture, and many parts. */
    private static final List<Map<String, String>> CHANNELS = List.of(
            Map.of("video.fps", "24", "ladder", "240p, 144p:12fps, audio", "segment", "1500ms"),
            Map.of("video.fps", "30", "ladder", "240p, 144p, audio"),
            Map.of("video.fps", "60", "ladder", "240p, 144p:100k, audio", "part", "100ms", "audio.bitrate", "32k"));

    @BeforeAll
    static void load() throws Exception {
        NativeRuntime.load();
    }

    /** What is encoded. */
    enum Material {
        /** Next to nothing. */
        STILL,
        /** As much as may be, all the time. */
        NOISE,
        /** As much as may be while the decoder's buffer is full, from the stills before. */
        NOISE_AFTER_STILLS;

        boolean isNoise(int segment) {
            return this == NOISE || (this == NOISE_AFTER_STILLS && segment >= 5);
        }
    }

    static Stream<Arguments> walks() {
        return CHANNELS.stream()
                .flatMap(channel -> Stream.of(Material.values()).map(material -> Arguments.of(channel, material)));
    }

    /** BANDWIDTH is an upper bound; the average may be a tenth above AVERAGE-BANDWIDTH, by Apple's rules. */
    @ParameterizedTest
    @MethodSource("walks")
    void bandwidths_anyMaterial_areKept(Map<String, String> channel, Material material) throws Exception {
        Map<String, String> settings = new HashMap<>(channel);
        settings.put("video.size", "426x240");
        try (LadderWalk walk = new LadderWalk(settings)) {
            for (int i = 0; i < SEGMENTS; i++) {
                walk.segment(material.isNoise(i));
            }
            for (RenditionOutput output : walk.outputs()) {
                String name = output.rendition() + " in " + output.packaging();
                List<MediaSegment> segments = output.snapshot().segments();
                double bandwidth = told(walk, output, "BANDWIDTH");
                double average = told(walk, output, "AVERAGE-BANDWIDTH");
                assertThat(segments).hasSize(SEGMENTS);
                assertThat(peak(segments, output.timing().targetDuration()))
                        .as("peak of " + name)
                        .isLessThanOrEqualTo(bandwidth);
                assertThat(rate(segments)).as("average of " + name).isLessThanOrEqualTo(average * 1.1);
                if (material == Material.NOISE) {
                    assertThat(rate(segments)).as("average of " + name).isGreaterThan(average * 0.65);
                }
            }
        }
    }

    private static double told(LadderWalk walk, RenditionOutput output, String attribute) {
        return Double.parseDouble(walk.variant(output).attributes().getOrDefault(attribute, ""));
    }

    /** The highest rate of segments in a row that last between half of the target duration and one and a half. */
    private static double peak(List<MediaSegment> segments, int targetDuration) {
        double peak = 0;
        for (int from = 0; from < segments.size(); from++) {
            for (int to = from + 1; to <= segments.size(); to++) {
                List<MediaSegment> some = segments.subList(from, to);
                double targets = seconds(some) / targetDuration;
                if (targets >= 0.5 && targets <= 1.5) {
                    peak = Math.max(peak, rate(some));
                }
            }
        }
        return peak;
    }

    private static double rate(List<MediaSegment> segments) {
        return segments.stream().mapToLong(MediaSegment::size).sum() * 8 / seconds(segments);
    }

    private static double seconds(List<MediaSegment> segments) {
        return segments.stream()
                        .map(MediaSegment::duration)
                        .reduce(Duration.ZERO, Duration::plus)
                        .toNanos()
                / 1e9;
    }
}
