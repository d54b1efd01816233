package dev.ringcast.testing;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/** A player that is not ours: the {@code ffmpeg} program, which reads a playlist and decodes all of it. */
public final class ReadingPlayer implements AutoCloseable {
    private final FfmpegProgram program;

    private ReadingPlayer(FfmpegProgram program) {
        this.program = program;
    }

    /**
     * Plays the playlist until it is closed. Its sound is read but not decoded: of damaged sound the program's filters make an
     * end.
     */
    public static ReadingPlayer start(URI playlist) throws IOException {
        return new ReadingPlayer(FfmpegProgram.start(
                "-nostdin",
                "-v",
                "error",
                "-progress",
                "pipe:1",
                "-i",
                playlist.toString(),
                "-c:a",
                "copy",
                "-f",
                "null",
                "-"));
    }

    /** How many pictures it has decoded. */
    public int frames() {
        return program.output().stream()
                .filter(line -> line.startsWith("frame="))
                .mapToInt(line ->
                        Integer.parseInt(line.substring("frame=".length()).strip()))
                .max()
                .orElse(0);
    }

    /**
     * Waits until it has decoded so many more.
     *
     * @throws AssertionError with what it has said, if it has not within the time
     */
    public void awaitFrames(int more, Duration most) {
        int wanted = frames() + more;
        try {
            Await.until(more + " more pictures decoded", most, () -> frames() >= wanted);
        } catch (AssertionError e) {
            throw new AssertionError(
                    e.getMessage() + "; " + (program.running() ? "it runs" : "it has ended") + " and has said "
                            + program.output().stream()
                                    .filter(line -> !line.matches("[a-z0-9_]+=.*"))
                                    .toList(),
                    e);
        }
    }

    /** Kills it. */
    @Override
    public void close() {
        program.close();
    }
}
