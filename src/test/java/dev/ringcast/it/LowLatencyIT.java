package dev.ringcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.rules.ParsedPlaylist;
import dev.ringcast.rules.PlaylistDelta;
import dev.ringcast.rules.PlaylistRenditions;
import dev.ringcast.rules.PlaylistRuleChecker;
import dev.ringcast.rules.Violation;
import dev.ringcast.testing.Await;
import dev.ringcast.testing.Http;
import dev.ringcast.testing.PrometheusText;
import dev.ringcast.testing.RawHttp;
import dev.ringcast.testing.TomcatBase;
import dev.ringcast.testing.TomcatProcess;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Low latency over HTTP, from a real Tomcat: segments of two seconds, six parts each. */
@Tag("alone")
class LowLatencyIT {
    private static final Duration SOON = Duration.ofSeconds(40);

    /** Parts that are read at least, and at most: segments are skipped once they are six target durations old (L36). */
    private static final int ROUNDS = 30;

    private static final int MOST_ROUNDS = 90;
    private static final List<String> SKIPS = List.of("YES", "v2");

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private static TomcatProcess tomcat;

    @BeforeAll
    static void start() throws Exception {
        tomcat = TomcatBase.recommended()
                .war("ROOT", TomcatBase.builtWar())
                .user("admin", "secret", "ringcast-admin")
                .file("conf/ringcast.properties", """
                channels = live, other
                channel.live.source = pattern:
                channel.live.video.size = 640x360
                channel.live.ladder = 360p, 240p
                channel.other.source = pattern:
                channel.other.video.size = 320x180
                channel.other.video.bitrate = 200k
                """)
                .start("/");
        for (String channel : List.of("live/360p", "other/180p")) {
            Await.until(
                    "a first segment of " + channel,
                    SOON,
                    () -> Http.anonymous().status(tomcat.address("/live/" + channel + "/cmaf.m3u8")) == 200);
        }
    }

