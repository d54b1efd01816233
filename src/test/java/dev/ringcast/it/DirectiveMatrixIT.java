package dev.ringcast.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.ringcast.rules.ParsedPlaylist;
import dev.ringcast.rules.PlaylistRuleChecker;
import dev.ringcast.testing.Await;
import dev.ringcast.testing.Http;
import dev.ringcast.testing.TomcatBase;
import dev.ringcast.testing.TomcatProcess;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The request matrix: which media playlist a real Tomcat answers directives with, and when. Segments of two seconds have
 * four parts, so that six parts after the last one may be asked for; the channel of the delta updates has segments of one
 * second, as it must be six target durations old, and another is stopped.
 */
@Tag("alone")
class DirectiveMatrixIT {
    private static final Duration SOON = Duration.ofSeconds(40);
    private static final List<String> PACKAGINGS = List.of("cmaf.m3u8", "ts.m3u8");
    private static final ExecutorService THREADS = Executors.newCachedThreadPool();

    private static final Http HTTP = Http.anonymous();

    private static TomcatProcess tomcat;

    @BeforeAll
    static void start() throws Exception {
        tomcat = TomcatBase.recommended()
                .war("ROOT", TomcatBase.builtWar())
                .user("admin", "secret", "ringcast-admin")
                .file(
                        "conf/ringcast.properties",
                        """
                channels = live, brief, stopped
                """ + channel("live", "2s") + channel("brief", "1s") + channel("stopped", "2s"))
                .start("/");
        for (String channel : List.of("live", "stopped")) {
            Await.until(
                    "a first segment of " + channel,
                    SOON,
                    () -> HTTP.status(playlist(channel, "cmaf.m3u8")) == 200
                            && HTTP.status(playlist(channel, "ts.m3u8")) == 200);
        }
        Http admin = Http.as("admin", "secret");
        String token = Http.csrfToken(admin.get(tomcat.address("/admin/")).body());
        admin.send("POST", tomcat.address("/admin/channels/stopped/stop"), Map.of("X-CSRF-Token", token));
        for (String packaging : PACKAGINGS) {
            Await.until(
                    "the end of " + packaging,
                    SOON,
                    () -> HTTP.get(playlist("stopped", packaging)).body().endsWith("#EXT-X-ENDLIST\n"));
        }
    }

    private static String channel(String name, String segment) {
        return """
                channel.NAME.source = pattern:
                channel.NAME.video.size = 320x180
                channel.NAME.video.fps = 20
                channel.NAME.video.bitrate = 200k
                channel.NAME.segment = %s
                channel.NAME.part = 500ms
                """.formatted(segment).replace("NAME", name);
    }

    @AfterAll
    static void stop() throws Exception {
        THREADS.shutdownNow();
        tomcat.close();
    }

    @TestFactory
    Stream<DynamicTest> L35_L40_L41_directives_statusTimeAndFreshness() {
        return tests("live", packaging -> probe(playlist("live", packaging)));
    }

    @TestFactory
    Stream<DynamicTest> L36_skip_isADeltaAlsoAfterAWait() {
        for (String packaging : PACKAGINGS) {
            URI delta = URI.create(playlist("brief", packaging) + "?_HLS_skip=YES");
            Await.until("something to skip", SOON, () -> {
                HttpResponse<String> answer = HTTP.get(delta);
                return answer.statusCode() == 200 && answer.body().contains("#EXT-X-SKIP:");
            });
        }
        return tests("skipping", packaging -> probe(playlist("brief", packaging)));
    }

    /** L22: nothing follows. */
    @TestFactory
    Stream<DynamicTest> L35_L36_stopped_directivesAreIgnored() {
        return tests("stopped", packaging -> {
            URI ended = playlist("stopped", packaging);
            return new DirectiveProbe(ended, ended, playlist("live", packaging));
        });
    }

    @TestFactory
    Stream<DynamicTest> L35_missing_isToldAtOnce() {
        return Stream.of("/live/live/181p/", "/live/other/180p/")
                .flatMap(folder -> tests("missing", packaging -> {
                    URI live = playlist("live", packaging);
                    return new DirectiveProbe(tomcat.address(folder + packaging), live, live);
                }));
    }

    /** L40, L41: whatever players fetch comes from where it is asked for, and is fresh; L39: playlists before media. */
    @Test
    void L39_L40_L41_media_areNotRedirectedAndHaveNoAge() throws Exception {
        URI playlist = playlist("live", "cmaf.m3u8");
        ParsedPlaylist parsed = PlaylistRuleChecker.parse(HTTP.get(playlist).body());
        ParsedPlaylist.Segment last = parsed.segment(parsed.lastSequence()).orElseThrow();
        for (String there : List.of(
                "/stream.m3u8",
                "../index.m3u8",
                "../ts.m3u8",
                "../poster.jpg",
                last.mapUri().orElseThrow(),
                last.uri(),
                last.parts().get(0).uri(),
                parsed.hint("PART").orElseThrow().uri())) {
            HttpResponse<byte[]> answer = HTTP.bytes(playlist.resolve(there));
            assertThat(answer.statusCode()).as(there).isEqualTo(200);
            assertThat(answer.headers().firstValue("Priority"))
                    .as("L39: urgency of %s", there)
                    .isEqualTo(there.endsWith(".m3u8") ? Optional.of("u=1") : Optional.empty());
            DirectiveProbe.checkFresh(answer);
        }
        for (String absent : List.of(".", "..", "none/init.mp4", "../index.m3u8/", "cmaf.m3u8/", "./none//1.m4s")) {
            HttpResponse<byte[]> answer = HTTP.bytes(playlist.resolve(absent));
            assertThat(answer.statusCode()).as(absent).isEqualTo(404);
            DirectiveProbe.checkFresh(answer);
        }
    }

    /** A test for each row in each packaging. Rows that wait are asked for now, all together, the others one by one. */
    private static Stream<DynamicTest> tests(String table, Function<String, DirectiveProbe> probes) {
        return PACKAGINGS.stream()
                .flatMap(packaging -> DirectiveRow.table(table).stream()
                        .map(row -> test(packaging + " " + row, row, probes.apply(packaging))))
                .toList()
                .stream();
    }

    private static DynamicTest test(String name, DirectiveRow row, DirectiveProbe probe) {
        if (!row.waits()) {
            return dynamicTest(name, () -> probe.check(row));
        }
        CompletableFuture<Void> asked = CompletableFuture.runAsync(() -> probe.check(row), THREADS);
        return dynamicTest(name, () -> {
            try {
                asked.join();
            } catch (CompletionException e) {
                throw e.getCause();
            }
        });
    }

    private static DirectiveProbe probe(URI playlist) {
        return new DirectiveProbe(playlist, playlist, playlist);
    }

    private static URI playlist(String channel, String packaging) {
        return tomcat.address("/live/" + channel + "/180p/" + packaging);
    }
}
