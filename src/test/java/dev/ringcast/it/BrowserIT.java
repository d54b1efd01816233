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
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page in real browsers: it plays by itself, without a stall, and finds back to the picture by itself. */
@Tag("alone")
class BrowserIT {
    private static final int PLAYED_SECONDS = 30;
    private static final int FRAMES_A_SECOND = 30;

    private static final Duration SOON = Duration.ofSeconds(30);

    /** What the page asks for ahead must be what its scripts ask for later; else it is loaded twice. (The icon is shown twice.) */
    private static final String ASKED_TWICE = """
            () => {
              const asked = performance.getEntriesByType("resource");
              const playlist = asked.find(({ name }) => name.endsWith(".m3u8"));
              const names = asked.filter(({ startTime }) => startTime <= playlist.startTime).map(({ name }) => name);
              return names.filter((name, index) => names.indexOf(name) !== index && !name.endsWith("/icon.svg"));
            }
            """;

    @ParameterizedTest
    @EnumSource(Browsers.Kind.class)
    void page_playsForHalfAMinute_thenSurvivesDamagedMediaAndTheServersDeath(Browsers.Kind kind) throws Exception {
        try (Browsers browser = Browsers.open(kind);
                TomcatProcess tomcat = TomcatBase.recommended()
                        .war("ROOT", TomcatBase.builtWar())
                        // Even where there is a camera.
                        .file("conf/ringcast.properties", "channel.live.source = pattern:\n")
                        .start("/")) {
            // A page opened earlier asks until there is one, and the browser's console tells each refusal.
            Await.until(
                    "the first segment",
                    SOON,
                    () -> Http.anonymous().status(tomcat.address("/live/live/720p/ts.m3u8")) == 200);
            browser.page().addInitScript(Scripts.of(BrowserIT.class, "damaging-browser.js"));
            PlayerPage page = PlayerPage.open(browser, tomcat.address("/"));
            page.awaitPlaying();
            assertThat((List<?>) page.page().evaluate(ASKED_TWICE))
                    .as("addresses asked for again before anything was played")
                    .isEmpty();
            page.settle();

            int before = frame(page);
            page.awaitPlayed(PLAYED_SECONDS);

            assertThat(frame(page) - before)
                    .as("pictures of the test card shown meanwhile")
                    .isBetween(PLAYED_SECONDS * FRAMES_A_SECOND * 9 / 10, PLAYED_SECONDS * FRAMES_A_SECOND * 12 / 10);
            assertThat(page.stalls()).as("stalls").isZero();
            assertThat(page.rebuilds()).as("players").isZero();
            assertThat(page.errors()).isEqualTo("[]");
            assertThat(browser.takeErrors()).isEmpty();
            Await.until("L42: the page has told how long its reports take", SOON, () -> {
                String figures =
                        Http.anonymous().get(tomcat.address("/metrics")).body();
                String told = "ringcast_viewer_round_trip_seconds_count{channel=\"live\"}";
                return PrometheusText.parse(figures).value(told) > 0;
            });

            page.page().evaluate("window.damaged = 1");
            Await.until("the page has noticed", SOON, () -> page.rebuilds() == 1);
            page.awaitPlaying();
            page.awaitPlayed(3);

            tomcat.kill();
            Await.until("the page has noticed", SOON, () -> !page.is("playing"));
            tomcat.restart();

            page.awaitPlaying();
            before = frame(page);
            page.awaitPlayed(3);
            assertThat(frame(page)).as("the picture moves again").isGreaterThan(before);
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
