package dev.ringcast.it;

import static dev.ringcast.it.SecuredTomcat.SECRET;
import static dev.ringcast.it.SecuredTomcat.SOON;
import static dev.ringcast.it.SecuredTomcat.TITLE;
import static dev.ringcast.it.SecuredTomcat.address;
import static dev.ringcast.it.SecuredTomcat.admin;
import static dev.ringcast.it.SecuredTomcat.camera;
import static dev.ringcast.it.SecuredTomcat.channel;
import static dev.ringcast.it.SecuredTomcat.tomcat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.ringcast.testing.Await;
import dev.ringcast.testing.Browsers;
import dev.ringcast.testing.Http;
import dev.ringcast.testing.Inside;
import jakarta.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is secret stays so, and who has a link watches. */
@ExtendWith(SecuredTomcat.class)
class SecretsIT {
    @Test
    void secrets_ofSourcesAndKeys_areShownNowhere() throws Exception {
        JsonObject door = Await.value(
                "a failure of the camera",
                SOON,
                () -> channel("door").getJsonArray("problems").isEmpty()
                        ? Optional.empty()
                        : Optional.of(channel("door")));
        assertThat(door.getString("source")).isEqualTo("rtsp://***@127.0.0.1:" + camera().port() + "/stream?token=***");
        assertThat(camera().heard()).as("the camera was sent the password").contains("Authorization: Basic ");
        String token = channel("vault").getString("page").replaceFirst(".*-", "");

        assertThat(admin().get(tomcat().address("/admin/channels.json")).body()).doesNotContain(SECRET);
        assertThat(Http.anonymous().get(tomcat().address("/live/channels.json")).body())
                .doesNotContain(SECRET, token, "rtsp:");
        assertThat(Inside.commandLine(tomcat())).contains("catalina").doesNotContain(SECRET, token);
        assertThat(Inside.threads(tomcat())).contains("ringcast-door-source").doesNotContain(SECRET, token);
        assertThat(Inside.managementBeans(tomcat()))
                .contains("Catalina:type=Server")
                .doesNotContain(SECRET);
        assertThat(Http.anonymous()
                        .get(tomcat().address("/live/vault/~" + "1".repeat(10) + "-" + token + "/ts.m3u8"))
                        .statusCode())
                .isEqualTo(403);
        tomcat().awaitLog(line -> line.contains("channel door"), SOON);
        Await.until("the access log", SOON, () -> Inside.logFiles(tomcat()).contains("/live/vault/~.../ts.m3u8"));
        assertThat(Inside.logFiles(tomcat())).doesNotContain(SECRET, token);
        assertThat(tomcat().log()).doesNotContain(SECRET, token);
    }

    @Test
    void channel_withKey_playsByItsSignedAddressAlone() throws Exception {
        Http viewer = Http.anonymous();
        URI multivariant = address("vault", "playlist");
        String mediaName = uris(viewer.get(multivariant).body()).get(0);
        URI media = multivariant.resolve(mediaName);
        String playlist = viewer.get(media).body();
        List<String> names = new ArrayList<>(uris(playlist));
        names.add(attribute(playlist, "EXT-X-MAP"));
        names.add(attribute(playlist, "EXT-X-PART"));
        names.add(attribute(playlist, "EXT-X-PRELOAD-HINT"));
        assertThat(names).hasSizeGreaterThan(3);
        for (String name : names.subList(Math.max(0, names.size() - 5), names.size())) {
            URI address = media.resolve(name);
            assertThat(viewer.status(address)).as(name).isEqualTo(200);
            assertThat(viewer.status(URI.create(address.toString().replaceFirst("/~[^/]*", ""))))
                    .as(name)
                    .isEqualTo(403);
        }
        long last = Long.parseLong(names.get(names.size() - 4).replaceAll(".*/|\\..*", ""));
        assertThat(viewer.status(URI.create(media + "?_HLS_msn=" + (last + 2)))).isEqualTo(200);
    }

    @Test
    void pages_withHostileTitleAndSignedLink_showTextAndPlay() throws Exception {
        try (Browsers browser = Browsers.open(Browsers.Kind.CHROMIUM)) {
            Page page = browser.page();
            page.setExtraHTTPHeaders(Map.of("Authorization", Http.basic("admin", "right")));
            page.navigate(tomcat().address("/admin/").toString());
            Await.until("the posters", SOON, () ->
                    (Boolean) page.evaluate("document.querySelectorAll('.poster img:not([hidden])').length >= 2"));
            assertThat(page.evaluate("document.querySelector('[data-channel=live] h2').textContent"))
                    .isEqualTo(TITLE);
            page.evaluate("document.querySelector('[data-channel=vault] [data-action=link]').click()");
            String field = "document.querySelector('[data-channel=vault] .link-address:not([hidden]) input')";
            Await.until("a link", SOON, () -> (Boolean) page.evaluate(field + " !== null"));
            String link = (String) page.evaluate(field + ".value");
            assertThat(page.evaluate("window.xss === undefined")).isEqualTo(true);

            page.setExtraHTTPHeaders(Map.of());
            page.navigate(tomcat().address("/?channel=live").toString());
            Await.until(
                    "the title",
                    SOON,
                    () -> page.evaluate("document.getElementById('title').textContent")
                            .equals(TITLE));
            assertThat(page.evaluate("window.xss === undefined")).isEqualTo(true);

            page.navigate(link);
            awaitState(page, "playing");
            assertThat(browser.takeErrors()).isEmpty();
            page.navigate("about:blank");
            page.navigate(link.replaceFirst("#.*", ""));
            awaitState(page, "refused");
            assertThat(browser.takeErrors()).isEmpty();
            page.navigate("about:blank");
            page.navigate(link + "0");
            awaitState(page, "refused");
        }
    }

    private static void awaitState(Page page, String wanted) {
        Await.until(
                "state " + wanted,
                SOON,
                () -> page.evaluate("window.ringcast?.state ?? ''").equals(wanted));
    }

    private static List<String> uris(String playlist) {
        return playlist.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }

    /** The URI in the last tag of that name. */
    private static String attribute(String playlist, String tag) {
        return playlist.lines()
                .filter(line -> line.startsWith("#" + tag + ":"))
                .reduce((first, second) -> second)
                .orElseThrow()
                .replaceFirst(".*URI=\"([^\"]*)\".*", "$1");
    }
}
