package dev.ringcast.bench;

import com.microsoft.playwright.Page;
import dev.ringcast.testing.Await;
import dev.ringcast.testing.Browsers;
import dev.ringcast.testing.FfmpegProgram;
import dev.ringcast.testing.Http;
import dev.ringcast.testing.TomcatBase;
import dev.ringcast.testing.TomcatProcess;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Plays the test card in the machine's own browsers and reads the clock in its pictures: from the moment a picture was
 * due to the moment it is shown (glass to glass without the glass), how that drifts, and which pictures were missed. Then
 * the same time in the {@code ffmpeg} program, which says whatever it finds wrong with a stream.
 */
final class LatencyBench {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final double SETTLING_SECONDS = 10;
    /** How many pictures at the beginning and at the end are compared to see a drift: 30 s. */
    private static final int DRIFT_PICTURES = 900;

    private static final int FRAME_NUMBERS = 65536;

    private LatencyBench() {}

    /**
     * Measures each player for so long, one after the other, and prints.
     *
     * @param part the duration of parts, empty for the default
     * @param ordinary whether hls.js plays without its low latency mode
     * @param together whether all players play at the same time
     */
    static void run(int seconds, String part, boolean ordinary, boolean together) throws Exception {
        String configuration = "channel.live.source = pattern:\n";
        if (!part.isEmpty()) {
            configuration += "channel.live.part = " + part + "\n";
        }
        String page = ordinary ? "/?latency=ordinary" : "/";
        try (TomcatProcess tomcat = TomcatBase.recommended()
                .war("ROOT", TomcatBase.builtWar())
                .file("conf/ringcast.properties", configuration)
                .start("/")) {
            Await.until(
                    "the first segment",
                    SOON,
                    () -> Http.anonymous().status(tomcat.address("/live/live/720p/ts.m3u8")) == 200);
            Bench.print("player    pictures  repeated  skipped  unreadable  stalls  dropped  latency ms: median  95 %%"
                    + "  least  most  drift");
            List<Callable<Void>> players = new ArrayList<>();
            for (Browsers.Kind kind : Browsers.Kind.values()) {
                players.add(() -> play(kind, tomcat.address(page), seconds));
            }
            players.add(() -> independent(tomcat, seconds));
            ExecutorService threads = Executors.newFixedThreadPool(together ? players.size() : 1);
            try {
                for (Future<Void> player : threads.invokeAll(players)) {
                    player.get();
                }
            } finally {
                threads.shutdownNow();
            }
        }
    }

    /** On one thread from end to end, as Playwright asks for. */
    private static Void play(Browsers.Kind kind, URI address, int seconds) throws Exception {
        try (Browsers browser = Browsers.open(kind)) {
            Bench.print("%s", browser.version());
            play(kind.name(), browser, address, seconds);
        }
        return null;
    }

    private static void play(String name, Browsers browser, URI address, int seconds) throws Exception {
        Page page = browser.page();
        page.setDefaultTimeout((seconds + 60) * 1000.0);
        page.navigate(address.toString());
        Await.until(
                "the page plays",
                SOON,
                () -> page.evaluate("window.ringcast.state").equals("playing"));
        Bench.pass(SETTLING_SECONDS);
        double droppedBefore = number(page, "window.ringcast.droppedFrames");
        List<?> seen = (List<?>) page.evaluate(probe(), seconds);
        List<?> rows = (List<?>) seen.get(0);

        List<Double> latencies = new ArrayList<>();
        int repeated = 0;
        int skipped = 0;
        int unreadable = 0;
        int previous = -1;
        for (Object row : rows) {
            List<?> values = (List<?>) row;
            if (values.isEmpty()) {
                unreadable++;
                continue;
            }
            int frame = ((Number) values.get(0)).intValue();
            latencies.add(((Number) values.get(1)).doubleValue());
            int step = previous < 0 ? 1 : Math.floorMod(frame - previous, FRAME_NUMBERS);
            repeated += step == 0 ? 1 : 0;
            skipped += Math.max(0, step - 1);
            previous = frame;
        }
        int compared = Math.min(DRIFT_PICTURES, latencies.size() / 2);
        double drift = Bench.median(latencies.subList(latencies.size() - compared, latencies.size()))
                - Bench.median(latencies.subList(0, compared));
        Bench.print(
                "%-8s  %8d  %8d  %7d  %10d  %6.0f  %7.0f  %18.0f  %4.0f  %5.0f  %4.0f  %+5.0f",
                name.toLowerCase(Locale.ROOT),
                latencies.size(),
                repeated,
                skipped,
                unreadable,
                ((Number) seen.get(1)).doubleValue(),
                ((Number) seen.get(2)).doubleValue() - droppedBefore,
                Bench.median(latencies),
                Bench.quantile(latencies, 0.95),
                Bench.quantile(latencies, 0),
                Bench.quantile(latencies, 1),
                drift);
        Bench.print(
                "          rebuilt %.0f times, errors of hls.js %s, of the page %s",
                number(page, "window.ringcast.rebuilds"),
                page.evaluate("JSON.stringify(window.ringcast.errors)"),
                browser.takeErrors());
    }

    private static Void independent(TomcatProcess tomcat, int seconds) throws IOException, InterruptedException {
        FfmpegProgram.Result result = FfmpegProgram.run(
                Duration.ofSeconds(seconds + 60L),
                "-nostdin",
                "-v",
                "warning",
                "-xerror",
                "-i",
                tomcat.address("/stream.m3u8").toString(),
                "-t",
                Integer.toString(seconds),
                "-map",
                "0",
                "-f",
                "null",
                "-");
        Bench.print("ffmpeg    %d s decoded, exit code %d, warnings: %s", seconds, result.code(), result.output());
        return null;
    }

    private static double number(Page page, String expression) {
        return ((Number) page.evaluate(expression)).doubleValue();
    }

    private static String probe() throws IOException {
        try (InputStream script = LatencyBench.class.getResourceAsStream("strip-probe.js")) {
            if (script == null) {
                throw new IOException("strip-probe.js is not on the class path");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
