package dev.ringcast.bench;

import java.io.PrintStream;
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
     * the default; {@code ordinary} for players without low latency, or the mode of {@link ViewersBench}.
     */
    public static void main(String[] args) throws Exception {
        String name = args[0];
        switch (name) {
            case "encode" -> EncodeBench.run(number(args[1], 20), number(args[2], 5));
            case "play" -> PlayBench.run(number(args[1], 60), args[3], args[4].equals("ordinary"));
            case "first" -> FirstPictureBench.run(number(args[2], 20));
            case "deploy" -> DeployBench.run(number(args[2], 20));
            case "memory" -> MemoryBench.run(number(args[1], 150));
            case "viewers" -> ViewersBench.run(number(args[1], 60), number(args[2], 2000), args[4]);
            case "answer" -> AnswerBench.run(number(args[1], 60), args[3]);
            default ->
                throw new IllegalArgumentException(
                        "-Dbench=" + name + ": there are encode, play, first, deploy, memory, viewers and answer");
        }
        OUT.println("Java " + Runtime.version() + ", "
                + Runtime.getRuntime().availableProcessors() + " processors, "
                + System.getProperty("os.name") + " " + System.getProperty("os.version"));
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
