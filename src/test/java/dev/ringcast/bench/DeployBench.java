package dev.ringcast.bench;

import dev.ringcast.testing.Await;
import dev.ringcast.testing.Http;
import dev.ringcast.testing.TomcatBase;
import dev.ringcast.testing.TomcatProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The WAR in a Tomcat as it comes, deployed again and again while it plays: how long until there is something to play,
 * after a deployment and after a restart on the admin page, and what all this leaves behind. Beside it, how long the
 * {@code ffmpeg} program of the same build takes from its start to a playlist with a segment, of a test card of the same
 * size with the same encoder settings.
 */
final class DeployBench {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final Http viewer = Http.anonymous();
    private final Http admin = Http.as("admin", "secret");
    private final TomcatProcess tomcat;
    private final Manager manager;
    private final URI playlist;

    private DeployBench(TomcatProcess tomcat) {
        this.tomcat = tomcat;
        this.manager = new Manager(tomcat, "/ringcast");
        this.playlist = tomcat.address("/ringcast/live/live/720p/ts.m3u8");
    }

    /** Deploys so often, the first time aside, and prints. */
    static void run(int rounds) throws Exception {
        Bench.print("%s", FfmpegBuild.version());
        try (TomcatProcess tomcat = Manager.in(TomcatBase.stock())
                .user("admin", "secret", "ringcast-admin")
                .file("conf/ringcast.properties", "channel.live.source = pattern:\n")
                .file("webapps/ROOT/index.html", "ready")
                .start("/")) {
            new DeployBench(tomcat).measure(rounds);
        }
    }

    private void measure(int rounds) throws Exception {
        List<Double> undeployments = new ArrayList<>();
        List<Double> deployments = new ArrayList<>();
        List<Double> restarts = new ArrayList<>();
        List<Double> references = new ArrayList<>();
        Bench.print(
                "round  undeployed s  deploy to first segment s  restart to first segment s  ffmpeg to first segment s");
        for (int round = 0; round <= rounds; round++) {
            double undeployed = round == 0 ? 0 : undeploy();
            long begin = System.nanoTime();
            manager.deploy();
            double deployed = awaitOtherRun("", begin);
            double restarted = restart();
            double reference = reference();
            Bench.print("%5d  %12.2f  %25.2f  %26.2f  %25.2f", round, undeployed, deployed, restarted, reference);
            if (round == 0) {
                print("after the first deployment");
            } else {
                undeployments.add(undeployed);
                deployments.add(deployed);
                restarts.add(restarted);
                references.add(reference);
            }
        }
        Bench.print(
                "median %12.2f  %25.2f  %26.2f  %25.2f",
                Bench.median(undeployments),
                Bench.median(deployments),
                Bench.median(restarts),
                Bench.median(references));
        print("after " + rounds + " redeployments");
    }

    private double undeploy() throws Exception {
        long begin = System.nanoTime();
        manager.undeploy();
        return (System.nanoTime() - begin) / 1e9;
    }

    private double restart() throws Exception {
        String before = newestRun().orElse("");
        String token =
                Http.csrfToken(admin.get(tomcat.address("/ringcast/admin/")).body());
        long begin = System.nanoTime();
        HttpResponse<String> answer = admin.send(
                "POST", tomcat.address("/ringcast/admin/channels/live/restart"), Map.of("X-CSRF-Token", token));
        if (answer.statusCode() != 200) {
            throw new IOException("restart: " + answer.statusCode() + " " + answer.body());
        }
        return awaitOtherRun(before, begin);
    }

    /** Seconds from the start of ffmpeg until its playlist lists a segment. */
    private static double reference() throws IOException {
        try (SideBySide programs = new SideBySide()) {
            Path playlist = programs.directory().resolve("out.m3u8");
            List<String> command = FfmpegBuild.command(
                    "-re",
                    "-f",
                    "lavfi",
                    "-i",
                    "testsrc2=size=1280x720:rate=30",
                    "-re",
                    "-f",
                    "lavfi",
                    "-i",
                    "sine=frequency=440:sample_rate=48000",
                    "-threads",
                    "1");
            command.addAll(FfmpegBuild.pictures());
            command.addAll(FfmpegBuild.rate("v", "2500k"));
            command.addAll(FfmpegBuild.sound());
            command.addAll(FfmpegBuild.hls());
            command.add(playlist.toString());
            long begin = System.nanoTime();
            programs.start(command);
            Await.until(
                    "ffmpeg's first segment",
                    SOON,
                    () -> Files.exists(playlist) && Files.readString(playlist).contains("#EXTINF:"));
            return (System.nanoTime() - begin) / 1e9;
        }
    }

    /** Seconds until the playlist lists a segment of another run and that segment is there. */
    private double awaitOtherRun(String before, long begin) {
        Await.until("a segment of the next run", SOON, () -> {
            Optional<String> run = newestRun();
            return run.isPresent() && !run.get().equals(before);
        });
        return (System.nanoTime() - begin) / 1e9;
    }

    private Optional<String> newestRun() throws InterruptedException {
        try {
            HttpResponse<String> answer = viewer.get(playlist);
            if (answer.statusCode() != 200) {
                return Optional.empty();
            }
            List<String> segments =
                    answer.body().lines().filter(line -> line.endsWith(".ts")).toList();
            if (segments.isEmpty()) {
                return Optional.empty();
            }
            String newest = segments.get(segments.size() - 1);
            return viewer.status(playlist.resolve(newest)) == 200
                    ? Optional.of(newest.substring(0, newest.lastIndexOf('/')))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private void print(String when) throws IOException, InterruptedException {
        long resident = tomcat.residentBytes();
        long settled = tomcat.settledBytes();
        String loaders = tomcat.jcmd("GC.class_histogram").stream()
                .filter(row -> row.matches(".* org\\.apache\\.catalina\\.loader\\.ParallelWebappClassLoader( .*)?"))
                .map(row -> row.trim().split(" +")[1])
                .findFirst()
                .orElse("0");
        Bench.print(
                "%s: %s class loaders of web applications, %d threads, resident %d MB, after a collection %d MB",
                when, loaders, tomcat.threads(), resident >> 20, settled >> 20);
    }
}
