package dev.ringcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.ringcast.testing.Await;
import dev.ringcast.testing.Browsers;
import dev.ringcast.testing.Http;
import dev.ringcast.testing.TomcatBase;
import dev.ringcast.testing.TomcatProcess;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A viewer watches a rendition that the machine cannot carry, as x264's slowest preset takes far longer for its picture than
 * a beat: it is given up, and the picture goes on in the other one.
 */
@Tag("alone")
class ShedRenditionIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    /** The server looks for half a minute before it gives a rendition up. */
    private static final Duration LATER = Duration.ofSeconds(90);

    @ParameterizedTest
    @EnumSource(Browsers.Kind.class)
    void rendition_givenUp_playersGoOnWithTheNext(Browsers.Kind kind) throws Exception {
        try (Browsers browser = Browsers.open(kind);
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
            Await.until(
                    "the first segment",
                    SOON,
                    () -> Http.anonymous().status(tomcat.address("/live/live/720p/cmaf.m3u8")) == 200);
            Page page = browser.page();
            page.navigate(tomcat.address("/").toString());
            Await.until(
                    "the choice of renditions",
                    SOON,
                    () -> page.locator("#quality option").count() == 3);
            page.selectOption("#quality", "720p");
            Await.until("a picture of 720 lines", SOON, () -> height(page) == 720);

            Await.until("a picture of 144 lines", LATER, () -> height(page) == 144);

            assertThat(page.locator("#quality option").allTextContents()).containsExactly("Automatic", "144p");
            double time = time(page);
            Await.until("the picture goes on", SOON, () -> time(page) > time + 5);
            // hls.js has switched by itself: a page that had opened the stream anew would not have met the 404.
            assertThat((String) page.evaluate("JSON.stringify(window.ringcast.errors)"))
                    .contains("levelLoadError\",\"fatal\":false", "(status 404)");
            assertThat(Http.anonymous().status(tomcat.address("/live/live/720p/cmaf.m3u8")))
                    .isEqualTo(404);
            assertThat(Http.anonymous()
                            .get(tomcat.address("/live/live/index.m3u8"))
                            .body())
                    .contains("144p/cmaf.m3u8")
                    .doesNotContain("720p");
        }
    }

    private static int height(Page page) {
        return (int) page.evaluate("document.querySelector('video').videoHeight");
    }

    private static double time(Page page) {
        return ((Number) page.evaluate("document.querySelector('video').currentTime")).doubleValue();
    }
}
