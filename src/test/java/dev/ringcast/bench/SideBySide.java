package dev.ringcast.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A folder in memory, and programs that run at the same time, so that whatever else the machine does or does not do
 * meets all of them. Closing it ends the programs and deletes the folder. For one thread.
 */
final class SideBySide implements AutoCloseable {
    private final Path directory = Files.createTempDirectory(Path.of("/dev/shm"), "ringcast-bench");
    private final List<Process> processes = new ArrayList<>();

    SideBySide() throws IOException {}

    /**
     * CPU time used up to now.
     *
     * @param nanos when that was, by {@link System#nanoTime}
     * @param programs seconds of each program, in the order in which they were started
     * @param others seconds of everything on the machine but these and this program
     */
    record Use(long nanos, List<Double> programs, double others) {
        /** What was used since then. */
        Use since(Use before) {
            List<Double> used = new ArrayList<>();
            for (int i = 0; i < programs.size(); i++) {
                used.add(programs.get(i) - before.programs.get(i));
            }
            return new Use(nanos - before.nanos, used, Math.max(0, others - before.others));
        }

        double seconds() {
            return nanos / 1e9;
        }
    }

    Path directory() {
        return directory;
    }

    /** Starts a program; what it complains about goes to a file, its output can be read. */
    Process start(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectError(log(processes.size()).toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        processes.add(process);
        return process;
    }

    /**
     * What the programs have used.
     *
     * @throws IOException with what it complained about, if one has ended
     */
    Use use() throws IOException {
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i < processes.size(); i++) {
            if (!processes.get(i).isAlive()) {
                throw new IOException("a measured program ended: " + Files.readString(log(i)));
            }
            seconds.add(ProcessorUse.seconds(processes.get(i).toHandle()));
        }
        double all = seconds.stream().mapToDouble(Double::doubleValue).sum();
        return new Use(
                System.nanoTime(), seconds, ProcessorUse.all() - all - ProcessorUse.seconds(ProcessHandle.current()));
    }

    private Path log(int program) {
        return directory.resolve("log" + program + ".txt");
    }

    /** Ends the programs; others can be started. */
    void end() {
        for (Process process : processes) {
            process.destroyForcibly().onExit().join();
        }
        processes.clear();
    }

    @Override
    public void close() throws IOException {
        end();
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
