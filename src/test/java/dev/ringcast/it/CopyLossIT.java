package dev.ringcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.rules.ParsedPlaylist;
import dev.ringcast.rules.PlaylistRuleChecker;
import dev.ringcast.testing.Await;
import dev.ringcast.testing.Browsers;
import dev.ringcast.testing.Clips;
import dev.ringcast.testing.FfmpegProgram;
import dev.ringcast.testing.Http;
import dev.ringcast.testing.PlayerPage;
import dev.ringcast.testing.ReaderClock;
import dev.ringcast.testing.ReadingPlayer;
import dev.ringcast.testing.TomcatBase;
import dev.ringcast.testing.TomcatProcess;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The sender of a source that is copied is killed and comes back: gaps keep the playlists at their pace, viewers read that
 * the source is away and then see its picture again.
 */
@Tag("paired")
class CopyLossIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration AWAY = Duration.ofSeconds(6);

    private final Map<String, PlaylistRuleChecker> checkers =
            new HashMap<>(Map.of("ts", new PlaylistRuleChecker(), "cmaf", new PlaylistRuleChecker()));
    private final ReaderClock clock = new ReaderClock();
    private final List<Object> violations = new ArrayList<>();
    private final Map<String, String> playlists = new HashMap<>();

    @TempDir
    private Path directory;

    @Test
    void sender_killedAndStartedAgain_isGapsThenPicture() throws Exception {
        Path film = directory.resolve("film.mp4");
        Clips.make(film, 90, 25, 48_000, "-g 25 -bf 2");
        int port = freePort();
        try (Browsers chromium = Browsers.open(Browsers.Kind.CHROMIUM);
                Browsers firefox = Browsers.open(Browsers.Kind.FIREFOX);
                TomcatProcess tomcat = TomcatBase.stock()
                        .war("ringcast", TomcatBase.builtWar())
                        .file("conf/ringcast.properties", """
                        channel.live.source = udp://127.0.0.1:%d
                        channel.live.source.timeout = 2s
                        channel.live.encode = never
                        """.formatted(port))
                        .start("/ringcast/")) {
            List<PlayerPage> pages;
            try (FfmpegProgram sender = FfmpegProgram.sendTransportStream(film, "udp://127.0.0.1:" + port)) {
                awaitState(tomcat, "live");
                // A page opened earlier asks until there is one, which counts as a rebuild.
                await(tomcat, "the first segment", () -> Http.anonymous().status(address(tomcat, "cmaf")) == 200);
                pages = List.of(
                        PlayerPage.open(chromium, tomcat.address("/ringcast/")),
                        PlayerPage.open(firefox, tomcat.address("/ringcast/?latency=ordinary")));
                awaitAll(tomcat, pages, "playing");
                // Before the hole: opening pages takes time, in which nobody reads playlists.
                checkers.replaceAll((packaging, checker) -> new PlaylistRuleChecker());
                violations.clear();
                assertThat(sender.running()).isTrue();
            }
            // A player that knows nothing of gaps.
            try (ReadingPlayer reader = ReadingPlayer.start(address(tomcat, "ts"))) {
                awaitState(tomcat, "away");
                awaitAll(tomcat, pages, "waiting");
                for (PlayerPage page : pages) {
                    assertThat(page.page().evaluate("document.getElementById('notice-title').textContent"))
                            .isEqualTo("The source of this channel is away.");
                }
                Instant later = Instant.now().plus(AWAY);
                await(tomcat, "a longer hole", () -> Instant.now().isAfter(later));
                assertGapsAreNotThere(tomcat);
                try (FfmpegProgram sender = FfmpegProgram.sendTransportStream(film, "udp://127.0.0.1:" + port)) {
                    awaitState(tomcat, "live");
                    awaitAll(tomcat, pages, "playing");
                    int frames = reader.frames();
                    await(tomcat, "the reader goes on", () -> reader.frames() > frames + 50);
                    assertThat(sender.running()).isTrue();
                }
            }
            for (PlayerPage page : pages) {
                assertThat(page.rebuilds()).as(page.errors()).isZero();
                assertThat(page.errors()).doesNotContain("\"fatal\":true");
            }
        }
        assertThat(violations).isEmpty();
        assertThat(playlists.get("ts")).contains("#EXT-X-GAP\n", "#EXT-X-DISCONTINUITY\n");
    }

    /** L25: their URI may answer 404, and does. */
    private void assertGapsAreNotThere(TomcatProcess tomcat) throws Exception {
        for (String packaging : checkers.keySet()) {
            ParsedPlaylist playlist = PlaylistRuleChecker.parse(playlists.getOrDefault(packaging, ""));
            List<ParsedPlaylist.Segment> gaps = playlist.segments().stream()
                    .filter(ParsedPlaylist.Segment::gap)
                    .toList();
            assertThat(gaps).hasSizeGreaterThan(4);
            URI base = address(tomcat, packaging);
            assertThat(Http.anonymous().status(base.resolve(gaps.get(0).uri()))).isEqualTo(404);
            ParsedPlaylist.Part part = playlist.parts().stream()
                    .filter(ParsedPlaylist.Part::gap)
                    .findFirst()
                    .orElseThrow();
            assertThat(Http.anonymous().status(base.resolve(part.uri()))).isEqualTo(404);
        }
    }

    private void awaitAll(TomcatProcess tomcat, List<PlayerPage> pages, String state) {
        try {
            await(tomcat, "the pages are " + state, () -> pages.stream().allMatch(page -> page.is(state)));
        } catch (AssertionError e) {
            throw new AssertionError(
                    e.getMessage() + "; they are " + pages + " by\n" + String.join("\n", playlists.values()), e);
        }
    }

    private void awaitState(TomcatProcess tomcat, String wanted) {
        await(tomcat, "state " + wanted, () -> state(tomcat).equals(wanted));
    }

    /** Waits, and reads the playlists all the while. */
    private void await(TomcatProcess tomcat, String what, Await.Check<Boolean> check) {
        Await.until(what, SOON, () -> {
            Instant now = clock.read();
            for (Map.Entry<String, PlaylistRuleChecker> each : checkers.entrySet()) {
                HttpResponse<String> answer = Http.anonymous().get(address(tomcat, each.getKey()));
                if (answer.statusCode() == 200) {
                    playlists.put(each.getKey(), answer.body());
                    violations.addAll(each.getValue().observe(answer.body(), now));
                }
            }
            return check.look();
        });
    }

    private static URI address(TomcatProcess tomcat, String packaging) {
        return tomcat.address("/ringcast/live/live/source/" + packaging + ".m3u8");
    }

    private static String state(TomcatProcess tomcat) throws IOException, InterruptedException {
        return Http.anonymous()
                .json(tomcat.address("/ringcast/live/channels.json"))
                .getJsonArray("channels")
                .getJsonObject(0)
                .getString("state");
    }

    private static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            return socket.getLocalPort();
        }
    }
}
