package dev.ringcast.bench;

import dev.ringcast.testing.TomcatProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a server holds and has used, asked of Linux and of the log that {@link #LOG_OPTION} has it write.
 *
 * @param residentBytes its memory (VmRSS)
 * @param heapBytes what the last garbage collection has left
 * @param committedBytes what the heap could hold then without asking the system for more
 * @param collections young and full collections up to now
 * @param threads Java's and native ones
 * @param files open file descriptors
 * @param cpuSeconds of processor time up to now
 */
record ServerFigures(
        long residentBytes,
        long heapBytes,
        long committedBytes,
        long collections,
        long threads,
        long files,
        double cpuSeconds) {
    /** Of the virtual machine that is to be looked at; the log goes into Tomcat's logs folder. */
    static final String LOG_OPTION = "-Xlog:gc:file=logs/gc.log";

    private static final Pattern PAUSE = Pattern.compile("Pause .*?(\\d+)M->(\\d+)M\\((\\d+)M\\)");

    /** Now. */
    static ServerFigures of(TomcatProcess tomcat) throws IOException {
        long heap = 0;
        long committed = 0;
        long collections = 0;
        for (String line : Files.readAllLines(tomcat.base().resolve("logs/gc.log"))) {
            Matcher pause = PAUSE.matcher(line);
            if (pause.find()) {
                collections++;
                heap = Long.parseLong(pause.group(2)) << 20;
                committed = Long.parseLong(pause.group(3)) << 20;
            }
        }
        return new ServerFigures(
                tomcat.residentBytes(),
                heap,
                committed,
                collections,
                tomcat.threads(),
                files(tomcat.pid()),
                ProcessorUse.seconds(ProcessHandle.of(tomcat.pid()).orElseThrow()));
    }

    /** Memory that is not the Java heap, at least: a heap is not touched to its end. */
    long outsideBytes() {
        return residentBytes - committedBytes;
    }

    /** Per hour, along the straight line that fits values taken once a minute best. */
    static double slopePerHour(List<Double> values) {
        double middle = (values.size() - 1) / 2.0;
        double mean = values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
        double above = 0;
        double below = 0;
        for (int i = 0; i < values.size(); i++) {
            above += (i - middle) * (values.get(i) - mean);
            below += (i - middle) * (i - middle);
        }
        return below == 0 ? 0 : 60 * above / below;
    }

    private static long files(long pid) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            return files.count();
        }
    }
}
