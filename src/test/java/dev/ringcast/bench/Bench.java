package dev.ringcast.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The benchmarks' entry: {@code ./mvnw -Pbench -Dbench=NAME -Dbench.seconds=S -Dbench.rounds=N}. Each prints a table of
 * what it measured in this one run; the machine should have nothing else to do.
 */
final class Bench {
    static final PrintStream OUT = System.out;

    private Bench() {}

    /**
     * Arguments: the name; seconds and rounds, or nothing for the benchmark's own; the duration of parts, or nothing for
     * the default; {@code ordinary} for players without low latency, {@code together} for all at once, both with a comma,
     * or the mode of {@link ViewersBench}, {@link PackageBench} or {@link LoadBench}, or the seed of {@link SoakBench}; seconds of warm-up.
     */
    public static void main(String[] args) throws Exception {
        String name = args[0];
        switch (name) {
            case "encode" -> EncodeBench.run(number(args[1], 20), number(args[2], 5), number(args[5], 15));
            case "latency" ->
                LatencyBench.run(
                        number(args[1], 60), args[3], args[4].contains("ordinary"), args[4].contains("together"));
            case "first" -> FirstPictureBench.run(number(args[2], 20));
            case "ladder" -> LadderBench.run(number(args[1], 20), number(args[2], 5), number(args[5], 15));
            case "package" ->
                PackageBench.run(
                        number(args[1], 60),
                        number(args[2], 3),
                        number(args[5], 60),
                        args[4].isEmpty() ? "udp" : args[4]);
            case "serve" -> ServeBench.run(number(args[1], 5), number(args[2], 3), number(args[5], 5));
            case "switch" -> SwitchBench.run(number(args[1], 120));
            case "start" -> StartBench.run(number(args[2], 10));
            case "deploy" -> DeployBench.run(number(args[2], 20));
            case "crash" -> CrashBench.run(number(args[2], 10), args[4].contains("ordinary"));
            case "memory" -> MemoryBench.run(number(args[1], 150));
            case "viewers" ->
                ViewersBench.run(number(args[1], 60), number(args[2], 2000), number(args[5], 30), args[4]);
            case "load" -> LoadBench.run(number(args[1], 60), number(args[2], 0), args[4]);
            case "soak" -> SoakBench.run(number(args[1], 7200), args[4]);
            case "answer" -> AnswerBench.run(number(args[1], 60), args[3], args[4]);
            default ->
                throw new IllegalArgumentException(
                        "-Dbench=" + name
                                + ": there are encode, ladder, package, serve, latency, switch, first, start, deploy, crash, memory, viewers, load, soak and answer");
        }
        OUT.println(tomcat() + ", Java " + Runtime.version() + ", "
                + Runtime.getRuntime().availableProcessors() + " processors" + processor() + ", "
                + System.getProperty("os.name") + " " + System.getProperty("os.version"));
    }

    private static String tomcat() throws IOException {
        try (var lines = Files.lines(Path.of(System.getProperty("tomcat.dist"), "RELEASE-NOTES"))) {
            return lines.map(String::strip)
                    .filter(line -> line.startsWith("Apache Tomcat Version"))
                    .findFirst()
                    .orElse("Tomcat");
        }
    }

    private static String processor() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .findFirst()
                    .map(line -> line.replaceFirst(".*: ", " "))
                    .orElse("");
        }
    }

    /** Lets time pass: what is measured is what happens meanwhile. */
    static void pass(double seconds) throws InterruptedException {
        if (new CountDownLatch(1).await((long) (seconds * 1000), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("nobody counts down");
        }
    }

    /** The value that this part (0 to 1) of all values do not exceed. */
    static double quantile(List<Double> values, double part) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get((int) Math.min(sorted.size() - 1L, Math.round(part * (sorted.size() - 1))));
    }

    static double median(List<Double> values) {
        return quantile(values, 0.5);
    }

    static void print(String format, Object... values) {
        OUT.println(String.format(Locale.ROOT, format, values));
    }

    private static int number(String text, int otherwise) {
        return text.isEmpty() ? otherwise : Integer.parseInt(text);
    }
}
