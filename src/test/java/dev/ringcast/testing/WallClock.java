package dev.ringcast.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The wall clock of a server and of the processes that it starts, which can be set while they run. It is libfaketime's; what
 * is measured by a clock that nobody can set, and how long anything waits, stays as it is. It begins right. For one thread;
 * to be closed once the server has ended.
 */
public final class WallClock implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration TOLD = Duration.ofMillis(1900);
    private static final Pattern SHARED = Pattern.compile("(sem\\.)?faketime_(sem|shm)_([0-9]+)");

    private final Path folder;
    private final String library;
    private Duration ahead = Duration.ZERO;

    private WallClock(Path folder, String library) throws IOException {
        this.folder = folder;
        this.library = library;
        set();
    }

    /** Makes one. The test is skipped, or fails, where libfaketime is missing. */
    public static WallClock running() throws IOException, InterruptedException {
        // Where the library is, its own program knows.
        Process asked = new ProcessBuilder(
                        Programs.require("faketime").toString(), "-m", "-f", "+0", "printenv", "LD_PRELOAD")
                .redirectErrorStream(true)
                .start();
        ProgramOutput output = new ProgramOutput("faketime", asked.getInputStream());
        if (!ProgramOutput.endWithin(asked, SOON) || asked.exitValue() != 0) {
            throw new AssertionError("faketime failed: " + output.allLines());
        }
        return new WallClock(Files.createTempDirectory("ringcast-clock"), String.join(" ", output.allLines()));
    }

    Map<String, String> environment() {
        return Map.of(
                "LD_PRELOAD",
                library,
                "FAKETIME_TIMESTAMP_FILE",
                file().toString(),
                // It is read once a second: reading it whenever time is asked for took 40 µs.
                "FAKETIME_CACHE_DURATION",
                "1",
                "FAKETIME_DONT_FAKE_MONOTONIC",
                "1",
                // Files have been changed when they were: Tomcat would take applications for new ones.
                "NO_FAKE_STAT",
                "1",
                // Else it takes the deadlines of Java's waits for times of day: they would be over at once.
                "FAKETIME_FORCE_MONOTONIC_FIX",
                "0");
    }

    /** Sets it, forth or back, within a second. */
    public void step(Duration by) throws IOException {
        ahead = ahead.plus(by);
        set();
    }

    /** Whether somebody who goes by it has just told this time: whole seconds, and an answer takes its time. */
    public boolean isTold(Instant time) {
        Duration wrong = Duration.between(time, Instant.now().plus(ahead));
        return !wrong.isNegative() && wrong.compareTo(TOLD) < 0;
    }

    private void set() throws IOException {
        Path next = folder.resolve("next");
        Files.writeString(next, (ahead.isNegative() ? "" : "+") + ahead.toSeconds() + "\n");
        Files.move(next, file(), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private Path file() {
        return folder.resolve("time");
    }

    @Override
    public void close() throws IOException {
        TomcatProcess.deleteFolder(folder);
        // Processes that are killed leave theirs behind.
        try (Stream<Path> files = Files.list(Path.of("/dev/shm"))) {
            for (Path file : files.filter(WallClock::isLeftBehind).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static boolean isLeftBehind(Path file) {
        Matcher name = SHARED.matcher(file.getFileName().toString());
        return name.matches() && ProcessHandle.of(Long.parseLong(name.group(3))).isEmpty();
    }
}
