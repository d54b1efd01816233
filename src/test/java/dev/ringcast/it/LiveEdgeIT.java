package dev.ringcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Route;
import dev.ringcast.testing.Browsers;
import dev.ringcast.testing.Scripts;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Where the page keeps the picture behind the live edge, in the time of a clock that goes on by hand. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveEdgeIT {
    /** What the page keeps beyond the server's hold-back: at first, then given back, and again around each stall. */
    private static final String DISTANCES = Scripts.of(LiveEdgeIT.class, "live-edge-distances.js");

    private static final double HOLD_BACK_SECONDS = 1;
    private static final double SHORT_HOLD_BACK_SECONDS = 0.3;

    private Browsers browser;

    @BeforeAll
    void open() {
        browser = Browsers.open(Browsers.Kind.CHROMIUM);
        browser.page().route("http://page.test/", LiveEdgeIT::answerEmptyPage);
        browser.page()
                .route(
                        "http://page.test/js/live-edge.js",
                        route -> route.fulfill(new Route.FulfillOptions()
                                .setContentType("text/javascript")
                                .setPath(Path.of("src/main/webapp/js/live-edge.js"))));
        browser.page().navigate("http://page.test/");
    }

    @AfterAll
    void close() {
        browser.close();
    }

    @Test
    void stall_soonAfterTheDistanceWasGivenBack_keepsItForTwiceAsLong() {
        assertThat(distances(HOLD_BACK_SECONDS)).containsExactly(0.5, 0.0, 0.5, 0.0, 0.5, 0.0, 0.5, 0.0);
    }

    /** Three parts of 100 ms are less than what browsers and servers stand still for now and then. */
    @Test
    void holdBack_ofVeryShortParts_isMadeUpTo450Milliseconds() {
        assertThat(distances(SHORT_HOLD_BACK_SECONDS))
                .startsWith(0.65, 0.15)
                .allSatisfy(distance -> assertThat(distance).isGreaterThanOrEqualTo(0.15));
    }

    private List<Double> distances(double holdBackSeconds) {
        return ((List<?>) browser.page().evaluate(DISTANCES, holdBackSeconds))
                .stream()
                        .map(distance -> Math.round(((Number) distance).doubleValue() * 1000) / 1000.0)
                        .toList();
    }

    private static void answerEmptyPage(Route route) {
        route.fulfill(new Route.FulfillOptions().setContentType("text/html").setBody("<!doctype html>"));
    }
}
