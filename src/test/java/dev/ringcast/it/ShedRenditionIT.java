package dev.ringcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.testing.Await;
import dev.ringcast.testing.Browsers;
import dev.ringcast.testing.Http;
import dev.ringcast.testing.PlayerPage;
import dev.ringcast.testing.TomcatBase;
import dev.ringcast.testing.TomcatProcess;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A viewer watches a rendition that the machine cannot carry, as x264's slowest preset takes far longer for its picture than
 * a beat: it is given up, and the picture goes on in the other one. That is hls.js's own doing, so one browser is enough.
 */
@Tag("alone")
class ShedRenditionIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    /** The server looks for half a minute before it gives a rendition up. */
    private static final Duration LATER = Duration.ofSeconds(90);

    @Test
    void rendition_givenUp_playersGoOnWithTheNext() throws Exception {
        try (Browsers browser = Browsers.open(Browsers.Kind.CHROMIUM);
                TomcatProcess tomcat = TomcatBase.recommended()
                        .war("ROOT", TomcatBase.builtWar())
                        .user("admin", "secret", "ringcast-admin")
                        .file("conf/ringcast.properties", """
                        channel.live.source = pattern:
                        channel.live.video.size = 1280x720
                        channel.live.video.fps = 60
                        channel.live.video.preset = placebo
                        channel.live.ladder = 720p, 144p
                        """)
                        .start("/")) {
            // At once: the rendition is there for half a minute. The page asks until there is a playlist.
            PlayerPage page = PlayerPage.open(browser, tomcat.address("/"));
            Await.until(
                    "the choice of renditions",
                    SOON,
                    () -> page.page().locator("#quality option").count() == 3);
            page.page().selectOption("#quality", "720p");
            Await.until("a picture of 720 lines", SOON, () -> page.height() == 720);

            Await.until("a picture of 144 lines", LATER, () -> page.height() == 144);

            assertThat(page.page().locator("#quality option").allTextContents()).containsExactly("Automatic", "144p");
            page.awaitPlayed(5);
            // hls.js has switched by itself: a page that had opened the stream anew would not have met the 404.
            assertThat(page.errors()).contains("levelLoadError\",\"fatal\":false", "(status 404)");
            assertThat(Http.anonymous().status(tomcat.address("/live/live/720p/cmaf.m3u8")))
                    .isEqualTo(404);
            assertThat(Http.anonymous()
                            .get(tomcat.address("/live/live/index.m3u8"))
                            .body())
                    .contains("144p/cmaf.m3u8")
                    .doesNotContain("720p");
        }
    }
}
