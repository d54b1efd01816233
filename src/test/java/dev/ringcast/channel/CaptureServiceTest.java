package dev.ringcast.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.config.ConfigLoader;
import dev.ringcast.config.ServerConfig;
import dev.ringcast.ffmpeg.NativeStart;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes of a configuration that is not all right, on a platform without FFmpeg. */
class CaptureServiceTest {
    private final Channels channels = new Channels();
    private final CaptureService service = new CaptureService(channels);

    @TempDir
    private Path folder;

    private NativeStart withoutFfmpeg() {
        return NativeStart.begin(
                Set.of(),
                path -> {
                    throw new IOException("there is no " + path);
                },
                folder);
    }

    private static ServerConfig config(Map<String, String> settings) {
        return ConfigLoader.load(settings, Map.of(), path -> Optional.empty());
    }

    @Test
    void start_channelWithAMistake_keepsItsPlace() {
        service.start(
                config(Map.of(
                        "ringcast.channels", "door, hall, yard",
                        "ringcast.channel.door.video.fps", "many",
                        "ringcast.channel.yard.video.fps", "none")),
                withoutFfmpeg(),
                folder,
                Optional.empty());

        assertThat(channels.all()).extracting(Channel::name).containsExactly("door", "hall", "yard");
        service.stop();
    }

    private Channel door(String settings) {
        ServerConfig config = ConfigLoader.load(
                Map.of("ringcast.config", "/etc/door.properties"), Map.of(), path -> Optional.of(settings));
        assertThat(config.problems()).isEmpty();
        return CaptureService.channel(config.channels().get(0), folder, Optional.empty());
    }

    private static String problem(Channel channel) {
        return channel.status().problems().get(0).text();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            rtps://u:geheim@cam/x        | rtps://***@cam/x: is not allowed; allowed are auto, pattern:, file:PATH
            rtsp://u:geheim@:554/x       | rtsp://***@:554/x: names no host; write rtsp://host:port/path
            srt://cam:1?passphrase=geheim&mode=listener | srt://cam:1?passphrase=***&mode=listener: only mode=caller
            udp://239.0.0.1              | udp://239.0.0.1: names no port
            camera:/dev/sda              | camera:/dev/sda: is not a camera's device file: allowed are /dev/videoN
            file:../talk.mp4             | file:../talk.mp4: leads out of the media folder
            pattern:bars                 | pattern:bars: is not a complete address
            webcam                       | ***: is not a complete address: write scheme://host:port/path
            """)
    void channel_sourceThatCannotBeOne_saysWhereItIsWrittenAndWhatIsAllowed(String address, String expected) {
        Channel door = door("channel.door.source = " + address);

        assertThat(door.status().state()).isInstanceOf(ChannelState.Failed.class);
        assertThat(problem(door))
                .startsWith(Path.of("/etc/door.properties") + ": channel.door.source=" + expected)
                .doesNotContain("geheim");
    }

    @Test
    void channel_microphoneThatCannotBeOne_isToldTogetherWithTheSource() {
        Channel door = door("channel.door.source = camera:/dev/sda\nchannel.door.microphone = /x:y\n");

        assertThat(problem(door))
                .contains("channel.door.source=camera:/dev/sda", "channel.door.microphone=/x:y: must be none");
    }

    /** What is not there now may come. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "channel.door.source = file:missing.mp4",
                "channel.door.source = camera:nobody's",
                "channel.door.source = rtsp://no-such-host.invalid/x",
                "channel.door.source = pattern:\nchannel.door.microphone = /x:y"
            })
    void channel_sourceThatMayBeThere_isTried(String settings) {
        assertThat(door(settings)).isInstanceOf(LiveChannel.class);
    }

    @Test
    void start_moreMediaThanTheHeapHolds_isARemark() {
        service.start(
                config(Map.of("ringcast.channel.long.window", "1h", "ringcast.channel.long.video.bitrate", "50M")),
                withoutFfmpeg(),
                folder,
                Optional.empty());

        assertThat(channels.remarks()).singleElement().asString().contains("of media", "-Xmx", "window");
        service.stop();
    }

    @Test
    void tooMuch_default_fitsIntoTheHeapOfTomcatConf() {
        ServerConfig config = config(Map.of("ringcast.channels", "a, b, c, d, e, f, g, h"));

        assertThat(config.channels()).hasSize(8);
        assertThat(MediaMemory.tooMuch(config, 1024L * 1024 * 1024)).isEmpty();
        assertThat(MediaMemory.tooMuch(config, 900L * 1024 * 1024))
                .hasValueSatisfying(remark -> assertThat(remark).contains("696 MB", "900 MB", "-Xmx995m"));
    }
}
