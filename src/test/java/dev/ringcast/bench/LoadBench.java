package dev.ringcast.bench;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.ringcast.testing.Await;
import dev.ringcast.testing.Http;
import dev.ringcast.testing.LocalCertificate;
import dev.ringcast.testing.PrometheusText;
import dev.ringcast.testing.TomcatBase;
import dev.ringcast.testing.TomcatProcess;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Do others notice when some ask for more than their share? Ten ordinary viewers of a 720p channel with segments of a
 * megabyte are watched before and during each assault, each time on a server of its own. Server, viewers and assault share
 * the machine: what the assault itself takes of it is told too.
 */
final class LoadBench {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String FOLDER = "/live/live/720p/";
    private static final int PARTS_PER_SEGMENT = 6;
    private static final int PARTS_PER_SECOND = 3;
    private static final int VIEWERS = 10;

    /** For the JVMs to compile what they run most. */
    private static final int SETTLING_SECONDS = 20;

    /** For an assault to be in full course. */
    private static final int ONSET_SECONDS = 5;

    private final TomcatProcess tomcat;
    private final int seconds;

    private LoadBench(TomcatProcess tomcat, int seconds) {
        this.tomcat = tomcat;
        this.seconds = seconds;
    }

    /**
     * Measures and prints.
     *
     * @param seconds before each assault, and while it lasts
     * @param connections of each assault; 0 for as many as each has by itself
     * @param mode the name of one assault, empty for all in turn
     */
    static void run(int seconds, int connections, String mode) throws Exception {
        Bench.print("ulimit -n: %d", openFiles());
        try (SideBySide folder = new SideBySide()) {
            FfmpegBuild.h264(folder.directory().resolve("film.mkv"));
            LocalCertificate certificate = LocalCertificate.make(folder.directory());
            for (Assaults kind : Assaults.values()) {
                if (mode.isEmpty() || kind.mode().equals(mode)) {
                    run(kind, seconds, connections == 0 ? kind.connections() : connections, folder, certificate);
                }
            }
        }
    }

    private static void run(
            Assaults kind, int seconds, int connections, SideBySide folder, LocalCertificate certificate)
            throws Exception {
        if (openFiles() < connections + 500) {
            throw new IllegalStateException(
                    connections + " connections are more than ulimit -n " + openFiles() + " lets");
        }
        int tls = TomcatProcess.freePort();
        try (TomcatProcess tomcat = certificate
                .install(TomcatBase.recommended(), tls)
                .war("ROOT", TomcatBase.builtWar())
                .file("conf/ringcast.properties", configuration(folder.directory()))
                .start("/")) {
            new LoadBench(tomcat, seconds)
                    .measure(
                            kind,
                            connections,
                            new Assaults.Target(tomcat.address("/"), FOLDER, certificate.trusted(), tls));
        }
    }

    private static String configuration(Path media) {
        return "media.folder = " + media + "\n" + """
                channel.live.source = file:film.mkv
                channel.live.video.bitrate = 4M
                """;
    }

    private void measure(Assaults kind, int connections, Assaults.Target target) throws Exception {
        PlaylistEnd end = end();
        try (Onlookers onlookers = new Onlookers(tomcat, stream(end), audience(end), PARTS_PER_SECOND)) {
            onlookers.come(VIEWERS);
            onlookers.watch(SETTLING_SECONDS);
            Onlookers.Seen before = onlookers.measure(seconds);
            long held = tomcat.settledBytes();
            double dropped = dropped();
            Onlookers.Seen during;
            try (Assault assault = kind.start(target, connections, () -> end().part())) {
                onlookers.watch(ONSET_SECONDS);
                long asked = assault.asked();
                ProcessorUse from = ProcessorUse.now(tomcat.pid());
                during = onlookers.measure(seconds);
                ProcessorUse to = ProcessorUse.now(tomcat.pid());
                Bench.print("");
                Bench.print(
                        "%s: %d connections, %.0f requests/s; %s",
                        kind.title(), connections, (assault.asked() - asked) / (double) seconds, assault.outcome());
                long resident = tomcat.residentBytes();
                long threads = tomcat.threads();
                Bench.print(
                        "memory after a collection: %d MB before, %d MB during (resident %d MB); %d threads; %s",
                        held >> 20, tomcat.settledBytes() >> 20, resident >> 20, threads, to.since(from));
            }
            Bench.print("milliseconds             before: median      99 %%  during: median      99 %%  ratio");
            row("reload that waited", before.reload(), during.reload());
            row("playlist as it is", before.plain(), during.plain());
            row("part", before.part(), during.part());
            Bench.print(
                    "frames dropped by the capture: %.0f; parts received late: %d of %d (before: %d of %d);"
                            + " errors of viewers: %d (before: %d)",
                    dropped() - dropped,
                    during.late(),
                    during.parts() * VIEWERS,
                    before.late(),
                    before.parts() * VIEWERS,
                    during.errors(),
                    before.errors());
        }
    }

    private static void row(String what, Delays before, Delays during) {
        Bench.print(
                "%-30s %8.1f  %8.1f  %14.1f  %8.1f  %5.1f %5.1f",
                what,
                before.millis(0.5),
                before.millis(0.99),
                during.millis(0.5),
                during.millis(0.99),
                during.millis(0.5) / before.millis(0.5),
                during.millis(0.99) / before.millis(0.99));
    }

    private double dropped() throws IOException, InterruptedException {
        return PrometheusText.parse(
                        Http.anonymous().get(tomcat.address("/metrics")).body())
                .value("ringcast_output_dropped_frames_total{channel=\"live\"}");
    }

    private ViewerStream stream(PlaylistEnd end) {
        return new ViewerStream(
                tomcat.address("/").getAuthority(), FOLDER, PlaylistEnd.run(end.part()), PARTS_PER_SEGMENT);
    }

    private static Audience audience(PlaylistEnd end) {
        long nanos = System.nanoTime()
                + Duration.between(Instant.now(), end.lastFrame()).toNanos();
        long part = PlaylistEnd.sequence(end.part()) * PARTS_PER_SEGMENT + PlaylistEnd.number(end.part());
        return new Audience(Duration.ofSeconds(1).toNanos() / PARTS_PER_SECOND, part, nanos);
    }

    private PlaylistEnd end() {
        String playlist = Await.value("the first segment", SOON, () -> {
            HttpResponse<String> answer = Http.anonymous().get(tomcat.address(FOLDER + "cmaf.m3u8"));
            return answer.statusCode() == 200 ? Optional.of(answer.body()) : Optional.empty();
        });
        return PlaylistEnd.of(playlist);
    }

    /** Java raises the limit to the hard one by itself, here and in the server. */
    private static long openFiles() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? system.getMaxFileDescriptorCount()
                : Long.MAX_VALUE;
    }
}
