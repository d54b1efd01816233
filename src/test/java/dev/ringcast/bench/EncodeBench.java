package dev.ringcast.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * CPU time of a channel against the {@code ffmpeg} program of the very same build, both doing the same: decode a file in
 * real time, encode it at 1280x720, 30 frames a second, with sound, and write HLS in segments of two seconds (ffmpeg to
 * a memory file system, we to memory). Both run at the same time; start-up is left out. Once the file is H.264, which
 * both decode alike, and once it holds raw pictures, so that what is left is encoding, muxing and everything around them.
 */
final class EncodeBench {
    private final SideBySide programs;
    private final Path input;
    private final int warmUpSeconds;

    private EncodeBench(SideBySide programs, int warmUpSeconds) {
        this.programs = programs;
        this.input = programs.directory().resolve("input.mkv");
        this.warmUpSeconds = warmUpSeconds;
    }

    /**
     * Measures and prints.
     *
     * @param seconds measured each time
     * @param rounds how often each of the two
     * @param warmUpSeconds before that, each time: in the first of them the JVM compiles what it runs most, in the first
     *     few minutes the rest
     */
    static void run(int seconds, int rounds, int warmUpSeconds) throws IOException, InterruptedException {
        Bench.print("%s", FfmpegBuild.version());
        try (SideBySide programs = new SideBySide()) {
            EncodeBench bench = new EncodeBench(programs, warmUpSeconds);
            FfmpegBuild.rawPictures(bench.input);
            bench.run("raw pictures in", seconds, rounds);
            FfmpegBuild.h264(bench.input);
            bench.run("H.264 in", seconds, rounds);
        }
    }

    private void run(String what, int seconds, int rounds) throws IOException, InterruptedException {
        List<Double> ours = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        Bench.print("%s, CPU seconds per second of media:", what);
        Bench.print("round  ringcast  ffmpeg  ratio");
        for (int round = 1; round <= rounds; round++) {
            SideBySide.Use used = measure(seconds);
            double channel = used.programs().get(0) / used.seconds();
            double reference = used.programs().get(1) / used.seconds();
            ours.add(channel);
            theirs.add(reference);
            ratios.add(channel / reference);
            Bench.print("%5d  %8.4f  %6.4f  %5.3f", round, channel, reference, channel / reference);
        }
        Bench.print("median %7.4f  %6.4f  %5.3f", Bench.median(ours), Bench.median(theirs), Bench.median(ratios));
    }

    private SideBySide.Use measure(int seconds) throws IOException, InterruptedException {
        programs.start(BenchChannel.command(programs.directory(), "-Dringcast.channel.bench.source=file:input.mkv"));
        programs.start(reference());
        Bench.pass(warmUpSeconds);
        SideBySide.Use before = programs.use();
        Bench.pass(seconds);
        SideBySide.Use used = programs.use().since(before);
        programs.end();
        return used;
    }

    private List<String> reference() {
        List<String> command = FfmpegBuild.command(
                "-re", "-stream_loop", "-1", "-threads", "1", "-i", input.toString(), "-threads", "1");
        command.addAll(FfmpegBuild.pictures());
        command.addAll(FfmpegBuild.rate("v", "2500k"));
        command.addAll(FfmpegBuild.sound());
        command.addAll(FfmpegBuild.hls());
        command.add(programs.directory().resolve("out.m3u8").toString());
        return command;
    }
}
