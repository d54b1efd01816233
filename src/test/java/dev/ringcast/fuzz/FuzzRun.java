package dev.ringcast.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A run of the fuzzer over one target, in a process of its own, since a fuzzer runs one target a process and native code
 * may end it.
 *
 * @param target what was fuzzed
 * @param exitCode 0 if nothing was found; then nothing took too long and no input crashed the process either
 * @param log all that the fuzzer said
 */
record FuzzRun(FuzzTarget target, int exitCode, Path log) {
    private static final Path FOLDER = Path.of("target", "fuzz");

    /** Real time an input may take: more than the bound on CPU time, since the machine may be busy. */
    private static final String MOST_SECONDS = "10";

    /** Resident memory of the process: the heap, and what FFmpeg may need for one picture of the largest size. */
    private static final String MOST_MEGABYTES = "2048";

    private static final Pattern COVERAGE = Pattern.compile("#\\d+\\s+\\w+\\s+cov: (\\d+) ft: (\\d+) corp: (\\d+)");

    /**
     * Runs it to its end. What it generates is kept in {@code target/fuzz} for the next run; an input that fails goes to
     * the target's folder in {@code src/test/resources}, if there is one.
     *
     * @param virtualMachine an option of Java's
     * @param limit libFuzzer's options that end it
     */
    static FuzzRun of(FuzzTarget target, String virtualMachine, String... limit)
            throws IOException, InterruptedException {
        Path corpus = Files.createDirectories(FOLDER.resolve("corpus").resolve(target.name()));
        Path log = FOLDER.resolve(target.name() + ".log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                virtualMachine,
                "-XX:+EnableDynamicAgentLoading",
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + target.className(),
                "--target_method=" + target.method(),
                "--hooks=true",
                "--reproducer_path=" + FOLDER,
                corpus.toString(),
                "-print_final_stats=1",
                "-timeout=" + MOST_SECONDS,
                "-rss_limit_mb=" + MOST_MEGABYTES));
        command.addAll(List.of(limit));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            return new FuzzRun(target, process.waitFor(), log);
        } finally {
            process.destroyForcibly();
        }
    }

    /** Inputs that were tried. */
    long executions() throws IOException {
        return statistic("number_of_executed_units");
    }

    /** The most seconds that one of them took, rounded down. */
    long slowest() throws IOException {
        return statistic("slowest_unit_time_sec");
    }

    /** The most megabytes that the process had in memory. */
    long memory() throws IOException {
        return statistic("peak_rss_mb");
    }

    /** Edges of our code that were reached, other things that were told apart, inputs kept for them. */
    List<String> coverage() throws IOException {
        List<MatchResult> all = COVERAGE.matcher(text()).results().toList();
        if (all.isEmpty()) {
            return List.of("?", "?", "?");
        }
        MatchResult last = all.get(all.size() - 1);
        return List.of(last.group(1), last.group(2), last.group(3));
    }

    private long statistic(String name) throws IOException {
        Matcher matcher = Pattern.compile("stat::" + name + ":\\s+(\\d+)").matcher(text());
        return matcher.find() ? Long.parseLong(matcher.group(1)) : -1;
    }

    String text() throws IOException {
        return Files.readString(log, StandardCharsets.ISO_8859_1);
    }
}
