package dev.ringcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.source.TestCardStrip;
import dev.ringcast.testing.Await;
import dev.ringcast.testing.Browsers;
import dev.ringcast.testing.Http;
import dev.ringcast.testing.PictureReader;
import dev.ringcast.testing.PlayerPage;
import dev.ringcast.testing.PrometheusText;
import dev.ringcast.testing.Scripts;
import dev.ringcast.testing.TomcatBase;
import dev.ringcast.testing.TomcatProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The page in both browsers at once: it plays by itself, without a stall, and finds back to the picture by itself. */
@Tag("alone")
class BrowserIT {
    private static final int PLAYED_SECONDS = 30;
    private static final int FRAMES_A_SECOND = 30;

    private static final Duration SOON = Duration.ofSeconds(60);

    /** What the page asks for ahead must be what its scripts ask for later; else it is loaded twice. (The icon is shown twice.) */
    private static final String ASKED_TWICE = """
            () => {
              const asked = performance.getEntriesByType("resource");
              const playlist = asked.find(({ name }) => name.endsWith(".m3u8"));
              const names = asked.filter(({ startTime }) => startTime <= playlist.startTime).map(({ name }) => name);
              return names.filter((name, index) => names.indexOf(name) !== index && !name.endsWith("/icon.svg"));
            }
            """;

    @Test
    void pages_playForHalfAMinute_thenSurviveDamagedMediaAndTheServersDeath() throws Exception {
        try (Browsers chromium = Browsers.open(Browsers.Kind.CHROMIUM);
                Browsers firefox = Browsers.open(Browsers.Kind.FIREFOX);
                TomcatProcess tomcat = TomcatBase.recommended()
                        .war("ROOT", TomcatBase.builtWar())
                        // Even where there is a camera.
                        .file("conf/ringcast.properties", """
                                channel.live.source = pattern:
                                channel.live.video.size = 640x360
                                """)
                        .start("/")) {
            // A page opened earlier asks until there is one, and the browser's console tells each refusal.
            Await.until(
                    "the first segment",
                    SOON,
                    () -> Http.anonymous().status(tomcat.address("/live/live/360p/ts.m3u8")) == 200);
            List<Browsers> browsers = List.of(chromium, firefox);
            List<PlayerPage> pages = new ArrayList<>();
            for (Browsers browser : browsers) {
                browser.page().addInitScript(Scripts.of(BrowserIT.class, "damaging-browser.js"));
                PlayerPage page = PlayerPage.open(browser, tomcat.address("/"));
                page.awaitPlaying();
                assertThat((List<?>) page.page().evaluate(ASKED_TWICE))
                        .as("addresses asked for again before anything was played")
                        .isEmpty();
                pages.add(page);
            }
            pages.forEach(PlayerPage::settle);

            assertPicturesIn(pages, PLAYED_SECONDS);

            for (int i = 0; i < pages.size(); i++) {
                String which = browsers.get(i).version();
                assertThat(pages.get(i).stalls()).as("stalls in %s", which).isZero();
                assertThat(pages.get(i).rebuilds()).as("players in %s", which).isZero();
                assertThat(pages.get(i).errors()).as(which).isEqualTo("[]");
                assertThat(browsers.get(i).takeErrors()).as(which).isEmpty();
            }
            Await.until("L42: each page has told how long its reports take", SOON, () -> {
                String figures =
                        Http.anonymous().get(tomcat.address("/metrics")).body();
                String told = "ringcast_viewer_round_trip_seconds_count{channel=\"live\"}";
                return PrometheusText.parse(figures).value(told) >= pages.size();
            });

            for (PlayerPage page : pages) {
                page.page().evaluate("window.damaged = 1");
                Await.until("the page has noticed", SOON, () -> page.rebuilds() == 1);
            }
            pages.forEach(PlayerPage::awaitPlaying);
            PlayerPage.awaitPlayed(pages, 3);

            tomcat.kill();
            for (PlayerPage page : pages) {
                Await.until("the page has noticed", SOON, () -> !page.is("playing"));
            }
            tomcat.restart();

            pages.forEach(PlayerPage::awaitPlaying);
            List<Integer> before = pages.stream().map(BrowserIT::frame).toList();
            PlayerPage.awaitPlayed(pages, 3);
            for (int i = 0; i < pages.size(); i++) {
                assertThat(frame(pages.get(i))).as("the picture moves again").isGreaterThan(before.get(i));
            }
        }
    }

    /** By the number that the test card writes into each picture. */
    private static void assertPicturesIn(List<PlayerPage> pages, int seconds) {
        List<Integer> before = pages.stream().map(BrowserIT::frame).toList();
        PlayerPage.awaitPlayed(pages, seconds);
        for (int i = 0; i < pages.size(); i++) {
            assertThat(frame(pages.get(i)) - before.get(i))
                    .as("pictures of the test card shown meanwhile")
                    .isBetween(seconds * FRAMES_A_SECOND * 9 / 10, seconds * FRAMES_A_SECOND * 12 / 10);
        }
    }

    /** The number that the test card writes into each picture. */
    private static int frame(PlayerPage page) {
        return Await.value("test card with a readable strip", Duration.ofSeconds(10), () -> {
                    PictureReader picture = PictureReader.read(page.page());
                    return TestCardStrip.read(picture.width(), picture.height(), picture.pixels());
                })
                .frame();
    }
}
