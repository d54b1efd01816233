package dev.ringcast.bench;

import dev.ringcast.testing.Await;
import dev.ringcast.testing.Browsers;
import dev.ringcast.testing.Http;
import dev.ringcast.testing.PlayerPage;
import dev.ringcast.testing.ProcessFault;
import dev.ringcast.testing.TomcatBase;
import dev.ringcast.testing.TomcatProcess;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The process of a channel with {@code isolate} crashes again and again (SIGSEGV) while a page plays, in one browser after
 * the other: how long until another run has media, how long the picture stands still, and whether the page goes on.
 */
final class CrashBench {
    private static final Duration SOON = Duration.ofSeconds(60);

    /** From one crash to the next; the last digits so that it is not always at the same place within a segment. */
    private static final double BETWEEN_SECONDS = 25.37;

    private static final String PROBE = """
            () => {
              const video = document.querySelector("video");
              const shown = { last: performance.now(), longest: 0 };
              const picture = (now) => {
                shown.longest = Math.max(shown.longest, now - shown.last);
                shown.last = now;
                video.requestVideoFrameCallback(picture);
              };
              video.requestVideoFrameCallback(picture);
              window.mark = () => Object.assign(shown, { last: performance.now(), longest: 0 });
              window.stood = () => Math.max(shown.longest, performance.now() - shown.last);
            }""";

    private final TomcatProcess tomcat;
    private final URI playlist;
    private final List<Double> untilMedia = new ArrayList<>();
    private final List<Double> stood = new ArrayList<>();
    private int goneOn;

    private CrashBench(TomcatProcess tomcat) {
        this.tomcat = tomcat;
        this.playlist = tomcat.address("/live/live/720p/cmaf.m3u8");
    }

    /** Lets it crash so often in each browser, and prints. */
    static void run(int rounds, boolean ordinary) throws Exception {
        try (TomcatProcess tomcat = TomcatBase.recommended()
                .war("ROOT", TomcatBase.builtWar())
                .file("conf/ringcast.properties", "channel.live.source = pattern:\nchannel.live.isolate = true\n")
                .start("/")) {
            Bench.print("browser   crashes  s until media of another run: median  least  most"
                    + "  s the picture stood: median  least  most  went on  begun anew  frames lost");
            for (Browsers.Kind kind : Browsers.Kind.values()) {
                try (Browsers browser = Browsers.open(kind)) {
                    Bench.print("%s", browser.version());
                    CrashBench bench = new CrashBench(tomcat);
                    Await.until("media", SOON, () -> Http.anonymous().status(bench.playlist) == 200);
                    bench.play(kind, browser, rounds, ordinary);
                }
            }
        }
    }

    private void play(Browsers.Kind kind, Browsers browser, int rounds, boolean ordinary) throws Exception {
        PlayerPage page = PlayerPage.open(browser, tomcat.address(ordinary ? "/?latency=ordinary" : "/"));
        page.settle();
        page.page().evaluate(PROBE);
        Bench.pass(BETWEEN_SECONDS);
        double dropped = number(page, "window.ringcast.droppedFrames");
        for (int round = 0; round < rounds; round++) {
            crash(page);
        }
        Bench.print(
                "%-8s  %7d  %36.1f  %5.1f  %4.1f  %27.1f  %5.1f  %4.1f  %7d  %10d  %11.0f",
                kind.name().toLowerCase(Locale.ROOT),
                rounds,
                Bench.median(untilMedia),
                Bench.quantile(untilMedia, 0),
                Bench.quantile(untilMedia, 1),
                Bench.median(stood),
                Bench.quantile(stood, 0),
                Bench.quantile(stood, 1),
                goneOn,
                page.rebuilds(),
                number(page, "window.ringcast.droppedFrames") - dropped);
        Bench.print("          errors of hls.js %s, of the page %s", page.errors(), browser.takeErrors());
    }

    private void crash(PlayerPage page) throws Exception {
        String run = newestRun();
        page.page().evaluate("window.mark()");
        long begin = System.nanoTime();
        ProcessFault.signal(tomcat.captures().get(0), "SEGV");
        Await.until("media of another run", SOON, () -> !newestRun().equals(run));
        double seconds = (System.nanoTime() - begin) / 1e9;
        untilMedia.add(seconds);
        Bench.pass(BETWEEN_SECONDS - seconds);
        stood.add(number(page, "window.stood()") / 1000);
        if (page.is("playing")) {
            goneOn++;
        }
    }

    private String newestRun() throws IOException, InterruptedException {
        return PlaylistEnd.run(
                PlaylistEnd.of(Http.anonymous().get(playlist).body()).part());
    }

    private static double number(PlayerPage page, String expression) {
        return ((Number) page.page().evaluate(expression)).doubleValue();
    }
}
