package dev.ringcast.bench;

import dev.ringcast.testing.Await;
import dev.ringcast.testing.Http;
import dev.ringcast.testing.TomcatBase;
import dev.ringcast.testing.TomcatProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * CPU time of a whole server with a channel that is not encoded ({@code encode = never}) against {@code ffmpeg -c copy -f
 * hls} of the very same build and, by RTMP, nginx-rtmp with all its processes; all with the same 720p30 H.264 and AAC in
 * real time and in segments of two seconds, at the same time. A sender of its own feeds each, from the same file; by SRT and
 * RTMP each calls its sender, also nginx-rtmp, which could be called as well. The others write MPEG-TS to a memory file
 * system. We make MPEG-TS and CMAF in parts, with low-latency playlists, in Tomcat with tomcat-conf; nobody watches.
 */
final class PackageBench {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final double MEDIA_SECONDS = 60;
    private static final int SEGMENT_SECONDS = 2;
    private static final String RTMP = "rtmp";

    private final TomcatProcess tomcat;
    private final List<Program> programs;

    /** One that is measured, ringcast first: the CPU time that it has used, and its playlist, once there is one. */
    private record Program(String name, Callable<Double> cpuSeconds, Callable<Optional<String>> playlist) {
        /** How many segments it has made; empty before the first. */
        Optional<Long> segments() throws Exception {
            return playlist.call().flatMap(PackageBench::segments);
        }
    }

    private PackageBench(TomcatProcess tomcat, List<Program> programs) {
        this.tomcat = tomcat;
        this.programs = programs;
    }

    /**
     * Measures and prints.
     *
     * @param seconds of one measurement
     * @param rounds how many follow each other
     * @param warmUpSeconds before them, from everyone's first segment on; measured too, and told apart
     * @param mode how the media come: {@code udp}, {@code srt} or {@code rtmp}
     */
    static void run(int seconds, int rounds, int warmUpSeconds, String mode) throws Exception {
        Bench.print("%s", FfmpegBuild.version());
        if (mode.equals(RTMP)) {
            Bench.print("%s", Nginx.rtmpVersion());
        }
        try (SideBySide ffmpeg = new SideBySide();
                SideBySide senders = new SideBySide()) {
            Path film = senders.directory().resolve("film.ts");
            FfmpegBuild.keyframes(film);
            String configuration =
                    "channel.live.encode = never\nchannel.live.source = " + send(senders, film, mode) + "\n";
            String theirs = send(senders, film, mode);
            try (TomcatProcess tomcat = TomcatBase.recommended()
                    .war("ROOT", TomcatBase.builtWar())
                    .file("conf/ringcast.properties", configuration)
                    .user("admin", "secret", "ringcast-admin")
                    .start("/")) {
                // Its input waits for the sender as ours does.
                List<String> reference = FfmpegBuild.command("-i", theirs, "-c", "copy");
                reference.addAll(FfmpegBuild.hls());
                Path playlist = ffmpeg.directory().resolve("out.m3u8");
                reference.add(playlist.toString());
                ffmpeg.start(reference);
                List<Program> programs = new ArrayList<>();
                programs.add(ringcast(tomcat));
                programs.add(new Program("ffmpeg", () -> ffmpeg.use().programs().get(0), () -> read(playlist)));
                if (mode.equals(RTMP)) {
                    try (Nginx nginx = Nginx.rtmp(ffmpeg.directory(), send(senders, film, mode))) {
                        Path made = ffmpeg.directory().resolve("files/film.m3u8");
                        programs.add(new Program("nginx-rtmp", nginx::cpuSeconds, () -> read(made)));
                        new PackageBench(tomcat, programs).measure(seconds, rounds, warmUpSeconds);
                    }
                } else {
                    new PackageBench(tomcat, programs).measure(seconds, rounds, warmUpSeconds);
                }
            }
        }
    }

    /** Starts a sender; returns where the media come from. */
    private static String send(SideBySide senders, Path film, String mode) throws IOException {
        int port = TomcatProcess.freePort();
        FilmSender.start(senders, film, mode, port);
        return FilmSender.address(mode, port);
    }

    private static Program ringcast(TomcatProcess tomcat) {
        return new Program(
                "ringcast",
                () -> ProcessorUse.seconds(ProcessHandle.of(tomcat.pid()).orElseThrow()),
                () -> {
                    var answer = Http.anonymous().get(tomcat.address("/live/live/source/ts.m3u8"));
                    return answer.statusCode() == 200 ? Optional.of(answer.body()) : Optional.empty();
                });
    }

    /** What all have used and made up to now. */
    private record State(long nanos, List<Double> cpuSeconds, List<Long> segments, ThreadUse threads) {}

