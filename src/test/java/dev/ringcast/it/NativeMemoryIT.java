package dev.ringcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.testing.Await;
import dev.ringcast.testing.Clips;
import dev.ringcast.testing.Closables;
import dev.ringcast.testing.FfmpegMemory;
import dev.ringcast.testing.Http;
import dev.ringcast.testing.PlaylistWatch;
import dev.ringcast.testing.ProcessFault;
import dev.ringcast.testing.ReadingPlayer;
import dev.ringcast.testing.TomcatBase;
import dev.ringcast.testing.TomcatProcess;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Native memory runs out: for FFmpeg alone, for the process of an isolated channel, for Tomcat. One channel is encoded, one
 * is copied, one is isolated; all are watched all the time.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NativeMemoryIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    /** What is small FFmpeg gets: it opens all, and fails later. */
    private static final long AS_LARGE_AS_A_PICTURE = 3000;

    private static final Http ADMIN = Http.as("admin", "secret");

    private static final Closables OPEN = new Closables();

    @TempDir
    private static Path films;

    private static TomcatProcess tomcat;
    private static PlaylistWatch watch;

    @BeforeAll
    static void start() throws Exception {
        Clips.make(films.resolve("film.mp4"), 20, 25, 48_000, "-g 25");
        tomcat = OPEN.keep(TomcatBase.stock()
                .war("ringcast", TomcatBase.builtWar())
                .user("admin", "secret", "ringcast-admin")
                .file(
                        "conf/ringcast.properties",
                        "media.folder = " + films + "\n"
                                + channel("encoded", "pattern:", "")
                                + channel("copied", "file:film.mp4", "encode = never")
                                + channel("isolated", "pattern:", "isolate = true"))
                .start("/ringcast/"));
        watch = OPEN.keep(PlaylistWatch.of(
                playlist("encoded/180p/ts"), playlist("copied/source/cmaf"), playlist("isolated/180p/ts")));
        assertAllGoesOn();
    }

    private static String channel(String name, String source, String setting) {
        return """
                channel.NAME.source = %s
                channel.NAME.video.size = 320x180
                channel.NAME.video.preset = ultrafast
                """.formatted(source).replace("NAME", name)
                + (setting.isEmpty() ? "" : "channel." + name + "." + setting + "\n");
    }

    @AfterAll
    static void stop() throws Exception {
        OPEN.close();
    }

    @Order(1)
    @Test
    void ffmpeg_thatGetsNoMemory_failsAndIsTriedAgain() throws Exception {
        try (ReadingPlayer encoded = ReadingPlayer.start(playlist("encoded/180p/ts"));
                ReadingPlayer copied = ReadingPlayer.start(playlist("copied/source/ts"))) {
            encoded.awaitFrames(1, SOON);
            copied.awaitFrames(1, SOON);
            try {
                awaitRestarts(AS_LARGE_AS_A_PICTURE);
                awaitRestarts(0);
            } finally {
                FfmpegMemory.unlimit(tomcat);
            }
            assertAllGoesOn("encoded", "copied");
            encoded.awaitFrames(50, SOON);
            copied.awaitFrames(50, SOON);
        }
    }

    private static void awaitRestarts(long most) throws Exception {
        List<String> channels = List.of("encoded", "copied");
        List<Integer> before =
                List.of(status("encoded").getInt("restarts"), status("copied").getInt("restarts"));
        FfmpegMemory.limit(tomcat, most);
        for (int i = 0; i < channels.size(); i++) {
            String channel = channels.get(i);
            int restarts = before.get(i);
            Await.until(
                    channel + " is run again with " + most + " bytes at a time",
                    SOON,
                    () -> status(channel).getInt("restarts") > restarts);
            assertThat(status(channel).getJsonArray("problems").toString()).containsIgnoringCase("memory");
        }
    }

    @Order(2)
    @Test
    void isolatedChannel_whoseProcessGetsNoMemory_isAnotherRun() throws Exception {
        ProcessHandle process = tomcat.captures().get(0);
        ProcessFault.forbidMemory(process);
        // What runs needs no more than it has; the first poster does.
        Http.anonymous().status(tomcat.address("/ringcast/live/isolated/poster.jpg"));
        Await.until("its end", SOON, () -> !process.isAlive());

        assertAllGoesOn("isolated");
        assertThat(status("isolated").getJsonArray("problems").toString()).contains("ended for want of memory");
        assertThat(tomcat.captures().get(0).pid()).isNotEqualTo(process.pid());
        try (Stream<Path> files = Files.walk(tomcat.base().resolve("work"))) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .noneMatch(name -> name.startsWith("hs_err") || name.startsWith("replay"));
        }
    }

    /** The virtual machine ends itself, at the latest when it compiles something. */
    @Order(3)
    @Test
    void L11_L16_tomcat_thatGetsNoMemory_endsAndGoesOnCountingOnceItIsStarted() throws Exception {
        watch.pause();
        ProcessHandle process = ProcessHandle.of(tomcat.pid()).orElseThrow();
        ProcessHandle capture = tomcat.captures().get(0);
        ProcessFault.forbidMemory(process);
        Await.until("its end", SOON, () -> {
            Http.anonymous().status(playlist("encoded/180p/cmaf"));
            return !process.isAlive();
        });
        Await.until("the end of its capture process", SOON, () -> !capture.isAlive());
        tomcat.restart();
        for (String each : List.of("encoded/180p/ts", "copied/source/cmaf", "isolated/180p/ts")) {
            Await.until("media of " + each, SOON, () -> Http.anonymous().status(playlist(each)) == 200);
        }
        watch.resume();

        assertAllGoesOn("encoded", "copied", "isolated");
    }

    /** @param paused while nobody encodes these, their playlists do not keep the pace of the clock */
    private static void assertAllGoesOn(String... paused) {
        watch.awaitMedia(2, SOON);
        assertThat(watch.takeViolations())
                .filteredOn(each -> !each.contains(": L10 ")
                        || Stream.of(paused).noneMatch(channel -> each.contains("/" + channel + "/")))
                .isEmpty();
    }

    private static URI playlist(String path) {
        return tomcat.address("/ringcast/live/" + path + ".m3u8");
    }

    private static JsonObject status(String channel) throws IOException, InterruptedException {
        return ADMIN.json(tomcat.address("/ringcast/admin/channels.json")).getJsonArray("channels").stream()
                .map(each -> (JsonObject) each)
                .filter(each -> each.getString("name").equals(channel))
                .findFirst()
                .orElseThrow();
    }
}
