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
import java.util.Locale;
import java.util.Map;

/**
 * Serving segments and a playlist out of the ring, in Tomcat with tomcat-conf and in Tomcat as it comes, against nginx
 * with the very same bytes as files in a memory file system: requests a second and the server's CPU time for each. A
 * {@link BareServlet} in the first Tomcat shows what of that is the container's. All keep an access log. Load comes from
 * {@code wrk}, for one address at a time, for one server at a time, in the order A, B, C, D, D, C, B, A. The channels are
 * stopped by then: their playlists have ended, and nothing is captured meanwhile.
 */
final class ServeBench {
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final int CONNECTIONS = 64;

    /** So many of two seconds fill the window: the playlists of both Tomcats have the same length. */
    private static final int SEGMENTS = 12;

    private static final int WINDOW_SECONDS = 24;
    private static final int FILM_SECONDS = 20;

    private static final List<Film> FILMS =
            List.of(new Film("100kB", "230k"), new Film("250kB", "800k"), new Film("1MB", "3700k"));

    private final List<Server> servers;
    private final int seconds;

    /** A name, which tells the size of two seconds with the sound, and the bits a second of the picture for that. */
    private record Film(String name, String bitrate) {}

    /** Something that is asked: the addresses of a segment of each film and of a playlist, and its CPU time. */
    private record Server(String name, List<URI> addresses, CpuTime cpu) {}

    private interface CpuTime {
        double seconds();
    }

    private ServeBench(List<Server> servers, int seconds) {
        this.servers = servers;
        this.seconds = seconds;
    }

    /**
     * Measures and prints.
     *
     * @param seconds of each run of the load program
     * @param rounds how often each server is asked for each thing, twice each time
     * @param warmUpSeconds before that, for each thing and server
     */
    static void run(int seconds, int rounds, int warmUpSeconds) throws Exception {
        Bench.print("%s", Nginx.version());
        try (SideBySide programs = new SideBySide()) {
            Path folder = programs.directory();
            StringBuilder configuration = new StringBuilder("media.folder = " + folder + "\n");
            for (Film film : FILMS) {
                make(film, folder);
                configuration.append("channel." + film.name + ".source = file:" + film.name + ".mp4\n");
                configuration.append("channel." + film.name + ".encode = never\n");
                configuration.append("channel." + film.name + ".window = " + WINDOW_SECONDS + "s\n");
            }
            Path copies = folder.resolve("files");
            TomcatBase withBare = TomcatBase.recommended()
                    .war("bare", BareServlet.war(folder))
                    .option("-D" + BareServlet.FOLDER + "=" + copies);
            try (TomcatProcess tuned = start(withBare, configuration.toString());
                    TomcatProcess stock = start(TomcatBase.stock(), configuration.toString());
                    Nginx nginx = new Nginx(folder)) {
                List<URI> ours = frozen(tuned);
                List<URI> files = copy(ours, copies, nginx);
                List<URI> bare = files.stream()
                        .map(file -> tuned.address("/bare" + file.getPath()))
                        .toList();
                ServeBench bench = new ServeBench(
                        List.of(
                                new Server("ringcast", ours, () -> cpuSeconds(tuned)),
                                new Server("nginx", files, nginx::cpuSeconds),
                                new Server("bare servlet", bare, () -> cpuSeconds(tuned)),
                                new Server("stock Tomcat", frozen(stock), () -> cpuSeconds(stock))),
                        seconds);
                bench.compare(rounds, warmUpSeconds);
            }
        }
    }

    private static void make(Film film, Path folder) throws IOException, InterruptedException {
        String rate = film.bitrate;
        FfmpegBuild.film(
                folder.resolve(film.name + ".mp4"),
                FILM_SECONDS,
                "-c:v",
                "libx264",
                "-preset",
                "veryfast",
                "-b:v",
                rate,
                "-maxrate",
                rate,
                "-bufsize",
                rate,
                "-x264-params",
                "scenecut=0:nal-hrd=cbr",
                "-bf",
                "0",
                "-g",
                "60",
                "-c:a",
                "aac",
                "-b:a",
                "128k");
    }

    private static TomcatProcess start(TomcatBase base, String configuration) throws Exception {
        return base.war("ROOT", TomcatBase.builtWar())
                .file("conf/ringcast.properties", configuration)
                .user("admin", "secret", "ringcast-admin")
                .start("/");
    }

