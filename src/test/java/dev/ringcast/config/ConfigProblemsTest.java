package dev.ringcast.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with a configuration is told, and channels that have nothing to do with it run. */
class ConfigProblemsTest {
    private static final Path FILE = Path.of("/base/conf/ringcast.properties");

    private final Map<String, String> properties = new TreeMap<>(Map.of("catalina.base", "/base"));
    private final Map<String, String> environment = new TreeMap<>();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            title          | ''         | value is missing
            source         | ''         | value is missing
            autostart      | yes        | allowed: true, false
            rtsp.transport | http       | allowed: tcp, udp
            source.timeout | 500ms      | allowed: 1s to 60s
            source.timeout | 61s        | allowed: 1s to 60s
            source.timeout | 5          | allowed: 1s to 60s
            slate.after    | 499ms      | allowed: 500ms to 30s
            slate.after    | 31s        | allowed: 500ms to 30s
            video.size     | 1280       | even numbers from 64 to 4096
            video.size     | 1281x720   | even numbers from 64 to 4096
            video.size     | 1280x721   | even numbers from 64 to 4096
            video.size     | 62x720     | even numbers from 64 to 4096
            video.size     | 1280x4098  | even numbers from 64 to 4096
            video.fps      | 0          | allowed: 1 to 120
            video.fps      | 121        | allowed: 1 to 120
            video.fps      | 999/1000   | allowed: 1 to 120
            video.fps      | fast       | allowed: 1 to 120
            video.bitrate  | 99k        | allowed: 100k to 50M
            video.bitrate  | 51M        | allowed: 100k to 50M
            video.bitrate  | 2500kbit   | allowed: 100k to 50M
            video.bitrate  | -1         | allowed: 100k to 50M
            video.maxrate  | 2400k      | must be at least video.bitrate=2500k (the default)
            video.maxrate  | 1G         | allowed: 100k to 50M
            video.buffer   | 9k         | allowed: 10k to 500M
            video.encoder  | x264       | allowed: auto, libx264, libopenh264
            video.preset   | quick      | allowed: ultrafast
            video.profile  | High       | allowed: high, main, baseline
            video.threads  | 17         | allowed: 0 to 16
            video.threads  | -1         | allowed: 0 to 16
            video.threads  | one        | allowed: 0 to 16
            audio.bitrate  | 31k        | allowed: 32k to 320k
            audio.bitrate  | 321k       | allowed: 32k to 320k
            segment        | 999ms      | allowed: 1s to 10s
            segment        | 11s        | allowed: 1s to 10s
            part           | 99ms       | allowed: 100ms to 2s
            part           | 2001ms     | allowed: 100ms to 2s
            window         | 11s        | must be at least 6 times segment=2s (the default)
            window         | 61m        | allowed: 6s to 1h
            memory         | 1023k      | allowed: 1M to 64G
            memory         | 40M        | must be at least 87M to hold window=60s (the default)
            memory         | many       | allowed: 1M to 64G
            gop            | 900ms      | allowed: 1s to 10s
            encode         | sometimes  | allowed: always, auto, never
            ladder         | 481p       | allowed: none, or some of 2160p
            ladder         | 1080p      | 1080p is larger than video.size
            ladder         | 360p:12fps | 360p cannot have 12 frames a second
            """)
    void load_badValue_namesPlaceKeyValueAndWhatIsAllowed(String key, String value, String expected) {
        ServerConfig config = load("channel.a." + key + "=" + value + "\nchannel.b.title=B\n");

        assertThat(config.channels()).extracting(ChannelConfig::name).containsExactly("b");
        ConfigProblem problem = onlyProblem(config);
        assertThat(problem.channel()).contains("a");
        assertThat(problem.text()).startsWith(FILE + ": channel.a." + key).contains(expected);
        if (!value.isEmpty()) {
            assertThat(problem.text()).contains(key + "=" + value);
        }
    }

    @Test
    void load_partLongerThanSegment_isRefused() {
        ConfigProblem problem = onlyProblem(load("channel.a.segment=1s\nchannel.a.part=1500ms\n"));

        assertThat(problem.text())
                .isEqualTo(FILE + ": channel.a.part=1500ms: must be at most " + FILE + ": channel.a.segment=1s");
    }

    @Test
    void load_partOrSegmentFarFromWholeFrames_isRefusedWithTheNearest() {
        ConfigProblem part = onlyProblem(load("channel.a.video.fps=1\nchannel.a.part=100ms\n"));
        assertThat(part.text())
                .isEqualTo(FILE + ": channel.a.part=100ms: must last whole frames of " + FILE
                        + ": channel.a.video.fps=1; nearest: 1000ms");
        assertThat(onlyProblem(load("channel.a.video.fps=14\nchannel.a.part=100ms\n"))
                        .text())
                .as("71 ms are nearer, but too few")
                .endsWith("; nearest: 143ms");
        ConfigProblem segment = onlyProblem(load("channel.a.video.fps=1\nchannel.a.segment=1400ms\n"));
        assertThat(segment.text())
                .isEqualTo(FILE + ": channel.a.segment=1400ms: must last whole frames of " + FILE
                        + ": channel.a.video.fps=1; nearest: 1000ms");
    }

    /** What the message names, roundings of up to a quarter, and what is not written. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "fps=1\nchannel.a.part=1000ms",
                "fps=1\nchannel.a.segment=1600ms",
                "fps=2\nchannel.a.part=400ms",
                "fps=4\nchannel.a.part=333ms",
                "fps=14\nchannel.a.part=143ms",
                "fps=8\nchannel.a.part=100ms",
                "fps=23.976\nchannel.a.part=333ms",
                "fps=1",
            })
    void load_partOrSegmentNearWholeFrames_isRounded(String settings) {
        assertThat(load("channel.a.video." + settings + "\n").problems()).isEmpty();
    }

    @Test
    void load_memoryTooSmallForTheBitRate_saysHowMuchIsNeeded() {
        ConfigProblem problem = onlyProblem(load("channel.a.video.bitrate=10M\nchannel.a.memory=100M\n"));

        assertThat(problem.text()).startsWith(FILE + ": channel.a.memory=100M: must be at least 326M");
        assertThat(channel("channel.a.video.bitrate=10M\n").timing().memory()).isEqualTo(326L * 1024 * 1024);
    }

    @Test
    void load_ladderWithoutEncoding_isRefused() {
        ConfigProblem problem = onlyProblem(load("channel.a.encode=never\nchannel.a.ladder=480p\n"));

        assertThat(problem.text()).contains("channel.a.ladder=480p: needs encode=always");
    }

    @Test
    void load_severalFaults_areToldTogether() {
        ConfigProblem problem = onlyProblem(load("channel.a.segment=x\nchannel.a.part=y\nchannel.a.colour=z\n"));

        assertThat(problem.text()).contains("channel.a.segment=x", "channel.a.part=y", "channel.a.colour");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            channel.a.video.sise | a  | a channel has no such key; did you mean video.size?
            channel.a.sorce      | a  | a channel has no such key; did you mean source?
            channel.a.colour     | a  | a channel has no such key
            channel.a.           | a  | a channel has no such key
            channel.a            |    | there is no such key
            chanels              |    | there is no such key; did you mean channels?
            video.size           |    | there is no such key; did you mean channel.NAME.video.size?
            mediafolder          |    | there is no such key; did you mean media.folder?
            something            |    | there is no such key
            channel.a!.title     |    | a channel's name is 1 to 64 characters
            channel..title       |    | a channel's name is 1 to 64 characters
            """)
    void load_unknownKey_isRefusedAndItsValueNotShown(String key, String channel, String expected) {
        ServerConfig config = load(key + "=secret\nchannel.b.title=B\n");

        ConfigProblem problem = onlyProblem(config);
        assertThat(problem.channel()).isEqualTo(Optional.ofNullable(channel));
        assertThat(problem.text())
                .startsWith(FILE + ": " + key + ": " + expected)
                .doesNotContain("secret");
        assertThat(config.channels()).extracting(ChannelConfig::name).containsExactly("b");
    }

    @Test
    void load_keyTwice_isRefused() {
        ConfigProblem problem = onlyProblem(load("channel.a.title=1\nchannel.a.title=2\n"));

        assertThat(problem.channel()).contains("a");
        assertThat(problem.text()).contains("channel.a.title: the key is written more than once");
    }

    @Test
    void load_badSource_doesNotShowItsPassword() {
        ConfigProblem problem = onlyProblem(load("channel.a.source=rtsp://user:secret@camera/\\u0007\n"));

        assertThat(problem.text()).contains("channel.a.source").doesNotContain("secret");
    }

    @Test
    void load_longValue_isShownInOneShortLine() {
        ConfigProblem problem = onlyProblem(load("channel.a.segment=" + "x\\n".repeat(500) + "\n"));

        assertThat(problem.text()).hasSizeLessThan(200).doesNotContain("\n").contains("x x x", "…");
    }

    @Test
    void load_channelsWithBadNames_runsTheOthers() {
        ServerConfig config = load("channels=a, b c, a, d\nchannel.e.title=E\n");

        assertThat(config.channels()).extracting(ChannelConfig::name).containsExactly("a", "d");
        assertThat(config.problems()).extracting(ConfigProblem::channel).containsOnly(Optional.empty());
        assertThat(config.problems())
                .extracting(ConfigProblem::text)
                .satisfiesExactly(
                        text -> assertThat(text).contains("'b c' is not a name"),
                        text -> assertThat(text).contains("a is named twice"),
                        text -> assertThat(text).contains("channel.e: the channel is not in"));
    }

    private ServerConfig load(String text) {
        return ConfigLoader.load(properties, environment, file -> Optional.of(text));
    }

    private ChannelConfig channel(String text) {
        ServerConfig config = load(text);
        assertThat(config.problems()).isEmpty();
        return config.channels().get(0);
    }

    private static ConfigProblem onlyProblem(ServerConfig config) {
        assertThat(config.problems()).hasSize(1);
        return config.problems().get(0);
    }
}
