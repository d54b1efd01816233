package dev.ringcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.ringcast.source.TestCardStrip;
import dev.ringcast.testing.Await;
import dev.ringcast.testing.Browsers;
import dev.ringcast.testing.Http;
import dev.ringcast.testing.PictureReader;
import dev.ringcast.testing.TomcatBase;
import dev.ringcast.testing.TomcatProcess;
import java.time.Duration;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page in real browsers: it plays by itself, without a stall, and finds back to the picture by itself. */
@Tag("alone")
class BrowserIT {
    private static final int PLAYED_SECONDS = 30;
    private static final int FRAMES_A_SECOND = 30;

    /** A server and a browser that have just been started are still busy with that. */
    private static final int SETTLED_SECONDS = 5;

    private static final Duration SOON = Duration.ofSeconds(30);

    @ParameterizedTest
    @EnumSource(Browsers.Kind.class)
    void page_playsForHalfAMinute_thenSurvivesTheServersDeath(Browsers.Kind kind) throws Exception {
        try (Browsers browser = Browsers.open(kind);
                TomcatProcess tomcat = TomcatBase.recommended()
                        .war("ROOT", TomcatBase.builtWar())
                        // Even where there is a camera.
                        .file("conf/ringcast.properties", "channel.live.source = pattern:\n")
                        .start("/")) {
            Page page = browser.page();
            // A page opened earlier asks until there is one, and the browser's console tells each refusal.
            Await.until(
                    "the first segment",
                    SOON,
                    () -> Http.anonymous().status(tomcat.address("/live/live/720p/ts.m3u8")) == 200);
            page.navigate(tomcat.address("/").toString());
            awaitState(page, "playing"::equals);
            awaitPlayed(page, SETTLED_SECONDS);

            double stalls = number(page, "window.ringcast.stalls");
            Object errors = page.evaluate("JSON.stringify(window.ringcast.errors)");
            assertThat(errors).asString().doesNotContain("\"fatal\":true");
            int before = frame(page);
            awaitPlayed(page, PLAYED_SECONDS);

            assertThat(frame(page) - before)
                    .as("pictures of the test card shown meanwhile")
                    .isBetween(PLAYED_SECONDS * FRAMES_A_SECOND * 9 / 10, PLAYED_SECONDS * FRAMES_A_SECOND * 12 / 10);
            assertThat(number(page, "window.ringcast.stalls")).as("stalls").isEqualTo(stalls);
            assertThat(number(page, "window.ringcast.rebuilds")).as("players").isZero();
            assertThat(page.evaluate("JSON.stringify(window.ringcast.errors)")).isEqualTo(errors);
            assertThat(browser.takeErrors()).isEmpty();

            tomcat.kill();
            awaitState(page, state -> !state.equals("playing"));
            tomcat.restart();

            awaitState(page, "playing"::equals);
            before = frame(page);
            awaitPlayed(page, 3);
            assertThat(frame(page)).as("the picture moves again").isGreaterThan(before);
        }
    }

    // Playwright's own waits use eval, which the page's content security policy forbids.
    private static void awaitState(Page page, Predicate<String> wanted) {
        Await.until("the player's state", SOON, () -> wanted.test((String) page.evaluate("window.ringcast.state")));
    }

    /** Waits until that much more has been played, at about the speed of the clock. */
    private static void awaitPlayed(Page page, int seconds) {
        String time = "document.querySelector('video').currentTime";
        double end = number(page, time) + seconds;
        Await.until("played " + seconds + " s", Duration.ofSeconds(seconds + 15L), () -> number(page, time) >= end);
    }

    private static double number(Page page, String expression) {
        return ((Number) page.evaluate(expression)).doubleValue();
    }

    /** The number that the test card writes into each picture. */
    private static int frame(Page page) {
        return Await.value("test card with a readable strip", Duration.ofSeconds(10), () -> {
                    PictureReader picture = PictureReader.read(page);
                    return TestCardStrip.read(picture.width(), picture.height(), picture.pixels());
                })
                .frame();
    }
}
