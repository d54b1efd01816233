package dev.ringcast.bench;

import dev.ringcast.channel.CaptureService;
import dev.ringcast.channel.Channels;
import dev.ringcast.config.ConfigLoader;
import dev.ringcast.ffmpeg.NativeStart;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Runs one channel, named bench, in a process of its own, without Tomcat, until its input ends. For each line of input it
 * writes what it has encoded so far.
 */
final class BenchChannel {
    private BenchChannel() {}

    /**
     * What a channel has encoded since it was started.
     *
     * @param frames frames encoded
     * @param repeated those of them that showed the last picture again
     * @param dropped frames not encoded because the machine could not keep up
     */
    record Frames(long frames, long repeated, long dropped) {
        /** What was encoded since then. */
        Frames since(Frames before) {
            return new Frames(frames - before.frames, repeated - before.repeated, dropped - before.dropped);
        }

        static Frames parse(String line) {
            String[] values = line.split(" ", -1);
            return new Frames(Long.parseLong(values[0]), Long.parseLong(values[1]), Long.parseLong(values[2]));
        }
    }

    /**
     * The command line.
     *
     * @param directory where files are played from, and natives unpacked to
     * @param options of the JVM, such as settings of the channel
     */
    static List<String> command(Path directory, String... options) {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "-Dringcast.media.folder=" + directory,
                "-Dringcast.channels=bench"));
        command.addAll(List.of(options));
        command.add(BenchChannel.class.getName());
        command.add(directory.resolve("natives").toString());
        return command;
    }

    /** Asks a process with that command line. */
    static Frames frames(Process process, BufferedReader answers) throws IOException {
        process.outputWriter().write("\n");
        process.outputWriter().flush();
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("the channel's process has ended");
        }
        return Frames.parse(line);
    }

    public static void main(String[] args) throws Exception {
        Set<String> jars = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .collect(Collectors.toSet());
        Channels channels = new Channels();
        CaptureService service = new CaptureService(channels);
        Path directory = Path.of(args[0]);
        service.start(
                ConfigLoader.load(),
                NativeStart.begin(jars, path -> Files.newInputStream(Path.of(path)), directory),
                directory,
                Optional.of(System.getProperty("java.class.path")));
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        while (questions.readLine() != null) {
            var output = channels.find("bench").orElseThrow().status().output();
            System.out.println(output.frames() + " " + output.repeated() + " " + output.dropped());
        }
        service.stop();
    }
}
