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
import java.util.Set;
import java.util.TreeSet;

/**
 * The process of a channel with {@code isolate} crashes again and again (SIGSEGV) while a page plays, in one browser after
 * the other: how long until another run has media, how long the picture stands still, and whether the page goes on.
 */
final class CrashBench {
    private static final Duration SOON = Duration.ofSeconds(60);

    /** Watched before a crash and after it: half a minute after one, the next run begins as soon as after the first. */
    private static final double BEFORE_SECONDS = 20;

    /** The last digits so that a crash is not always at the same place within a segment. */
    private static final double AFTER_SECONDS = 12.37;

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

    private static final String ERRORS = """
            [...new Set(window.ringcast.errors.map(({ details, fatal }) => details + (fatal ? " (fatal)" : "")))].join()
            """;

    private final TomcatProcess tomcat;
    private final URI playlist;
    private final List<Double> untilMedia = new ArrayList<>();
    private final List<Double> stood = new ArrayList<>();
    private final List<Double> latencies = new ArrayList<>();
    private final Set<String> errors = new TreeSet<>();
    private int goneOn;
    private int rebuilds;

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
            Bench.print("browser   crashes  s behind live: median  s until media of another run: median  least  most"
                    + "  s the picture stood: median  least  most  went on  begun anew");
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
        for (int round = 0; round < rounds; round++) {
            // Anew each time: a page that has stalled keeps farther from the edge for a while.
            crash(PlayerPage.open(browser, tomcat.address(ordinary ? "/?latency=ordinary" : "/")));
        }
        Bench.print(
                "%-8s  %7d  %21.1f  %36.1f  %5.1f  %4.1f  %27.1f  %5.1f  %4.1f  %7d  %10d",
                kind.name().toLowerCase(Locale.ROOT),
                rounds,
                Bench.median(latencies),
                Bench.median(untilMedia),
                Bench.quantile(untilMedia, 0),
                Bench.quantile(untilMedia, 1),
                Bench.median(stood),
                Bench.quantile(stood, 0),
                Bench.quantile(stood, 1),
                goneOn,
                rebuilds);
        Bench.print("          errors of hls.js %s, of the page %s", errors, browser.takeErrors());
    }

    private void crash(PlayerPage page) throws Exception {
        page.settle();
        page.page().evaluate(PROBE);
        Bench.pass(BEFORE_SECONDS);
        String run = newestRun();
        latencies.add(page.latency());
        page.page().evaluate("window.mark()");
        long begin = System.nanoTime();
        ProcessFault.signal(tomcat.captures().get(0), "SEGV");
        Await.until("media of another run", SOON, () -> !newestRun().equals(run));
        double seconds = (System.nanoTime() - begin) / 1e9;
        untilMedia.add(seconds);
        Bench.pass(AFTER_SECONDS - seconds);
        stood.add(((Number) page.page().evaluate("window.stood()")).doubleValue() / 1000);
        if (page.is("playing")) {
            goneOn++;
        }
        rebuilds += page.rebuilds();
        errors.add((String) page.page().evaluate(ERRORS));
    }

    private String newestRun() throws IOException, InterruptedException {
        return PlaylistEnd.run(
                PlaylistEnd.of(Http.anonymous().get(playlist).body()).part());
    }
}