    private void measure(int seconds, int rounds, int warmUpSeconds) throws Exception {
        for (Program program : programs) {
            Await.until(
                    "a segment of " + program.name,
                    SOON,
                    () -> program.segments().isPresent());
        }
        State start = state();
        Bench.print("CPU seconds until each has a segment: %s (the others write to /dev/shm)", each(start));
        Bench.print("CPU seconds per 60 s of media; ringcast's divided by the others'; of ringcast's:"
                + " capture, compilers, collector, rest of JVM and Tomcat; seconds of media that each has made");
        Bench.print(
                "%-8s%s%s  capture  compile  collect    rest%s",
                "",
                columns(0, i -> programs.get(i).name),
                columns(1, i -> "/" + programs.get(i).name),
                columns(0, i -> programs.get(i).name));
        Bench.pass(warmUpSeconds);
        State warm = state();
        row("warm-up", start, warm);
        State last = warm;
        List<List<Double>> ratios = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            Bench.pass(seconds);
            State now = state();
            ratios.add(row(Integer.toString(round), last, now));
            last = now;
        }
        row("all warm", warm, last);
        row("whole", start, last);
        for (int i = 1; i < programs.size(); i++) {
            int other = i - 1;
            List<Double> column = ratios.stream().map(row -> row.get(other)).toList();
            Bench.print(
                    "median ratio to %s once warm %.3f (%.3f to %.3f)",
                    programs.get(i).name, Bench.median(column), Bench.quantile(column, 0), Bench.quantile(column, 1));
        }
        var channel = Http.as("admin", "secret")
                .json(tomcat.address("/admin/channels.json"))
                .getJsonArray("channels")
                .getJsonObject(0);
        Bench.print("ringcast: restarts %s, problems %s", channel.getInt("restarts"), channel.getJsonArray("problems"));
    }

    /** Prints it; returns the ratios to the others. */
    private List<Double> row(String name, State from, State to) {
        double minutes = (to.nanos - from.nanos) / 1e9 / MEDIA_SECONDS;
        List<Double> used = IntStream.range(0, programs.size())
                .mapToObj(i -> (to.cpuSeconds.get(i) - from.cpuSeconds.get(i)) / minutes)
                .toList();
        List<Double> ratios =
                used.stream().skip(1).map(theirs -> used.get(0) / theirs).toList();
        Bench.print(
                "%-8s%s%s  %7.3f  %7.3f  %7.3f  %6.3f%s",
                name,
                columns(0, i -> number(used.get(i))),
                columns(1, i -> number(ratios.get(i - 1))),
                to.threads.since(from.threads, ThreadUse.Purpose.CAPTURE) / minutes,
                to.threads.since(from.threads, ThreadUse.Purpose.COMPILER) / minutes,
                to.threads.since(from.threads, ThreadUse.Purpose.COLLECTOR) / minutes,
                to.threads.since(from.threads, ThreadUse.Purpose.REST) / minutes,
                columns(0, i -> Long.toString((to.segments.get(i) - from.segments.get(i)) * SEGMENT_SECONDS)));
        return ratios;
    }

    private interface Column {
        String text(int program);
    }

    private String columns(int first, Column column) {
        return IntStream.range(first, programs.size())
                .mapToObj(i -> String.format("  %11s", column.text(i)))
                .collect(Collectors.joining());
    }

    private String each(State state) {
        return IntStream.range(0, programs.size())
                .mapToObj(i -> String.format(Locale.ROOT, "%s %.2f", programs.get(i).name, state.cpuSeconds.get(i)))
                .collect(Collectors.joining(", "));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    private State state() throws Exception {
        List<Double> used = new ArrayList<>();
        List<Long> made = new ArrayList<>();
        for (Program program : programs) {
            made.add(program.segments()
                    .orElseThrow(() -> new IOException(program.name + " has no playlist with segments any more")));
            used.add(program.cpuSeconds.call());
        }
        return new State(System.nanoTime(), used, made, ThreadUse.now(tomcat.pid()));
    }

    private static Optional<String> read(Path playlist) throws IOException {
        return Files.exists(playlist) ? Optional.of(Files.readString(playlist)) : Optional.empty();
    }

    /** The number after that of the last segment; empty if there is none. */
    private static Optional<Long> segments(String playlist) {
        long listed =
                playlist.lines().filter(line -> line.startsWith("#EXTINF:")).count();
        return playlist.lines()
                .filter(line -> line.startsWith("#EXT-X-MEDIA-SEQUENCE:"))
                .map(line -> Long.parseLong(line.substring(line.indexOf(':') + 1)) + listed)
                .filter(end -> listed > 0)
                .findFirst();
    }
}