    @AfterAll
    static void stop() throws Exception {
        tomcat.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cmaf", "ts"})
    void L30toL38_readAtEachPart_breakNoRule(String packaging) throws Exception {
        URI playlist = tomcat.address("/live/live/360p/" + packaging + ".m3u8");
        PlaylistRuleChecker checker = PlaylistRuleChecker.readingAtOnce(Duration.ofMillis(400));
        List<Violation> violations = new ArrayList<>();
        String text = get(playlist).get(10, TimeUnit.SECONDS).body();
        Set<String> merged = new TreeSet<>();
        for (int i = 0; i < ROUNDS || (merged.size() < SKIPS.size() && i < MOST_ROUNDS); i++) {
            violations.addAll(checker.observe(text, Instant.now()));
            String next = next(text);
            CompletableFuture<HttpResponse<String>> full = get(URI.create(playlist + next));
            Map<String, CompletableFuture<HttpResponse<String>>> deltas = new LinkedHashMap<>();
            SKIPS.forEach(skip -> deltas.put(skip, get(URI.create(playlist + next + "&_HLS_skip=" + skip))));
            String fullText = full.get(20, TimeUnit.SECONDS).body();
            for (Map.Entry<String, CompletableFuture<HttpResponse<String>>> delta : deltas.entrySet()) {
                String deltaText = delta.getValue().get(20, TimeUnit.SECONDS).body();
                if (deltaText.contains("EXT-X-SKIP") && position(fullText).equals(position(deltaText))) {
                    violations.addAll(PlaylistDelta.check(text, deltaText, fullText));
                    merged.add(delta.getKey());
                }
            }
            text = fullText;
        }
        assertThat(violations).isEmpty();
        assertThat(merged).as("delta updates that were put together").containsExactlyElementsOf(SKIPS);
    }

    @Test
    void L27L38_renditions_fitTogether() throws Exception {
        Map<URI, String> texts = new LinkedHashMap<>();
        for (String rendition : List.of("360p", "240p")) {
            URI playlist = tomcat.address("/live/live/" + rendition + "/cmaf.m3u8");
            texts.put(playlist, get(playlist).get(10, TimeUnit.SECONDS).body());
        }
        assertThat(PlaylistRenditions.check(texts)).isEmpty();
    }

    @Test
    void L37_hintedPart_comesWholeWhenItIsThere() throws Exception {
        URI playlist = tomcat.address("/live/live/360p/cmaf.m3u8");
        for (int i = 0; i < 7; i++) {
            String text = get(playlist).get(10, TimeUnit.SECONDS).body();
            URI hinted = playlist.resolve(
                    PlaylistRuleChecker.parse(text).hint("PART").orElseThrow().uri());
            HttpResponse<byte[]> part = bytes(hinted);
            assertThat(part.statusCode()).isEqualTo(200);
            assertThat(part.headers().firstValueAsLong("Content-Length")).hasValue(part.body().length);
            assertThat(part.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
            assertThat(part.headers().firstValue("Content-Type")).contains("video/iso.segment");
            assertThat(bytes(hinted).body()).isEqualTo(part.body());
        }
    }

    /** When a byte has come, a playlist that is asked for then lists the part; and several were asked for before. */
    @Test
    void L37_hintedPart_noByteComesBeforeThePlaylistListsIt() throws Exception {
        URI playlist = tomcat.address("/live/live/360p/cmaf.m3u8");
        int listedLater = 0;
        for (int i = 0; i < MOST_ROUNDS && listedLater < 10; i++) {
            URI hinted =
                    playlist.resolve(parsed(playlist).hint("PART").orElseThrow().uri());
            try (RawHttp.Exchange part = RawHttp.begin(hinted, "GET " + hinted.getRawPath())) {
                boolean hasCome = part.hasBytes();
                boolean listed = lists(playlist, hinted);
                while (!hasCome && !listed) {
                    listedLater++;
                    hasCome = part.hasBytes();
                    listed = lists(playlist, hinted);
                }
                assertThat(listed)
                        .as("%s is listed when its first byte comes", hinted)
                        .isTrue();
                RawHttp.Reply whole = part.finish();
                assertThat(whole.status()).isEqualTo(200);
                assertThat(whole.body().getBytes(StandardCharsets.ISO_8859_1))
                        .isEqualTo(bytes(hinted).body());
            }
        }
        assertThat(listedLater)
                .as("playlists that were asked for while it was waited for")
                .isGreaterThanOrEqualTo(10);
    }

    private static boolean lists(URI playlist, URI part) throws Exception {
        return parsed(playlist).parts().stream()
                .anyMatch(each -> playlist.resolve(each.uri()).equals(part));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cmaf", "ts"})
    void L32_segment_isItsPartsOneAfterTheOther(String packaging) throws Exception {
        URI playlist = tomcat.address("/live/live/240p/" + packaging + ".m3u8");
        ParsedPlaylist parsed = parsed(playlist);
        ParsedPlaylist.Segment last = parsed.segment(parsed.lastSequence()).orElseThrow();
        ByteArrayOutputStream parts = new ByteArrayOutputStream();
        for (ParsedPlaylist.Part part : parsed.parts()) {
            if (part.sequence() == last.sequence()) {
                parts.write(bytes(playlist.resolve(part.uri())).body());
            }
        }
        assertThat(bytes(playlist.resolve(last.uri())).body()).isEqualTo(parts.toByteArray());
    }

    @Test
    void L22_channelThatIsStopped_answersWhoWaits() throws Exception {
        URI playlist = tomcat.address("/live/other/180p/cmaf.m3u8");
        Http admin = Http.as("admin", "secret");
        String token = Http.csrfToken(admin.get(tomcat.address("/admin/")).body());
        List<CompletableFuture<HttpResponse<String>>> waiting = wait(playlist, 20);
        admin.send("POST", tomcat.address("/admin/channels/other/stop"), Map.of("X-CSRF-Token", token));
        for (CompletableFuture<HttpResponse<String>> request : waiting) {
            HttpResponse<String> answer = request.get(10, TimeUnit.SECONDS);
            // If a segment has ended meanwhile, the one that is cut short by the stop is what was asked for.
            assertThat(answer.body())
                    .satisfiesAnyOf(
                            body -> assertThat(body).endsWith("#EXT-X-ENDLIST\n"),
                            body -> assertThat("_HLS_msn="
                                            + PlaylistRuleChecker.parse(body).lastSequence())
                                    .isEqualTo(answer.uri().getQuery()));
        }
        admin.send("POST", tomcat.address("/admin/channels/other/start"), Map.of("X-CSRF-Token", token));
        Await.until("it goes on", SOON, () -> !get(playlist).get().body().endsWith("#EXT-X-ENDLIST\n"));
    }

    @Test
    void serverThatIsShutDown_answersWhoWaits() throws Exception {
        try (TomcatProcess own = TomcatBase.stock()
                .war("ringcast", TomcatBase.builtWar())
                .file("conf/ringcast.properties", "channel.live.source = pattern:\nchannel.live.video.size = 320x180\n")
                .start("/ringcast/")) {
            URI playlist = own.address("/ringcast/live/live/180p/cmaf.m3u8");
            Await.until("a first segment", SOON, () -> Http.anonymous().status(playlist) == 200);
            List<CompletableFuture<HttpResponse<String>>> waiting = wait(playlist, 20);
            own.stop();
            for (CompletableFuture<HttpResponse<String>> request : waiting) {
                assertThat(request.get(10, TimeUnit.SECONDS).statusCode()).isIn(200, 503);
            }
            assertThat(own.complaints()).isEmpty();
        }
    }

    /** Requests that have to wait for two segments. */
    private static List<CompletableFuture<HttpResponse<String>>> wait(URI playlist, int count) throws Exception {
        long last = parsed(playlist).lastSequence();
        List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            waiting.add(get(URI.create(playlist + "?_HLS_msn=" + (last + 2))));
        }
        String channel = playlist.resolve("..").getPath().replaceFirst(".*/([^/]+)/$", "$1");
        String sample = "ringcast_waiting_requests{channel=\"" + channel + "\"}";
        Await.until("all of them wait", SOON, () -> {
            String metrics =
                    Http.anonymous().get(playlist.resolve("../../../metrics")).body();
            return PrometheusText.parse(metrics).value(sample) >= count;
        });
        return waiting;
    }

    private static String next(String text) {
        ParsedPlaylist playlist = PlaylistRuleChecker.parse(text);
        int open = playlist.openParts().size();
        return "?_HLS_msn=" + (playlist.lastSequence() + 1) + "&_HLS_part=" + open;
    }

    private static List<String> position(String text) {
        Predicate<String> ofTheEnd = line -> line.startsWith("#EXT-X-PRELOAD-HINT");
        return text.lines().filter(ofTheEnd).toList();
    }

    private static ParsedPlaylist parsed(URI playlist) throws Exception {
        return PlaylistRuleChecker.parse(get(playlist).get(10, TimeUnit.SECONDS).body());
    }

    private static CompletableFuture<HttpResponse<String>> get(URI address) {
        HttpRequest request =
                HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(30)).build();
        return CLIENT.sendAsync(request, BodyHandlers.ofString());
    }

    private static HttpResponse<byte[]> bytes(URI address) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(30)).build();
        return CLIENT.send(request, BodyHandlers.ofByteArray());
    }
}
