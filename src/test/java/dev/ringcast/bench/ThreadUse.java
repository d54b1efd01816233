package dev.ringcast.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;

/** CPU time that the threads of a JVM have used up to now, in seconds, by what they are for. */
record ThreadUse(Map<Purpose, Double> seconds) {
    /** Linux counts in hundredths of a second here, whatever the kernel's own clock. */
    private static final double TICKS = 100;

    /** What a thread is for. */
    enum Purpose {
        /** Sources and encoders of channels, or what copies. */
        CAPTURE,
        /** The JVM's compilers. */
        COMPILER,
        /** The garbage collector. */
        COLLECTOR,
        /** Everything else: the JVM's timer, Tomcat. */
        REST;

        /** Told by a thread's name, of which Linux keeps 15 characters. */
        private static Purpose of(String thread) {
            if (thread.startsWith("ringcast-")) {
                return CAPTURE;
            }
            if (thread.startsWith("C1 ") || thread.startsWith("C2 ")) {
                return COMPILER;
            }
            return thread.startsWith("GC ") || thread.startsWith("G1 ") || thread.equals("VM Thread")
                    ? COLLECTOR
                    : REST;
        }
    }

    /** Of the process of this id; threads that have ended are left out. */
    static ThreadUse now(long pid) throws IOException {
        Map<Purpose, Double> seconds = new EnumMap<>(Purpose.class);
        try (Stream<Path> threads = Files.list(Path.of("/proc/" + pid + "/task"))) {
            for (Path thread : threads.toList()) {
                try {
                    String stat = Files.readString(thread.resolve("stat"));
                    int end = stat.lastIndexOf(')');
                    String[] fields = stat.substring(end + 2).split(" ", -1);
                    // utime and stime are the 14th and 15th field; the name before them is the second.
                    double used = (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS;
                    seconds.merge(Purpose.of(stat.substring(stat.indexOf('(') + 1, end)), used, Double::sum);
                } catch (NoSuchFileException e) {
                    // It has ended meanwhile.
                }
            }
        }
        return new ThreadUse(seconds);
    }

    /** Seconds used by threads of that purpose since then. */
    double since(ThreadUse before, Purpose purpose) {
        return seconds.getOrDefault(purpose, 0.0) - before.seconds.getOrDefault(purpose, 0.0);
    }
}
