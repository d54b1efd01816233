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
