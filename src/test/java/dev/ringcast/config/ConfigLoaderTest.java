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

class ConfigLoaderTest {
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
                        false,
                        new ChannelConfig.Source(
                                "auto",
                                "source=auto (the default)",
                                "none",
                                "microphone=none (the default)",
                                "tcp",
                                ChannelConfig.Reach.PUBLIC,
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(2)),
                        new ChannelConfig.Video(
                                1280, 720, 2_500_000, 2_500_000, 2_500_000, "auto", "veryfast", "high", 1),
                        List.of(new ChannelConfig.Rendition(
                                "720p", 1280, 720, 2_500_000, 2_500_000, 2_500_000, 1, "high")),
                        new ChannelConfig.Audio(128_000),
                        new ChannelConfig.Copying(ChannelConfig.Encode.ALWAYS, Duration.ofSeconds(4)),
                        new ChannelConfig.Timing(
                                new Cadence(new FrameRate(30, 1), 60, 10),
                                SegmentTiming.of(new Cadence(new FrameRate(30, 1), 60, 10)),
                                Duration.ofSeconds(60),
                                87 * 1024 * 1024),
                        new ChannelConfig.Playback(List.of())));
        assertThat(config.waiting()).isEqualTo(new ServerConfig.Waiting(20_000, 10_000, 2_500));
        assertThat(config.metrics()).isEqualTo(ServerConfig.Metrics.LOCAL);
    }

    @Test
    void load_everyKey_isMapped() {
        ServerConfig config = load("""
                channels = door
                media.folder = films
                waiting.most = 100
                metrics = role
                waiting.most.channel = 90
                waiting.most.address = 80
                channel.door.title = Front door – gå
                channel.door.source = rtsp://user:secret@camera/1
                channel.door.autostart = false
                channel.door.isolate = true
                channel.door.microphone = hw:1
                channel.door.rtsp.transport = udp
                channel.door.source.reach = private
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
                channel.door.ladder = 1080p:4M, 540p:baseline:15000/1001fps
                channel.door.encode = always
                channel.door.gop = 3s
                channel.door.audio.bitrate = 96000
                channel.door.segment = 4s
                channel.door.part = 1s
                channel.door.window = 2m
                channel.door.memory = 1G
                playback.key = secret-of-server
                playback.key.previous = none
                channel.door.playback.key = secret-of-channel
                channel.door.playback.key.previous = secret-before-it
                """);

        assertThat(config.problems()).isEmpty();
        assertThat(config.mediaFolder()).isEqualTo(Path.of("/base/films"));
        assertThat(config.channels())
                .containsExactly(new ChannelConfig(
                        "door",
                        "Front door – gå",
                        false,
                        true,
                        new ChannelConfig.Source(
                                "rtsp://user:secret@camera/1",
                                Path.of("/base/conf/ringcast.properties") + ": channel.door.source",
                                "hw:1",
                                Path.of("/base/conf/ringcast.properties") + ": channel.door.microphone=hw:1",
                                "udp",
                                ChannelConfig.Reach.PRIVATE,
                                Duration.ofSeconds(10),
                                Duration.ofMillis(1500)),
                        new ChannelConfig.Video(
                                1920, 1080, 4_000_000, 4_500_000, 9_000_000, "h264_nvenc", "faster", "main", 0),
                        List.of(
                                new ChannelConfig.Rendition(
                                        "1080p", 1920, 1080, 4_000_000, 4_500_000, 9_000_000, 1, "main"),
                                new ChannelConfig.Rendition(
                                        "540p", 960, 540, 1_600_000, 1_800_000, 3_600_000, 2, "baseline")),
                        new ChannelConfig.Audio(96_000),
                        new ChannelConfig.Copying(ChannelConfig.Encode.ALWAYS, Duration.ofSeconds(3)),
                        new ChannelConfig.Timing(
                                new Cadence(new FrameRate(30000, 1001), 120, 30),
                                SegmentTiming.of(new Cadence(new FrameRate(30000, 1001), 120, 30)),
                                Duration.ofSeconds(120),
                                1024 * 1024 * 1024),
                        new ChannelConfig.Playback(List.of("secret-of-channel", "secret-before-it"))));
        assertThat(config.waiting()).isEqualTo(new ServerConfig.Waiting(100, 90, 80));
        assertThat(config.metrics()).isEqualTo(ServerConfig.Metrics.ROLE);
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
                .as("at 8 Mbit/s, whatever video.bitrate says")
                .isGreaterThan(2 * 2 * 60 * 1_000_000L)
                .isEqualTo(channel("channel.a.encode=auto\nchannel.a.gop=3s\nchannel.a.video.bitrate=1M\n")
                        .timing()
                        .memory());
    }

    private ServerConfig load(String text) {
        return ConfigLoader.load(properties, environment, file -> Optional.of(text));
    }

    private ChannelConfig channel(String text) {
        ServerConfig config = load(text);
        assertThat(config.problems()).isEmpty();
        return config.channels().get(0);
    }
}
