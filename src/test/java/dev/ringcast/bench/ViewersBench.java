package dev.ringcast.bench;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.ringcast.testing.Await;
import dev.ringcast.testing.Http;
import dev.ringcast.testing.TomcatBase;
import dev.ringcast.testing.TomcatProcess;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Many low-latency viewers of one channel at once, on the server's own machine: does each of them stay within one part
 * of the live edge, and what does it cost? The picture is small, so that it is the requests that are measured, five
 * playlists and five parts a second for each viewer. What is told of time is what the viewers see, their own queueing
 * included.
 */
final class ViewersBench {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String FOLDER = "/live/live/180p/";
    private static final int PARTS_PER_SEGMENT = 10;
    private static final Duration PART = Duration.ofMillis(200);
    private static final int PARTS_PER_SECOND = 5;

    private static final int COMING_PER_SECOND = 200;

    /**
     * So many come first, for the JVMs to compile what they run most. All at once, they would keep both processors from
     * compiling and fall behind by seconds.
     */
    private static final int FIRST_VIEWERS = 500;

    /** For those who came last. */
    private static final int SETTLING_SECONDS = 15;

    private static final int LATE_SECONDS = 2;
    private static final int BREAK_FIRST = 1000;
    private static final int BREAK_STEP = 500;

    /** Two connections for each of more would take more than setenv.sh allows for their buffers. */
    private static final int BREAK_MOST = 7000;

    private static final double BREAK_SHARE = 0.99;

    /** Open files that are not connections. */
    private static final int OTHER_FILES = 500;

    /** That of tomcat-conf/server.xml, less some. */
    private static final int USUAL_CONNECTIONS = 8000;

    private static final String CONFIGURATION = """
            waiting.most.channel = 20000
            waiting.most.address = 20000
            channel.live.source = pattern:
            channel.live.video.size = 320x180
            channel.live.video.bitrate = 100k
            channel.live.audio.bitrate = 32k
            channel.live.part = 200ms
            """;

    private final TomcatProcess tomcat;
    private final int seconds;
    private final int warmup;
    private final boolean single;

    private ViewersBench(TomcatProcess tomcat, int seconds, int warmup, boolean single) {
        this.tomcat = tomcat;
        this.seconds = seconds;
        this.warmup = warmup;
        this.single = single;
    }

    /**
     * Measures and prints.
     *
     * @param most how many viewers
     * @param warmup for how many seconds the first of them watch before the others come; 0 for all at once
     * @param mode with {@code break} in it, more and more viewers until it is too many; with {@code one}, one connection
     *     each instead of two
     */
    static void run(int seconds, int most, int warmup, String mode) throws Exception {
        boolean rising = mode.contains("break");
        boolean single = mode.contains("one");
        int viewers = rising ? BREAK_MOST : most;
        int connections = viewers * (single ? 1 : 2);
        checkOpenFiles(connections + OTHER_FILES);
        TomcatBase base = TomcatBase.recommended()
                .war("ROOT", TomcatBase.builtWar())
                .file("conf/ringcast.properties", CONFIGURATION);
        if (connections > USUAL_CONNECTIONS) {
            Bench.print("server.xml: maxConnections raised");
            base.file("conf/server.xml", serverXml().replaceAll("maxConnections=\"\\d+\"", "maxConnections=\"20000\""));
        }
        try (TomcatProcess tomcat = base.start("/")) {
            ViewersBench bench = new ViewersBench(tomcat, seconds, warmup, single);
            if (rising) {
                bench.rise();
            } else {
                bench.measure(most);
            }
        }
    }

    private void measure(int viewers) throws IOException {
        try (HttpLoop loop = loop()) {
            Audience audience = audience();
            measure(viewers, firstOf(viewers, loop, audience), audience);
        }
    }

    private void rise() throws IOException {
        try (HttpLoop loop = loop()) {
            Audience audience = audience();
            Crowd crowd = firstOf(BREAK_FIRST, loop, audience);
            for (int viewers = BREAK_FIRST; viewers <= BREAK_MOST; viewers += BREAK_STEP) {
                double share = measure(viewers, crowd, audience);
                if (share < BREAK_SHARE) {
                    // Once more, in case the machine was disturbed.
                    share = measure(viewers, crowd, audience);
                }
                if (share < BREAK_SHARE) {
                    Bench.print("it breaks at %d viewers", viewers);
                    return;
                }
            }
            Bench.print("it holds with %d viewers", BREAK_MOST);
        }
    }

