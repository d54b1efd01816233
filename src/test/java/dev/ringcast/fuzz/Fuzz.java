package dev.ringcast.fuzz;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/**
 * The fuzzer's entry: {@code ./mvnw -Pfuzz -Dfuzz.target=NAME -Dfuzz.seconds=S}. Prints a line for each target: inputs
 * tried, edges of our code reached, and the largest that an input took.
 */
final class Fuzz {
    private static final PrintStream OUT = System.out;
    private static final int SECONDS = 120;

    private Fuzz() {}

    /** Arguments: the name of a target, or nothing for all; seconds for each, or nothing for two minutes. */
    public static void main(String[] args) throws Exception {
        List<FuzzTarget> all = FuzzTarget.all();
        List<FuzzTarget> chosen = all.stream()
                .filter(target -> args[0].isEmpty() || target.name().equals(args[0]))
                .toList();
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException("-Dfuzz.target=" + args[0] + ": there are "
                    + all.stream().map(FuzzTarget::name).toList());
        }
        int seconds = args[1].isEmpty() ? SECONDS : Integer.parseInt(args[1]);
        print(
                "%-20s %12s %8s %9s %7s %10s %8s  %s",
                "target", "executions", "edges", "features", "corpus", "slowest", "memory", "result");
        boolean found = false;
        for (FuzzTarget target : chosen) {
            FuzzRun run = FuzzRun.of(target, "-XX:+TieredCompilation", "-max_total_time=" + seconds);
            print(run);
            found |= run.exitCode() != 0;
        }
        if (found) {
            throw new IllegalStateException(
                    "something was found: see the logs and the inputs that are new in" + " src/test/resources");
        }
    }

    private static void print(FuzzRun run) throws IOException {
        List<String> coverage = run.coverage();
        print(
                "%-20s %12d %8s %9s %7s %8d s %5d MB  %s",
                run.target().name(),
                run.executions(),
                coverage.get(0),
                coverage.get(1),
                coverage.get(2),
                run.slowest(),
                run.memory(),
                run.exitCode() == 0 ? "nothing found" : "exit code " + run.exitCode() + ", see " + run.log());
    }

    private static void print(String format, Object... values) {
        OUT.println(String.format(Locale.ROOT, format, values));
    }
}
