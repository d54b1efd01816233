package dev.ringcast.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bytedeco.ffmpeg.ffmpeg;
import org.bytedeco.javacpp.Loader;

/**
 * CPU time of a channel against the {@code ffmpeg} program of the very same build, both doing the same: decode a file in
 * real time, encode it at 1280x720, 30 frames a second, with sound, and write HLS in segments of two seconds (ffmpeg to
 * a memory file system, we to memory). Both run at the same time, so that whatever else the machine does or does not do
 * meets both; start-up is left out. Once the file is H.264, which both
 * decode alike, and once it holds raw pictures, so that what is left is encoding, muxing and everything around them.
 */
final class EncodeBench {
    /** The JVM compiles what it runs most within its first ten seconds or so. */
    private static final double WARM_UP_SECONDS = 15;

    private final Path directory;
    private final String program;
    private final Path input;

    private EncodeBench(Path directory, String... codecs) throws IOException, InterruptedException {
        this.directory = directory;
        this.program = Loader.load(ffmpeg.class);
        this.input = directory.resolve("input.mkv");
        List<String> command = new ArrayList<>(List.of(
                program,
                "-nostdin",
                "-v",
                "error",
                "-y",
                "-f",
                "lavfi",
                "-i",
                "testsrc2=size=1280x720:rate=30:duration=10,noise=alls=6:allf=t",
                "-f",
                "lavfi",
                "-i",
                "sine=frequency=440:sample_rate=48000:duration=10",
                "-pix_fmt",
                "yuv420p"));
        command.addAll(List.of(codecs));
        command.add(input.toString());
        Process made = new ProcessBuilder(command).inheritIO().start();
        if (made.waitFor() != 0) {
            throw new IOException("the input could not be made: " + input);
        }
    }

    /**
     * Measures and prints.
     *
     * @param seconds measured each time
     * @param rounds how often each of the two
     */
    static void run(int seconds, int rounds) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory(Path.of("/dev/shm"), "ringcast-bench");
        try {
            new EncodeBench(directory, "-c:v", "rawvideo", "-c:a", "pcm_s16le").run("raw pictures in", seconds, rounds);
            new EncodeBench(
                            directory,
                            "-c:v",
                            "libx264",
                            "-preset",
                            "veryfast",
                            "-b:v",
                            "6M",
                            "-c:a",
                            "aac",
                            "-b:a",
                            "128k")
                    .run("H.264 in", seconds, rounds);
        } finally {
            try (var files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private void run(String what, int seconds, int rounds) throws IOException, InterruptedException {
        List<Double> ours = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        Bench.print("%s, CPU seconds per second of media:", what);
        Bench.print("round  ringcast  ffmpeg  ratio");
        for (int round = 1; round <= rounds; round++) {
            double[] used = cpu(List.of(channel(), reference()), seconds);
            double channel = used[0];
            double reference = used[1];
            ours.add(channel);
            theirs.add(reference);
            ratios.add(channel / reference);
            Bench.print("%5d  %8.4f  %6.4f  %5.3f", round, channel, reference, channel / reference);
        }
        Bench.print("median %7.4f  %6.4f  %5.3f", Bench.median(ours), Bench.median(theirs), Bench.median(ratios));
    }

    private ProcessBuilder channel() {
        return new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "-Dringcast.media.folder=" + directory,
                "-Dringcast.channels=bench",
                "-Dringcast.channel.bench.source=file:input.mkv",
                BenchChannel.class.getName(),
                directory.resolve("natives").toString());
    }

    /** The same encoder settings as {@code VideoEncoder} makes them. */
    private ProcessBuilder reference() {
        return new ProcessBuilder(
                program,
                "-nostdin",
                "-v",
                "error",
                "-y",
                "-re",
                "-stream_loop",
                "-1",
                "-threads",
                "1",
                "-i",
                input.toString(),
                "-c:v",
                "libx264",
                "-preset",
                "veryfast",
                "-tune",
                "zerolatency",
                "-profile:v",
                "high",
                "-b:v",
                "2500k",
                "-maxrate",
                "2500k",
                "-bufsize",
                "2500k",
                "-bf",
                "0",
                "-threads",
                "1",
                "-forced-idr",
                "1",
                "-x264-params",
                "scenecut=0",
                "-g",
                "240",
                "-force_key_frames",
                "expr:gte(t,n_forced*2)",
                "-pix_fmt",
                "yuv420p",
                "-c:a",
                "aac",
                "-b:a",
                "128k",
                "-ac",
                "2",
                "-ar",
                "48000",
                "-f",
                "hls",
                "-hls_time",
                "2",
                "-hls_list_size",
                "30",
                "-hls_flags",
                "delete_segments",
                directory.resolve("out.m3u8").toString());
    }

    /** CPU seconds per second of each process while all of them run evenly. */
    private double[] cpu(List<ProcessBuilder> commands, int seconds) throws IOException, InterruptedException {
        List<Process> processes = new ArrayList<>();
        try {
            for (ProcessBuilder command : commands) {
                File log = directory.resolve("log" + processes.size() + ".txt").toFile();
                processes.add(
                        command.redirectErrorStream(true).redirectOutput(log).start());
            }
            Bench.pass(WARM_UP_SECONDS);
            double[] before = cpuSeconds(processes);
            long begin = System.nanoTime();
            Bench.pass(seconds);
            double[] used = cpuSeconds(processes);
            for (int i = 0; i < used.length; i++) {
                used[i] = (used[i] - before[i]) / ((System.nanoTime() - begin) / 1e9);
            }
            return used;
        } finally {
            for (Process process : processes) {
                process.destroyForcibly().waitFor();
            }
        }
    }

    private double[] cpuSeconds(List<Process> processes) throws IOException {
        double[] seconds = new double[processes.size()];
        for (int i = 0; i < seconds.length; i++) {
            if (!processes.get(i).isAlive()) {
                throw new IOException(
                        "a measured program ended: " + Files.readString(directory.resolve("log" + i + ".txt")));
            }
            seconds[i] =
                    processes.get(i).info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
        }
        return seconds;
    }
}
