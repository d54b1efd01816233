package dev.ringcast.bench;

import dev.ringcast.testing.Await;
import dev.ringcast.testing.TomcatBase;
import dev.ringcast.testing.TomcatProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How long it takes from the start of a server until its media playlist lists a segment that is complete and can be
 * fetched. (Ringcast has no playlist before that, so no part can be played sooner.) The source is H.264 and AAC by RTMP and
 * nobody encodes it; segments last two seconds. In turn, and in the opposite order every other round:
 *
 * <ul>
 *   <li>Tomcat with tomcat-conf and the WAR, from the start of its process; the WAR has been unpacked before,
 *   <li>the WAR, from its deployment into such a Tomcat that has just been started, without it,
 *   <li>{@code ffmpeg -c copy -f hls} of the very same build, whose files are read where it writes them, in memory,
 *   <li>nginx-rtmp, which serves its files, in memory, itself.
 * </ul>
 *
 * <p>All meet the source in the same phase: a sender of its own listens before each start, the server calls it as soon as it
 * can, also nginx-rtmp, which could be called as well, and then it sends in real time from a keyframe on. The next one is two
 * seconds later, and only then is the first segment complete. So two seconds are the least for everybody, and what is above
 * is the server's. A source that is met between two keyframes costs everybody a second more on average. Times are to within
 * 50 ms. {@link DeployBench} has those of a test card that is encoded, in a Tomcat that is warm.
 */
final class StartBench {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int PICTURES = 60;

    private final SideBySide programs;
    private final Path film;
    private final int port;

    /** A server that has been started: where its playlist is or will be, and how it is ended. */
    private record Started(URI playlist, Step end) {}

    private interface Step {
        void take() throws Exception;
    }

    private interface Start {
        /** Starts it; the folder is empty, in memory and for this time alone. */
        Started in(Path folder) throws Exception;
    }

    /** Something that is started again and again: what comes before that, not measured, and the seconds that it took. */
    private record Candidate(String name, Step before, Start start, List<Double> seconds) {
        Candidate(String name, Step before, Start start) {
            this(name, before, start, new ArrayList<>());
        }
    }

    private StartBench(SideBySide programs) throws IOException {
        this.programs = programs;
        this.film = programs.directory().resolve("film.ts");
        this.port = TomcatProcess.freePort();
    }

    /** Starts each so often, and prints. */
    static void run(int rounds) throws Exception {
        Bench.print("%s", FfmpegBuild.version());
        Bench.print("%s", Nginx.rtmpVersion());
        try (SideBySide programs = new SideBySide()) {
            StartBench bench = new StartBench(programs);
            FfmpegBuild.keyframes(bench.film);
            TomcatBase empty = Manager.in(TomcatBase.recommended()).file("webapps/ROOT/index.html", "ready");
            TomcatBase full = TomcatBase.recommended().war("ROOT", TomcatBase.builtWar());
            try (TomcatProcess running = bench.configure(empty).start("/");
                    TomcatProcess started = bench.configure(full).start("/")) {
                running.stop();
                started.stop();
                bench.compare(
                        rounds,
                        List.of(
                                new Candidate("ringcast: Tomcat", () -> {}, folder -> tomcat(started)),
                                new Candidate("ringcast: WAR", running::restart, folder -> war(running)),
                                new Candidate("ffmpeg", () -> {}, bench::ffmpeg),
                                new Candidate("nginx-rtmp", () -> {}, bench::nginx)));
            }
        }
    }

    private TomcatBase configure(TomcatBase base) {
        return base.file(
                "conf/ringcast.properties", "channel.live.encode = never\nchannel.live.source = " + source() + "\n");
    }

    private String source() {
        return FilmSender.address("rtmp", port);
    }

    private static Started tomcat(TomcatProcess tomcat) throws IOException, InterruptedException {
        tomcat.restart();
        return new Started(tomcat.address("/live/live/source/ts.m3u8"), tomcat::stop);
    }

    private static Started war(TomcatProcess tomcat) throws IOException, InterruptedException {
        Manager manager = new Manager(tomcat, "/ringcast");
        manager.deploy();
        return new Started(tomcat.address("/ringcast/live/live/source/ts.m3u8"), () -> {
            manager.undeploy();
            tomcat.stop();
        });
    }

    private Started ffmpeg(Path folder) throws IOException {
        Path playlist = folder.resolve("out.m3u8");
        List<String> command = FfmpegBuild.command("-i", source(), "-c", "copy");
        command.addAll(FfmpegBuild.hls());
        command.add(playlist.toString());
        // The sender, which has been started here too, is ended with it.
        programs.start(command);
        return new Started(playlist.toUri(), () -> {});
    }

    private Started nginx(Path folder) throws IOException {
        Nginx nginx = Nginx.rtmp(folder, source());
        return new Started(nginx.address("film.m3u8"), nginx::close);
    }

    private void compare(int rounds, List<Candidate> candidates) throws Exception {
        Bench.print("Seconds until the first segment can be fetched; two are the least");
        List<Candidate> order = new ArrayList<>(candidates);
        for (int round = 1; round <= rounds; round++) {
            for (Candidate candidate : order) {
                Path folder = Files.createDirectory(
                        programs.directory().resolve(round + "-" + candidates.indexOf(candidate)));
                double seconds = measure(candidate, folder);
                candidate.seconds.add(seconds);
                Bench.print("%-6d  %-16s  %5.2f", round, candidate.name, seconds);
            }
            Collections.reverse(order);
        }
        for (Candidate candidate : candidates) {
            Bench.print(
                    "median  %-16s  %5.2f (%.2f to %.2f)",
                    candidate.name,
                    Bench.median(candidate.seconds),
                    Bench.quantile(candidate.seconds, 0),
                    Bench.quantile(candidate.seconds, 1));
        }
    }

    private double measure(Candidate candidate, Path folder) throws Exception {
        candidate.before.take();
        FilmSender.start(programs, film, "rtmp", port);
        FilmSender.awaitListener(port);
        long begin = System.nanoTime();
        Started started = candidate.start.in(folder);
        try {
            FirstSegment segment = Await.value(
                    "a segment of " + candidate.name + " in " + started.playlist,
                    SOON,
                    () -> FirstSegment.fetch(started.playlist, folder.resolve("first.ts")));
            int pictures = segment.pictures();
            if (pictures != PICTURES) {
                throw new IOException("the first segment of " + candidate.name + " has " + pictures
                        + " pictures instead of " + PICTURES + ": its time cannot be compared");
            }
            return (segment.nanos() - begin) / 1e9;
        } finally {
            started.end.take();
            programs.end();
        }
    }
}