    private Crowd firstOf(int viewers, HttpLoop loop, Audience audience) throws IOException {
        Crowd crowd = new Crowd(loop, stream(), audience, single);
        if (warmup > 0) {
            crowd.grow(Math.min(viewers, FIRST_VIEWERS), COMING_PER_SECOND);
            crowd.watch(warmup);
        }
        return crowd;
    }

    /** Returns the share of viewers, 0 to 1, that were always within a part of the live edge. */
    private double measure(int viewers, Crowd crowd, Audience audience) throws IOException {
        crowd.grow(viewers, COMING_PER_SECOND);
        crowd.watch(SETTLING_SECONDS);
        crowd.begin();
        audience.begin((seconds + 2 * LATE_SECONDS) * PARTS_PER_SECOND);
        ProcessorUse before = ProcessorUse.now(tomcat.pid());
        crowd.watch(seconds);
        int parts = audience.end();
        ProcessorUse after = ProcessorUse.now(tomcat.pid());
        long answers = audience.answers();
        crowd.watch(LATE_SECONDS);

        long kept = crowd.kept(parts);
        Bench.print(
                "%d viewers, %s, %d parts in %d s, %.0f requests/s",
                viewers,
                single ? "one connection each" : "two connections each",
                parts,
                seconds,
                answers / ((after.nanos() - before.nanos()) / 1e9));
        Bench.print(
                "always within a part of the live edge: %d (%.2f %%); parts received later than that: %d of %d",
                kept, 100.0 * kept / viewers, audience.late(), (long) parts * viewers);
        Bench.print("milliseconds                          %s", Delays.head());
        Bench.print(
                "playlist, first viewer to last        %s",
                audience.spread(viewers).row());
        Bench.print(
                "part, since the first playlist with it%s",
                audience.sinceListed().row());
        Bench.print(
                "part, since its last frame was due    %s",
                audience.sinceLastFrame().row());
        Bench.print("errors: %s", audience.errors().isEmpty() ? "none" : audience.errors());
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        Bench.print(
                "%s; server: %d threads, resident %d MB; load %.1f",
                after.since(before), tomcat.threads(), tomcat.residentBytes() >> 20, system.getSystemLoadAverage());
        return (double) kept / viewers;
    }

    private HttpLoop loop() throws IOException {
        URI address = tomcat.address("/");
        return new HttpLoop(new InetSocketAddress(address.getHost(), address.getPort()));
    }

    private ViewerStream stream() {
        return new ViewerStream(
                tomcat.address("/").getAuthority(), FOLDER, PlaylistEnd.run(end().part()), PARTS_PER_SEGMENT);
    }

    private Audience audience() {
        PlaylistEnd end = end();
        long nanos = System.nanoTime()
                + Duration.between(Instant.now(), end.lastFrame()).toNanos();
        long part = PlaylistEnd.sequence(end.part()) * PARTS_PER_SEGMENT + PlaylistEnd.number(end.part());
        return new Audience(PART.toNanos(), part, nanos);
    }

    private PlaylistEnd end() {
        String playlist = Await.value("the first segment", SOON, () -> {
            HttpResponse<String> answer = Http.anonymous().get(tomcat.address(FOLDER + "cmaf.m3u8"));
            return answer.statusCode() == 200 ? Optional.of(answer.body()) : Optional.empty();
        });
        return PlaylistEnd.of(playlist);
    }

    /** Java raises the limit to the hard one by itself, here and in the server. */
    private static void checkOpenFiles(int needed) {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                && system.getMaxFileDescriptorCount() < needed) {
            throw new IllegalStateException(needed + " open files are needed in a process, but the limit is "
                    + system.getMaxFileDescriptorCount() + ": raise it with ulimit -Hn " + needed);
        }
    }

    private static String serverXml() throws IOException {
        return Files.readString(Path.of(System.getProperty("tomcat.conf"), "server.xml"));
    }
}
