package dev.ringcast.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.media.Cadence;
import dev.ringcast.media.FrameRate;
import dev.ringcast.media.SegmentTiming;
import dev.ringcast.ring.SimulatedChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigLoaderTest {
    private static final Path FILE = Path.of("/base/conf/ringcast.properties");

    private final Map<String, String> properties = new TreeMap<>(Map.of("catalina.base", "/base"));
    private final Map<String, String> environment = new TreeMap<>();

    @Test
    void load_nothing_givesTheDefaults() {
        ServerConfig config = ConfigLoader.load(properties, environment, file -> Optional.empty());

        assertThat(config.problems()).isEmpty();
        assertThat(config.mediaFolder()).isEqualTo(Path.of("/base/media"));
        assertThat(config.channels())
                .containsExactly(new ChannelConfig(
                        "live",
                        "live",
                        true,
                        new ChannelConfig.Source("auto", "none", "tcp", Duration.ofSeconds(5), Duration.ofSeconds(2)),
                        new ChannelConfig.Video(
                                1280, 720, 2_500_000, 2_500_000, 2_500_000, "auto", "veryfast", "high", 1),
                        List.of(new ChannelConfig.Rendition("720p", 1280, 720, 2_500_000, 2_500_000, 2_500_000)),
                        new ChannelConfig.Audio(128_000),
                        new ChannelConfig.Copying(ChannelConfig.Encode.ALWAYS, Duration.ofSeconds(4)),
                        new ChannelConfig.Timing(
                                new Cadence(new FrameRate(30, 1), 60, 10),
                                SegmentTiming.of(new Cadence(new FrameRate(30, 1), 60, 10)),
                                Duration.ofSeconds(60),
                                87 * 1024 * 1024)));
        assertThat(config.waiting()).isEqualTo(new ServerConfig.Waiting(20_000, 10_000, 2_500));
    }

    @Test
    void load_everyKey_isMapped() {
        ServerConfig config = load("""
                channels = door
                media.folder = films
                waiting.most = 100
                waiting.most.channel = 90
                waiting.most.address = 80
                channel.door.title = Front door – gå
                channel.door.source = rtsp://user:secret@camera/1
                channel.door.autostart = false
                channel.door.microphone = hw:1
                channel.door.rtsp.transport = udp
                channel.door.source.timeout = 10s
                channel.door.slate.after = 1500ms
                channel.door.video.size = 1920x1080
                channel.door.video.fps = 30000/1001
                channel.door.video.bitrate = 4M
                channel.door.video.maxrate = 4500k
                channel.door.video.buffer = 9M
                channel.door.video.encoder = h264_nvenc
                channel.door.video.preset = faster
                channel.door.video.profile = main
                channel.door.video.threads = 0
                channel.door.ladder = 1080p:4M, 540p
                channel.door.encode = always
                channel.door.gop = 3s
                channel.door.audio.bitrate = 96000
                channel.door.segment = 4s
                channel.door.part = 1s
                channel.door.window = 2m
                channel.door.memory = 1G
                """);

        assertThat(config.problems()).isEmpty();
        assertThat(config.mediaFolder()).isEqualTo(Path.of("/base/films"));
        assertThat(config.channels())
                .containsExactly(new ChannelConfig(
                        "door",
                        "Front door – gå",
                        false,
                        new ChannelConfig.Source(
                                "rtsp://user:secret@camera/1",
                                "hw:1",
                                "udp",
                                Duration.ofSeconds(10),
                                Duration.ofMillis(1500)),
                        new ChannelConfig.Video(
                                1920, 1080, 4_000_000, 4_500_000, 9_000_000, "h264_nvenc", "faster", "main", 0),
                        List.of(
                                new ChannelConfig.Rendition("1080p", 1920, 1080, 4_000_000, 4_500_000, 9_000_000),
                                new ChannelConfig.Rendition("540p", 960, 540, 1_600_000, 1_800_000, 3_600_000)),
                        new ChannelConfig.Audio(96_000),
                        new ChannelConfig.Copying(ChannelConfig.Encode.ALWAYS, Duration.ofSeconds(3)),
                        new ChannelConfig.Timing(
                                new Cadence(new FrameRate(30000, 1001), 120, 30),
                                SegmentTiming.of(new Cadence(new FrameRate(30000, 1001), 120, 30)),
                                Duration.ofSeconds(120),
                                1024 * 1024 * 1024)));
        assertThat(config.waiting()).isEqualTo(new ServerConfig.Waiting(100, 90, 80));
        assertThat(config.channels().get(0).toString()).doesNotContain("secret");
    }

    @Test
    void load_maxrateAndBuffer_followTheBitrate() {
        ChannelConfig.Video video = channel("channel.a.video.bitrate=1M").video();
        assertThat(video.maxrate()).isEqualTo(1_000_000);
        assertThat(video.buffer()).isEqualTo(1_000_000);

        video = channel("channel.a.video.bitrate=1M\nchannel.a.video.maxrate=2M")
                .video();
        assertThat(video.maxrate()).isEqualTo(2_000_000);
        assertThat(video.buffer()).isEqualTo(2_000_000);
    }

    @Test
    void load_channelsFromTheirKeys_inFileOrder() {
        ServerConfig config = load("""
                channel.zoo.title=Z
                channel.a-1.title=A
                channel.m_2.title=M
                channel.a-1.source=test
                """);

        assertThat(config.problems()).isEmpty();
        assertThat(config.channels()).extracting(ChannelConfig::name).containsExactly("zoo", "a-1", "m_2");
    }

    @Test
    void load_channelsNamed_setTheOrder() {
        ServerConfig config = load("channels = b, a ,c\nchannel.a.title=A\n");

        assertThat(config.problems()).isEmpty();
        assertThat(config.channels()).extracting(ChannelConfig::name).containsExactly("b", "a", "c");
        assertThat(config.channels()).extracting(ChannelConfig::title).containsExactly("b", "A", "c");
    }

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
    void load_memoryTooSmallForTheBitRate_saysHowMuchIsNeeded() {
        ConfigProblem problem = onlyProblem(load("channel.a.video.bitrate=10M\nchannel.a.memory=100M\n"));

        assertThat(problem.text()).startsWith(FILE + ": channel.a.memory=100M: must be at least 326M");
        assertThat(channel("channel.a.video.bitrate=10M\n").timing().memory()).isEqualTo(326L * 1024 * 1024);
    }

    @Test
    void load_leastMemory_holdsAFullRing() {
        ChannelConfig config = channel("channel.a.memory=87M\n");
        // Parts at the peak rate, with the overhead of a container.
        int bytesPerPart = (int) ((config.video().maxrate() + config.audio().bitrate()) * 1.04 / 8 / 3);
        SimulatedChannel ring = new SimulatedChannel(
                config.timing().cadence().frameRate(),
                config.timing().window(),
                config.timing().memory(),
                bytesPerPart,
                Instant.parse("2026-11-24T10:00:00Z"));
        ring.startRun();
        ring.segments(100);

        assertThat(ring.ring().snapshot().segments()).hasSize(30);
        assertThat(ring.ring().snapshot().retired()).hasSize(32);
    }

    @Test
    void load_encodeAuto_servesOneRenditionAndPromisesForTheLongestSegment() {
        ChannelConfig config = channel("channel.a.encode=auto\nchannel.a.gop=3s\n");

        assertThat(config.copying())
                .isEqualTo(new ChannelConfig.Copying(ChannelConfig.Encode.AUTO, Duration.ofSeconds(3)));
        assertThat(config.renditions())
                .extracting(ChannelConfig.Rendition::name)
                .containsExactly("source");
        assertThat(config.timing().promised().targetDuration()).isEqualTo(5);
        assertThat(config.timing().memory())
                .isGreaterThan(channel("channel.a.title=a\n").timing().memory());
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
