package dev.ringcast.bench;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import dev.ringcast.testing.Await;
import dev.ringcast.testing.Browsers;
import dev.ringcast.testing.Http;
import dev.ringcast.testing.TomcatBase;
import dev.ringcast.testing.TomcatProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How long it takes from opening the page of a running channel, with an empty cache, to the first picture. */
final class FirstPictureBench {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final double BETWEEN_SECONDS = 0.73;
    /** A promise, as whoever asks again and again takes the time that the page needs. */
    private static final String PROBE = """
            window.firstPicture = new Promise((resolve, reject) => {
              setTimeout(reject, %d, new Error("no picture"));
              document.addEventListener("DOMContentLoaded", () => {
                document.querySelector("video").requestVideoFrameCallback((now, { expectedDisplayTime }) => {
                  resolve(expectedDisplayTime);
                });
              });
            });
            """.formatted(SOON.toMillis());

    private FirstPictureBench() {}

    /** Opens the page so often in each browser, and prints. */
    static void run(int rounds) throws Exception {
        try (TomcatProcess tomcat = TomcatBase.recommended()
                .war("ROOT", TomcatBase.builtWar())
                .file("conf/ringcast.properties", "channel.live.source = pattern:\n")
                .start("/")) {
            Await.until(
                    "the first segment",
                    SOON,
                    () -> Http.anonymous().status(tomcat.address("/live/live/720p/ts.m3u8")) == 200);
            Bench.pass(5);
            Bench.print("browser   opened  first picture ms: median  95 %%  least  most");
            for (Browsers.Kind kind : Browsers.Kind.values()) {
                List<Double> millis = new ArrayList<>();
                try (Browsers browsers = Browsers.open(kind)) {
                    Bench.print("%s", browsers.version());
                    Browser browser = browsers.page().context().browser();
                    for (int round = 0; round < rounds; round++) {
                        try (BrowserContext context = browser.newContext()) {
                            millis.add(
                                    open(context.newPage(), tomcat.address("/").toString()));
                        }
                        // Not always at the same place within a segment.
                        Bench.pass(BETWEEN_SECONDS);
                    }
                }
                Bench.print(
                        "%-8s  %6d  %24.0f  %4.0f  %5.0f  %4.0f",
                        kind.name().toLowerCase(Locale.ROOT),
                        rounds,
                        Bench.median(millis),
                        Bench.quantile(millis, 0.95),
                        Bench.quantile(millis, 0),
                        Bench.quantile(millis, 1));
            }
        }
    }

    /** Milliseconds from the beginning of the navigation. */
    private static double open(Page page, String address) {
        page.addInitScript(PROBE);
        page.navigate(address);
        return ((Number) page.evaluate("window.firstPicture")).doubleValue();
    }
}
