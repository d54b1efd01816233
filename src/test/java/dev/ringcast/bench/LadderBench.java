package dev.ringcast.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * CPU time of a channel with a ladder of 720p, 480p and 360p against one {@code ffmpeg} process of the very same build
 * that makes the same ladder: one decoder, each picture scaled from the next larger one by the same scaler, three
 * encoders, one for the sound. ffmpeg writes the sound once, as a rendition of its own, in MPEG-TS alone, to a memory
 * file system; we write it with each picture and in both packagings, to memory. Both run at the same time; start-up is
 * left out.
 */
final class LadderBench {
    private static final double FRAMES_PER_SECOND = 30;
    private static final double PROGRESS_SECONDS = 0.1;

    private final SideBySide programs;
    private final Path input;
    private final Path progress;
    private final int seconds;
    private final int warmUpSeconds;

    private LadderBench(SideBySide programs, int seconds, int warmUpSeconds) {
        this.programs = programs;
        this.input = programs.directory().resolve("input.mkv");
        this.progress = programs.directory().resolve("progress.txt");
        this.seconds = seconds;
        this.warmUpSeconds = warmUpSeconds;
    }

    /**
     * Measures and prints.
     *
     * @param seconds measured each time
     * @param rounds how often each pair
     */
    static void run(int seconds, int rounds, int warmUpSeconds) throws IOException, InterruptedException {
        try (SideBySide programs = new SideBySide()) {
            LadderBench bench = new LadderBench(programs, seconds, warmUpSeconds);
            Bench.print("%s", FfmpegBuild.version());
            FfmpegBuild.rawPictures(bench.input);
            bench.compare("raw pictures in", rounds);
            FfmpegBuild.h264(bench.input);
            bench.compare("H.264 in", rounds);
        }
    }

    private void compare(String what, int rounds) throws IOException, InterruptedException {
        run(what + ", ffmpeg with one thread an encoder as we have", List.of("-threads", "1"), rounds);
        run(what + ", ffmpeg with the threads of its own choice", List.of(), rounds);
    }

    private void run(String what, List<String> threads, int rounds) throws IOException, InterruptedException {
        List<Double> ours = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        Bench.print("%s; CPU seconds per second of media made:", what);
        Bench.print("round  ringcast  ffmpeg  ratio  seconds  media s ringcast  ffmpeg  dropped ringcast  ffmpeg"
                + "  repeated ringcast  ffmpeg  others' cores");
        for (int round = 1; round <= rounds; round++) {
            Pair pair = measure(threads);
            double made = pair.ours.frames() / FRAMES_PER_SECOND;
            double madeThere = pair.theirs.frames() / FRAMES_PER_SECOND;
            double channel = pair.used.programs().get(0) / made;
            double reference = pair.used.programs().get(1) / madeThere;
            ours.add(channel);
            theirs.add(reference);
            ratios.add(channel / reference);
            Bench.print(
                    "%5d  %8.4f  %6.4f  %5.3f  %7.1f  %16.1f  %6.1f  %16d  %6d  %17d  %6d  %13.2f",
                    round,
                    channel,
                    reference,
                    channel / reference,
                    pair.used.seconds(),
                    made,
                    madeThere,
                    pair.ours.dropped(),
                    pair.theirs.dropped(),
                    pair.ours.repeated(),
                    pair.theirs.repeated(),
                    pair.used.others() / pair.used.seconds());
        }
        Bench.print(
                "median %7.4f  %6.4f  %5.3f  (%.3f to %.3f)",
                Bench.median(ours),
                Bench.median(theirs),
                Bench.median(ratios),
                Bench.quantile(ratios, 0),
                Bench.quantile(ratios, 1));
    }

    private record Pair(SideBySide.Use used, BenchChannel.Frames ours, BenchChannel.Frames theirs) {}

    private Pair measure(List<String> threads) throws IOException, InterruptedException {
        Files.deleteIfExists(progress);
        Process channel = programs.start(BenchChannel.command(
                programs.directory(),
                "-Dringcast.channel.bench.source=file:input.mkv",
                "-Dringcast.channel.bench.ladder=720p,480p,360p"));
        programs.start(reference(threads));
        try (BufferedReader answers = channel.inputReader()) {
            Bench.pass(warmUpSeconds);
            BenchChannel.Frames ours = BenchChannel.frames(channel, answers);
            BenchChannel.Frames theirs = progress();
            SideBySide.Use before = programs.use();
            Bench.pass(seconds);
            SideBySide.Use used = programs.use().since(before);
            return new Pair(
                    used,
                    BenchChannel.frames(channel, answers).since(ours),
                    progress().since(theirs));
        } finally {
            programs.end();
        }
    }

    /** What ffmpeg has told last; it does so ten times a second. */
    private BenchChannel.Frames progress() throws IOException {
        List<String> lines = Files.readAllLines(progress);
        int end = lines.lastIndexOf("progress=continue");
        if (end < 0) {
            throw new IOException("ffmpeg has made nothing yet: give it more time with -Dbench.warmup");
        }
        List<String> last = lines.subList(0, end);
        return new BenchChannel.Frames(last(last, "frame"), last(last, "dup_frames"), last(last, "drop_frames"));
    }

    private static long last(List<String> lines, String key) {
        return lines.stream()
                .filter(line -> line.startsWith(key + "="))
                .mapToLong(
                        line -> Long.parseLong(line.substring(key.length() + 1).strip()))
                .reduce(0, (earlier, later) -> later);
    }

    private List<String> reference(List<String> threads) {
        List<String> command = FfmpegBuild.command(
                "-progress",
                progress.toString(),
                "-stats_period",
                Double.toString(PROGRESS_SECONDS),
                "-re",
                "-stream_loop",
                "-1");
        command.addAll(threads);
        command.addAll(
                List.of(
                        "-i",
                        input.toString(),
                        "-filter_complex",
                        "[0:v]split[720][a];[a]scale=854:480:flags=bilinear,split[480][b];[b]scale=640:360:flags=bilinear[360]"));
        for (String map : List.of("[720]", "[480]", "[360]", "0:a")) {
            command.addAll(List.of("-map", map));
        }
        command.addAll(threads);
        command.addAll(FfmpegBuild.pictures());
        command.addAll(FfmpegBuild.rate("v:0", "2500k"));
        command.addAll(FfmpegBuild.rate("v:1", "1200k"));
        command.addAll(FfmpegBuild.rate("v:2", "700k"));
        command.addAll(FfmpegBuild.sound());
        command.addAll(FfmpegBuild.hls());
        command.addAll(List.of(
                "-var_stream_map",
                "v:0,agroup:sound v:1,agroup:sound v:2,agroup:sound a:0,agroup:sound",
                "-master_pl_name",
                "index.m3u8",
                programs.directory().resolve("out%v.m3u8").toString()));
        return command;
    }
}
