package dev.ringcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.rules.PlaylistRuleChecker;
import dev.ringcast.testing.Await;
import dev.ringcast.testing.Browsers;
import dev.ringcast.testing.FfmpegProgram;
import dev.ringcast.testing.Http;
import dev.ringcast.testing.PlayerPage;
import dev.ringcast.testing.ReaderClock;
import dev.ringcast.testing.TomcatBase;
import dev.ringcast.testing.TomcatProcess;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A real sender is killed and comes back: the playlist keeps its beat, viewers see the slate and then the picture. */
@Tag("alone")
class SourceLossIT {
    private static final Duration SOON = Duration.ofSeconds(40);
    private static final Duration AWAY = Duration.ofSeconds(20);
    private static final Duration BACK = Duration.ofSeconds(10);

    private PlaylistRuleChecker checker = new PlaylistRuleChecker();
    private final ReaderClock clock = new ReaderClock();
    private final List<Object> violations = new ArrayList<>();
    private String playlist = "";

    @Test
    void sender_killedAndStartedAgain_isSlateThenPictureInOnePlayback() throws Exception {
        int port = freePort();
        try (Browsers chromium = Browsers.open(Browsers.Kind.CHROMIUM);
                Browsers firefox = Browsers.open(Browsers.Kind.FIREFOX);
                TomcatProcess tomcat = TomcatBase.stock()
                        .war("ringcast", TomcatBase.builtWar())
                        .file("conf/ringcast.properties", """
                        channel.live.source = udp://127.0.0.1:%d
                        channel.live.source.timeout = 2s
                        channel.live.slate.after = 1s
                        channel.live.video.size = 640x360
                        channel.live.video.bitrate = 800k
                        channel.live.segment = 2s
                        """.formatted(port))
                        .start("/ringcast/")) {
            List<PlayerPage> pages = new ArrayList<>();
            try (FfmpegProgram sender = send(port)) {
                awaitState(tomcat, "live");
                observeFor(tomcat, Duration.ofSeconds(3));
                // What is tested is the stream; how near to the edge a busy machine plays is another question.
                for (Browsers browser : List.of(chromium, firefox)) {
                    pages.add(PlayerPage.open(browser, tomcat.address("/ringcast/?latency=ordinary")));
                    observe(tomcat);
                }
                Await.until("the pages play", SOON, () -> {
                    observe(tomcat);
                    return pages.stream().allMatch(page -> page.is("playing"));
                });
                pages.forEach(PlayerPage::settle);
                // Before the hole: opening pages takes time, in which nobody reads playlists.
                checker = new PlaylistRuleChecker();
                violations.clear();
                assertThat(sender.running()).isTrue();
            }
            awaitState(tomcat, "slate");
            observeFor(tomcat, AWAY);
            try (FfmpegProgram sender = send(port)) {
                awaitState(tomcat, "live");
                observeFor(tomcat, BACK);
                assertThat(sender.running()).isTrue();
            }
            for (PlayerPage page : pages) {
                assertThat(page.is("playing")).isTrue();
                assertThat(page.rebuilds()).isZero();
                assertThat(page.stalls()).isZero();
                assertThat(page.errors()).isEqualTo("[]");
            }
        }
        assertThat(violations).isEmpty();
        assertThat(playlist).contains("#EXTINF").doesNotContain("#EXT-X-DISCONTINUITY\n");
    }

    private static FfmpegProgram send(int port) throws IOException {
        return FfmpegProgram.start(
                "-nostdin",
                "-v",
                "error",
                "-re",
                "-f",
                "lavfi",
                "-i",
                "testsrc2=size=640x360:rate=25",
                "-f",
                "lavfi",
                "-i",
                "sine=frequency=440:sample_rate=44100",
                "-c:v",
                "libx264",
                "-preset",
                "ultrafast",
                "-tune",
                "zerolatency",
                "-g",
                "25",
                "-c:a",
                "aac",
                "-f",
                "mpegts",
                "udp://127.0.0.1:" + port + "?pkt_size=1316");
    }

    private void awaitState(TomcatProcess tomcat, String wanted) {
        Await.until("state " + wanted, SOON, () -> {
            observe(tomcat);
            return state(tomcat).equals(wanted);
        });
    }

    private void observeFor(TomcatProcess tomcat, Duration duration) {
        Instant end = Instant.now().plus(duration);
        Await.until("watching the playlist", duration.plusSeconds(20), () -> {
            observe(tomcat);
            return Instant.now().isAfter(end);
        });
    }

    private void observe(TomcatProcess tomcat) throws IOException, InterruptedException {
        HttpResponse<String> answer = Http.anonymous().get(tomcat.address("/ringcast/live/live/360p/ts.m3u8"));
        if (answer.statusCode() == 200) {
            playlist = answer.body();
            violations.addAll(checker.observe(playlist, clock.read()));
        }
    }

    private static String state(TomcatProcess tomcat) throws IOException, InterruptedException {
        JsonObject list = Http.anonymous().json(tomcat.address("/ringcast/live/channels.json"));
        return list.getJsonArray("channels").getJsonObject(0).getString("state");
    }

    private static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            return socket.getLocalPort();
        }
    }
}
