package dev.ringcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.testing.Await;
import dev.ringcast.testing.Http;
import dev.ringcast.testing.PlaylistWatch;
import dev.ringcast.testing.ProcessFault;
import dev.ringcast.testing.SmallDisk;
import dev.ringcast.testing.TomcatBase;
import dev.ringcast.testing.TomcatProcess;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A file system that is full, with all of Tomcat on it: when it starts, and while it runs. */
class DiskFaultsIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    /** The WAR, packed and unpacked, and FFmpeg's libraries; 36 MB, 36 MB and 86 MB. */
    private static final int ENOUGH_MEGABYTES = 200;

    /** Beside the WAR itself: it can be unpacked, FFmpeg cannot. */
    private static final long TOO_LITTLE = 60L << 20;

    @Test
    void diskThatIsFull_atTheStartAndLater_isSaidAndNotNeeded() throws Exception {
        try (SmallDisk disk = SmallDisk.of(ENOUGH_MEGABYTES)) {
            disk.fillUpTo(TOO_LITTLE + Files.size(TomcatBase.builtWar()));
            try (TomcatProcess tomcat = TomcatBase.stock()
                    .on(disk)
                    .war("ringcast", TomcatBase.builtWar())
                    .user("admin", "secret", "ringcast-admin")
                    .file("conf/ringcast.properties", """
                    channels = card, isolated
                    channel.card.source = pattern:
                    channel.card.video.size = 320x180
                    channel.card.video.preset = ultrafast
                    channel.isolated.source = pattern:
                    channel.isolated.video.size = 320x180
                    channel.isolated.video.preset = ultrafast
                    channel.isolated.isolate = true
                    """)
                    .start("/ringcast/")) {
                assertFfmpegIsNotThere(tomcat);

                tomcat.stop();
                disk.free();
                tomcat.restart();

                assertNothingMoreIsNeeded(tomcat, disk);
            }
        }
    }

    private static void assertFfmpegIsNotThere(TomcatProcess tomcat) throws Exception {
        assertThat(Http.anonymous()
                        .json(tomcat.address("/ringcast/live/channels.json"))
                        .getString("problem"))
                .contains("cannot be unpacked", "No space left on device", "100 MB");
        try (Stream<Path> left = Files.walk(tomcat.base().resolve("work"))) {
            assertThat(left.filter(path -> path.toString().endsWith(".tmp"))).isEmpty();
        }
    }

    private static void assertNothingMoreIsNeeded(TomcatProcess tomcat, SmallDisk disk) throws Exception {
        try (PlaylistWatch watch = PlaylistWatch.of(playlist(tomcat, "card"), playlist(tomcat, "isolated"))) {
            goOn(watch);
            disk.fill();
            goOn(watch);
            assertThat(Http.anonymous().status(tomcat.address("/ringcast/"))).isEqualTo(200);

            // Another run is another process, and the crash of the one before it has nowhere to be told.
            ProcessHandle capture = tomcat.captures().get(0);
            ProcessFault.signal(capture, "SEGV");
            Await.until("its end", SOON, () -> !capture.isAlive());
            watch.awaitMedia(2, SOON);
            // L10 cannot hold where nobody encodes.
            assertThat(watch.takeViolations())
                    .filteredOn(each -> !(each.contains("/isolated/") && each.contains(": L10 ")))
                    .isEmpty();
            Await.until(
                    "the reason",
                    SOON,
                    () -> Http.as("admin", "secret")
                            .get(tomcat.address("/ringcast/admin/channels.json"))
                            .body()
                            .contains("the capture process ended"));

            disk.free();
            goOn(watch);
        }
    }

    private static void goOn(PlaylistWatch watch) {
        watch.awaitMedia(2, SOON);
        assertThat(watch.takeViolations()).isEmpty();
    }

    private static URI playlist(TomcatProcess tomcat, String channel) {
        return tomcat.address("/ringcast/live/" + channel + "/180p/cmaf.m3u8");
    }
}
