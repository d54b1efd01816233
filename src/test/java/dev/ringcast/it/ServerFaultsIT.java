package dev.ringcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.testing.Await;
import dev.ringcast.testing.Closables;
import dev.ringcast.testing.Http;
import dev.ringcast.testing.PlaylistWatch;
import dev.ringcast.testing.ProcessFault;
import dev.ringcast.testing.TomcatBase;
import dev.ringcast.testing.TomcatProcess;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong with the machine and the process. One channel is watched all the time. */
@Tag("paired")
class ServerFaultsIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Http ADMIN = Http.as("admin", "secret");

    private static final Closables OPEN = new Closables();

    @TempDir
    private static Path folder;

    private static Path hosts;
    private static TomcatProcess tomcat;
    private static PlaylistWatch watch;

    @BeforeAll
    static void start() throws Exception {
        hosts = Files.createFile(folder.resolve("hosts"));
        tomcat = OPEN.keep(TomcatBase.stock()
                .war("ringcast", TomcatBase.builtWar())
                .user("admin", "secret", "ringcast-admin")
                .option("-Djdk.net.hosts.file=" + hosts)
                .option("-Dsun.net.inetaddr.negative.ttl=0")
                .file("conf/ringcast.properties", """
                channels = card, named, broken
                channel.card.source = pattern:
                channel.card.video.size = 320x180
                channel.card.video.preset = ultrafast
                channel.named.source = http://camera.invalid:%d/live.ts
                channel.named.video.size = 320x180
                channel.named.video.preset = ultrafast
                channel.named.source.timeout = 2s
                channel.named.slate.after = 1s
                channel.broken.source = pattern:
                channel.broken.video.size = 320x180
                channel.broken.video.encoder = h264_videotoolbox
                """.formatted(TomcatProcess.freePort()))
                .start("/ringcast/"));
        watch = OPEN.keep(PlaylistWatch.of(playlist("card", "ts"), playlist("card", "cmaf")));
        watch.awaitMedia(1, SOON);
    }

    @AfterAll
    static void stop() throws Exception {
        OPEN.close();
    }

    /** That of a Mac: other builds of FFmpeg lack it. */
    @Test
    void encoderThatDoesNotOpen_isToldAndTriedAgainAndHarmsNobody() throws Exception {
        Await.until("the second attempt", SOON, () -> status("broken").getInt("restarts") > 1);

        Await.until("the reason", SOON, () -> reason("broken").contains("no H.264 encoder opens"));
        assertThat(status("broken").toString()).contains("h264_videotoolbox", "video.encoder");
        assertThat(Http.anonymous().status(playlist("broken", "ts"))).isEqualTo(503);
        assertCardGoesOn();
    }

    /** Nobody serves under that name, once it is found: then that is what is told. */
    @Test
    void nameThatIsNotFound_isLookedUpAgain() throws Exception {
        String unknown = "there is no host camera.invalid";
        try (PlaylistWatch named = PlaylistWatch.of(playlist("named", "ts"))) {
            Await.until("the slate", SOON, () -> reason("named").contains(unknown));
            named.awaitMedia(1, SOON);
            Files.writeString(hosts, "127.0.0.1 camera.invalid\n");
            Await.until("another reason", SOON, () -> !reason("named").contains(unknown));
            named.awaitMedia(1, SOON);
            assertThat(named.takeViolations()).isEmpty();
        }
        assertCardGoesOn();
    }

    /** What was missed for a short time is encoded all the same; what was missed for long nobody could see any more. */
    @ParameterizedTest
    @CsvSource({"5, false", "25, true"})
    void machineThatStandsStill_goesOnWhereTheClockIs(int seconds, boolean anew) throws Exception {
        watch.pause();
        ProcessFault.freeze(tomcat);
        try {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
            Await.until("a while", SOON, () -> System.nanoTime() > end);
        } finally {
            ProcessFault.thaw(tomcat);
        }
        watch.resume();

        Await.until("it is noticed, and over", SOON, () -> {
            JsonObject card = status("card");
            return card.getJsonObject("state").getString("kind").equals("live")
                    && card.getJsonArray("problems").toString().contains("stood still for") == anew;
        });
        watch.awaitMedia(2, SOON);
        // L10 cannot hold where nobody encodes: another run begins after a pause.
        assertThat(watch.takeViolations())
                .filteredOn(each -> !anew || !each.contains(": L10 "))
                .isEmpty();
    }

    /** What viewers had in their playlists is gone with the memory; what is listed from then on is there. */
    @ParameterizedTest
    @ValueSource(strings = {"KILL", "TERM"})
    void L11_L16_processThatIsEndedAndStarted_goesOnCounting(String signal) throws Exception {
        watch.pause();
        if (signal.equals("KILL")) {
            tomcat.kill();
        } else {
            tomcat.stop();
        }
        tomcat.restart();
        Await.until("a first segment", SOON, () -> Http.anonymous().status(playlist("card", "cmaf")) == 200);
        watch.resume();

        assertCardGoesOn();
    }

    private static void assertCardGoesOn() {
        watch.awaitMedia(2, SOON);
        assertThat(watch.takeViolations()).isEmpty();
    }

    private static URI playlist(String channel, String packaging) {
        return tomcat.address("/ringcast/live/" + channel + "/180p/" + packaging + ".m3u8");
    }

    private static String reason(String channel) throws IOException, InterruptedException {
        return status(channel).getJsonObject("state").getString("reason", "");
    }

    private static JsonObject status(String channel) throws IOException, InterruptedException {
        return ADMIN.json(tomcat.address("/ringcast/admin/channels.json")).getJsonArray("channels").stream()
                .map(each -> (JsonObject) each)
                .filter(each -> each.getString("name").equals(channel))
                .findFirst()
                .orElseThrow();
    }
}