    /** Stops the channels once they have some segments; returns the addresses of one of each and of a playlist. */
    private static List<URI> frozen(TomcatProcess tomcat) throws Exception {
        Http admin = Http.as("admin", "secret");
        List<URI> addresses = new ArrayList<>();
        List<URI> playlists = new ArrayList<>();
        String token = Http.csrfToken(admin.get(tomcat.address("/admin/")).body());
        for (Film film : FILMS) {
            URI playlist = tomcat.address("/live/" + film.name + "/source/ts.m3u8");
            Await.until(
                    "segments at " + playlist, SOON, () -> segments(playlist).size() >= SEGMENTS);
            HttpResponse<String> answer = admin.send(
                    "POST", tomcat.address("/admin/channels/" + film.name + "/stop"), Map.of("X-CSRF-Token", token));
            if (answer.statusCode() != 200) {
                throw new IOException("stopping a channel: " + answer.statusCode() + " " + answer.body());
            }
            List<String> segments = segments(playlist);
            addresses.add(playlist.resolve(segments.get(segments.size() / 2)));
            playlists.add(playlist);
        }
        addresses.add(playlists.get(0));
        return addresses;
    }

    private static List<String> segments(URI playlist) throws IOException, InterruptedException {
        HttpResponse<String> answer = Http.anonymous().get(playlist);
        return answer.statusCode() == 200
                ? answer.body().lines().filter(line -> line.endsWith(".ts")).toList()
                : List.of();
    }

    private static List<URI> copy(List<URI> from, Path to, Nginx nginx) throws Exception {
        Files.createDirectories(to);
        List<URI> addresses = new ArrayList<>();
        for (URI each : from) {
            String name =
                    addresses.size() + each.getPath().substring(each.getPath().lastIndexOf('.'));
            Files.write(to.resolve(name), Http.anonymous().bytes(each).body());
            nginx.await(name);
            addresses.add(nginx.address(name));
        }
        return addresses;
    }

    private static double cpuSeconds(TomcatProcess tomcat) {
        return ProcessorUse.seconds(ProcessHandle.of(tomcat.pid()).orElseThrow());
    }

    /** What one run gave: requests a second, and microseconds of CPU time for each. */
    private record Cost(double perSecond, double micros) {}

    private void compare(int rounds, int warmUpSeconds) throws IOException, InterruptedException {
        Bench.print("bytes      server        requests/s  CPU us/request  ratios to nginx: requests/s  CPU/request");
        for (int what = 0; what < servers.get(0).addresses.size(); what++) {
            for (Server server : servers) {
                Wrk.run(server.addresses.get(what), CONNECTIONS, warmUpSeconds);
            }
            List<List<Cost>> costs = servers.stream()
                    .map(server -> (List<Cost>) new ArrayList<Cost>())
                    .toList();
            for (int round = 0; round < rounds; round++) {
                compare(what, costs);
            }
            for (int i = 0; i < servers.size(); i++) {
                row(servers.get(i), what, costs.get(i), costs.get(1));
            }
        }
    }

    /** Asks each server there and back, and adds the means. */
    private void compare(int what, List<List<Cost>> costs) throws IOException, InterruptedException {
        List<Cost> there = new ArrayList<>();
        for (Server server : servers) {
            there.add(ask(server, what));
        }
        for (int i = servers.size() - 1; i >= 0; i--) {
            Cost first = there.get(i);
            Cost back = ask(servers.get(i), what);
            costs.get(i).add(new Cost((first.perSecond + back.perSecond) / 2, (first.micros + back.micros) / 2));
        }
    }

    private Cost ask(Server server, int what) throws IOException, InterruptedException {
        double before = server.cpu.seconds();
        Wrk run = Wrk.run(server.addresses.get(what), CONNECTIONS, seconds);
        return new Cost(run.perSecond(), (server.cpu.seconds() - before) / run.requests() * 1e6);
    }

    private static void row(Server server, int what, List<Cost> costs, List<Cost> reference)
            throws IOException, InterruptedException {
        List<Double> rates = new ArrayList<>();
        List<Double> micros = new ArrayList<>();
        for (int i = 0; i < costs.size(); i++) {
            rates.add(costs.get(i).perSecond / reference.get(i).perSecond);
            micros.add(costs.get(i).micros / reference.get(i).micros);
        }
        Bench.print(
                "%9d  %-12s  %10.0f  %14.1f  %27s  %s",
                Http.anonymous().bytes(server.addresses.get(what)).body().length,
                server.name,
                Bench.median(costs.stream().map(Cost::perSecond).toList()),
                Bench.median(costs.stream().map(Cost::micros).toList()),
                spread(rates),
                spread(micros));
    }

    private static String spread(List<Double> ratios) {
        return String.format(
                Locale.ROOT,
                "%.2f (%.2f to %.2f)",
                Bench.median(ratios),
                Bench.quantile(ratios, 0),
                Bench.quantile(ratios, 1));
    }
}
