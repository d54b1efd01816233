package dev.ringcast.bench;

import com.microsoft.playwright.Page;
import dev.ringcast.testing.Await;
import dev.ringcast.testing.Browsers;
import dev.ringcast.testing.Http;
import dev.ringcast.testing.TomcatBase;
import dev.ringcast.testing.TomcatProcess;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Plays a ladder of three rungs in each of the machine's browsers and chooses another one every few seconds, by the
 * page's own menu: how often the picture's size followed, how soon, and whether anything stood still on the way.
 */
final class SwitchBench {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final double SETTLING_SECONDS = 10;
    private static final double BETWEEN_SECONDS = 4;

    /** Each of the six ways from one rung to another once. */
    private static final List<Integer> HEIGHTS = List.of(480, 360, 720, 360, 480, 720);

    private static final String PROBE = """
            () => {
              const video = document.querySelector("video");
              window.sizes = [];
              video.addEventListener("resize", () =>
                window.sizes.push({ height: video.videoHeight, at: performance.now() }));
              window.choose = (height) => {
                const menu = document.getElementById("quality");
                menu.value = `${height}p`;
                window.chosen = { height, at: performance.now() };
                menu.dispatchEvent(new Event("change"));
              };
              window.switched = () => {
                const size = window.sizes.find(
                  ({ height, at }) => height === window.chosen.height && at >= window.chosen.at);
                return size ? size.at - window.chosen.at : -1;
              };
            }""";

    private SwitchBench() {}

    /** Plays for so long in each browser, one after the other, and prints. */
    static void run(int seconds) throws Exception {
        try (TomcatProcess tomcat = TomcatBase.recommended()
                .war("ROOT", TomcatBase.builtWar())
                .file(
                        "conf/ringcast.properties",
                        "channel.live.source = pattern:\nchannel.live.ladder = 720p, 480p, 360p\n")
                .user("admin", "secret", "ringcast-admin")
                .start("/")) {
            Await.until(
                    "the first segment",
                    SOON,
                    () -> Http.anonymous().status(tomcat.address("/live/live/360p/cmaf.m3u8")) == 200);
            Bench.print("browser   chosen  seen in time  ms until seen: median  most  stalls  rebuilt  dropped"
                    + "  server dropped");
            for (Browsers.Kind kind : Browsers.Kind.values()) {
                try (Browsers browser = Browsers.open(kind)) {
                    Bench.print("%s", browser.version());
                    play(kind.name(), browser, tomcat, seconds);
                }
            }
        }
    }

    private static void play(String name, Browsers browser, TomcatProcess tomcat, int seconds) throws Exception {
        Page page = browser.page();
        page.navigate(tomcat.address("/").toString());
        Await.until(
                "the page plays",
                SOON,
                () -> page.evaluate("window.ringcast.state").equals("playing"));
        page.evaluate(PROBE);
        page.evaluate("window.choose(720)");
        Bench.pass(SETTLING_SECONDS);
        double stalls = number(page, "window.ringcast.stalls");
        double dropped = number(page, "window.ringcast.droppedFrames");
        int serverDropped = dropped(tomcat);
        List<Double> millis = new ArrayList<>();
        int chosen = 0;
        for (; chosen * BETWEEN_SECONDS < seconds; chosen++) {
            page.evaluate("height => window.choose(height)", HEIGHTS.get(chosen % HEIGHTS.size()));
            Bench.pass(BETWEEN_SECONDS);
            double took = number(page, "window.switched()");
            if (took >= 0) {
                millis.add(took);
            }
        }
        Bench.print(
                "%-8s  %6d  %12d  %21s  %4s  %6.0f  %7.0f  %7.0f  %14d",
                name.toLowerCase(Locale.ROOT),
                chosen,
                millis.size(),
                millis.isEmpty() ? "-" : Math.round(Bench.median(millis)),
                millis.isEmpty() ? "-" : Math.round(Bench.quantile(millis, 1)),
                number(page, "window.ringcast.stalls") - stalls,
                number(page, "window.ringcast.rebuilds"),
                number(page, "window.ringcast.droppedFrames") - dropped,
                dropped(tomcat) - serverDropped);
        Bench.print(
                "          errors of hls.js %s, of the page %s",
                page.evaluate("JSON.stringify(window.ringcast.errors)"), browser.takeErrors());
    }

    /** Frames that the encoders left out so far. */
    private static int dropped(TomcatProcess tomcat) throws IOException, InterruptedException {
        JsonObject all = Http.as("admin", "secret").json(tomcat.address("/admin/channels.json"));
        return all.getJsonArray("channels")
                .getJsonObject(0)
                .getJsonObject("output")
                .getInt("dropped");
    }

    private static double number(Page page, String expression) {
        return ((Number) page.evaluate(expression)).doubleValue();
    }
}
