package dev.ringcast.it;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The admin page is guarded by the container, and its commands do to viewers what they should and no more. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdminIT {
    private static final String MEDIA_PLAYLIST_OF = "/live/live/ts.m3u8";
    private static final String RESTART = "/admin/channels/live/restart";
    private static final Duration SOON = Duration.ofSeconds(60);

    private final Http viewer = Http.anonymous();
    private TomcatProcess tomcat;
    private Http admin = Http.as("admin", "secret");

    @BeforeAll
    void start() throws Exception {
        tomcat = TomcatBase.recommended()
                .war("ROOT", TomcatBase.builtWar())
                .user("admin", "secret", "ringcast-admin")
                .user("watcher", "secret", "ringcast-metrics")
                .start("/");
    }

    @AfterAll
    void stop() throws Exception {
        tomcat.close();
    }

    @BeforeEach
    void freshSession() {
        admin = Http.as("admin", "secret");
    }

    @Test
    void page_withoutCredentials_asksForThemAndNamesTheUsersFile() throws Exception {
        HttpResponse<String> answer = viewer.get(tomcat.address("/admin/"));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("www-authenticate"))
                .hasValueSatisfying(challenge -> assertThat(challenge).startsWith("Basic "));
        assertThat(answer.body()).contains("tomcat-users.xml");
    }

    @Test
    void page_forUserWithoutTheRole_isForbidden() throws Exception {
        assertThat(Http.as("watcher", "secret").get(tomcat.address("/admin/")).statusCode())
                .isEqualTo(403);
    }

    @Test
    void page_forAdmin_isShown() throws Exception {
        HttpResponse<String> page = admin.get(tomcat.address("/admin/"));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("cache-control")).hasValue("no-store");
        assertThat(Http.csrfToken(page.body())).isNotBlank();
    }

    @Test
    void restart_byGet_isNotAllowed() throws Exception {
        HttpResponse<String> answer = admin.get(tomcat.address(RESTART));

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("allow")).hasValue("POST");
    }

    @Test
    void restart_withoutToken_isForbiddenAndDoesNothing() throws Exception {
        admin.get(tomcat.address("/admin/"));
        String before = firstSegment();
        int restarts = restarts();

        assertThat(post(RESTART, Map.of()).statusCode()).isEqualTo(403);
        assertThat(post(RESTART, Map.of("X-CSRF-Token", "guessed")).statusCode())
                .isEqualTo(403);

        // A restart would begin a new run, whose name is a part of each address.
        Set<String> seen = Set.of(run(before));
        String later = awaitSegmentAfter(before);
        assertThat(run(later)).isIn(seen);
        // The run that it ends would list another segment.
        assertThat(restarts()).isEqualTo(restarts);
    }

    private int restarts() throws Exception {
        return admin.json(tomcat.address("/admin/channels.json"))
                .getJsonArray("channels")
                .getJsonObject(0)
                .getInt("restarts");
    }

    @Test
    void restart_withToken_continuesTheSequenceWithDiscontinuityAndReusesNothing() throws Exception {
        String before = awaitPlaylist(text -> !uris(text).isEmpty());
        Set<String> runsBefore = runs(before);
        long lastBefore = sequence(before) + uris(before).size() - 1;

        assertThat(post(RESTART, token()).statusCode()).isEqualTo(200);

        String after = awaitPlaylist(text -> !runsBefore.containsAll(runs(text)));
        List<String> uris = uris(after);
        assertThat(uris).doesNotHaveDuplicates();
        String fresh = uris.stream()
                .filter(uri -> !runsBefore.contains(run(uri)))
                .findFirst()
                .orElseThrow();
        String preceding = after.substring(0, after.indexOf("\n" + fresh + "\n"));
        assertThat(preceding.substring(preceding.lastIndexOf(uris.get(uris.indexOf(fresh) - 1))))
                .as("between the last segment before and the first after")
                .contains("\n#EXT-X-DISCONTINUITY\n");
        assertThat(sequence(after) + uris.indexOf(fresh)).isGreaterThan(lastBefore);
        for (String uri : uris) {
            assertThat(viewer.bytes(mediaAddress().resolve(uri)).statusCode())
                    .as(uri)
                    .isEqualTo(200);
        }
    }

    @Test
    void stopAndStart_endsThePlaylistAndBeginsAnew() throws Exception {
        awaitPlaylist(text -> !uris(text).isEmpty());

        assertThat(post("/admin/channels/live/stop", token()).statusCode()).isEqualTo(200);
        String ended = awaitPlaylist(text -> text.contains("#EXT-X-ENDLIST"));

        assertThat(post("/admin/channels/live/start", token()).statusCode()).isEqualTo(200);
        String again = awaitPlaylist(
                text -> !text.contains("#EXT-X-ENDLIST") && !uris(text).isEmpty());
        assertThat(sequence(again) + uris(again).size())
                .isGreaterThan(sequence(ended) + uris(ended).size() - 1);
    }

    private Map<String, String> token() throws Exception {
        return Map.of(
                "X-CSRF-Token",
                Http.csrfToken(admin.get(tomcat.address("/admin/")).body()));
    }

    private HttpResponse<String> post(String path, Map<String, String> headers) throws Exception {
        return admin.send("POST", tomcat.address(path), headers);
    }

    private String firstSegment() throws Exception {
        List<String> uris = uris(awaitPlaylist(text -> !uris(text).isEmpty()));
        return uris.get(uris.size() - 1);
    }

    private String awaitSegmentAfter(String known) {
        List<String> uris = uris(awaitPlaylist(text -> {
            List<String> now = uris(text);
            return !now.isEmpty() && !now.get(now.size() - 1).equals(known);
        }));
        return uris.get(uris.size() - 1);
    }

    private String awaitPlaylist(Predicate<String> wanted) {
        return Await.value("media playlist as expected", SOON, () -> {
            if (viewer.status(tomcat.address(MEDIA_PLAYLIST_OF)) != 200) {
                return Optional.empty();
            }
            HttpResponse<String> playlist = viewer.get(mediaAddress());
            return playlist.statusCode() == 200 && wanted.test(playlist.body())
                    ? Optional.of(playlist.body())
                    : Optional.empty();
        });
    }

    private URI mediaAddress() throws Exception {
        URI multivariant = tomcat.address(MEDIA_PLAYLIST_OF);
        return multivariant.resolve(uris(viewer.get(multivariant).body()).get(0));
    }

    private static List<String> uris(String playlist) {
        return playlist.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }

    /** The folder in a segment's address: another one in each life of the encoder. */
    private static String run(String uri) {
        return uri.substring(0, uri.lastIndexOf('/'));
    }

    private static Set<String> runs(String playlist) {
        return uris(playlist).stream().map(AdminIT::run).collect(Collectors.toSet());
    }

    private static long sequence(String playlist) {
        return playlist.lines()
                .filter(line -> line.startsWith("#EXT-X-MEDIA-SEQUENCE:"))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(':') + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no media sequence in " + playlist));
    }
}
