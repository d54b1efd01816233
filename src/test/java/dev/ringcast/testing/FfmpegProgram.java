package dev.ringcast.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The {@code ffmpeg} or {@code ffprobe} of the machine, running: a player and a sender that is not ours. Tests that need
 * it are skipped where it is missing, or fail where it is required.
 */
public final class FfmpegProgram implements AutoCloseable {
    /**
     * How a run ended.
     *
     * @param code exit code
     * @param output lines of standard output and standard error together
     */
    public record Result(int code, List<String> output) {
        /** Copies the list. */
        public Result {
            output = List.copyOf(output);
        }
    }

    private final String name;
    private final Process process;
    private final ProgramOutput output;

    private FfmpegProgram(String name, List<String> arguments) throws IOException {
        Path program = Programs.require(name);
        List<String> command = new ArrayList<>();
        command.add(program.toString());
        command.add("-hide_banner");
        command.addAll(arguments);
        this.name = name;
        this.process = new ProcessBuilder(command)
                .redirectInput(new java.io.File("/dev/null"))
                .redirectErrorStream(true)
                .start();
        this.output = new ProgramOutput(name, process.getInputStream());
    }

    /** Sends a film as it is, in real time, as MPEG-TS over UDP. */
    public static FfmpegProgram sendTransportStream(Path film, String address) throws IOException {
        return start(
                "-nostdin",
                "-v",
                "error",
                "-re",
                "-i",
                film.toString(),
                "-c",
                "copy",
                "-f",
                "mpegts",
                address + "?pkt_size=1316");
    }

    /** Starts ffmpeg and lets it run until it ends or is closed: a sender. */
    public static FfmpegProgram start(String... arguments) throws IOException {
        return new FfmpegProgram("ffmpeg", List.of(arguments));
    }

    /**
     * Runs ffmpeg to its end.
     *
     * @throws AssertionError if it has not ended within the time; it is killed then
     */
    public static Result run(Duration most, String... arguments) throws IOException, InterruptedException {
        return run("ffmpeg", most, arguments);
    }

    /** The same with ffprobe. */
    public static Result probe(Duration most, String... arguments) throws IOException, InterruptedException {
        return run("ffprobe", most, arguments);
    }

    /** What it has written so far. */
    public List<String> output() {
        return output.lines();
    }

    /** Whether it still runs. */
    public boolean running() {
        return process.isAlive();
    }

    /** Kills it and waits for its end. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    private static Result run(String name, Duration most, String... arguments)
            throws IOException, InterruptedException {
        try (FfmpegProgram program = new FfmpegProgram(name, List.of(arguments))) {
            if (!ProgramOutput.endWithin(program.process, most)) {
                throw new AssertionError(program.name + " " + String.join(" ", arguments) + " did not end within "
                        + most.toSeconds() + " s: " + program.output());
            }
            return new Result(program.process.exitValue(), program.output.allLines());
        }
    }
}
