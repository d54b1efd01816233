package dev.ringcast.bench;

import dev.ringcast.rules.Violation;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a soak has seen: rules that were broken, faults that were made, how late parts were. What happens is printed at
 * once, to the console and to a file, as the console may be gone after Ctrl-C. Safe for any number of threads.
 */
final class SoakTally implements AutoCloseable {
    /** A rule that stays broken is printed so often only; all times are counted. */
    private static final Duration REPEAT = Duration.ofSeconds(10);

    private final PrintStream file;
    private final Map<String, Instant> printed = new HashMap<>();
    private final Map<String, Integer> faults = new TreeMap<>();
    private final Map<String, Instant> excused = new HashMap<>();
    private final Map<String, List<Double>> lateness = new TreeMap<>();
    private int violations;
    private int excuses;
    private boolean ended;

    SoakTally(Path log) throws IOException {
        file = new PrintStream(log.toFile(), StandardCharsets.UTF_8);
    }

    /** Prints a line. */
    synchronized void print(String format, Object... values) {
        String line = String.format(Locale.ROOT, format, values);
        Bench.OUT.println(line);
        file.println(line);
        file.flush();
    }

    /** The soak ends: whatever breaks from now on does so because of that. */
    synchronized void end() {
        ended = true;
    }

    synchronized boolean ended() {
        return ended;
    }

    /** Something was done to a channel or its source. */
    synchronized void fault(String kind, String channel, String what) {
        faults.merge(kind, 1, Integer::sum);
        print("%s  %s %s: %s", now(), kind, channel, what);
    }

    /** A channel is told to begin anew, so until then it owes nobody a part in time (L10). */
    synchronized void excuse(String channel, Instant until) {
        excused.put(channel, until);
    }

    /** A rule is broken. */
    synchronized void broken(String channel, String playlist, Violation violation) {
        if (ended) {
            return;
        }
        if (violation.rule().equals("L10") && Instant.now().isBefore(excused.getOrDefault(channel, Instant.EPOCH))) {
            excuses++;
            return;
        }
        violations++;
        String place = channel + " " + playlist + " " + violation.rule();
        Instant last = printed.getOrDefault(place, Instant.EPOCH);
        if (Duration.between(last, Instant.now()).compareTo(REPEAT) > 0) {
            printed.put(place, Instant.now());
            print("%s  VIOLATION %s %s: %s", now(), channel, playlist, violation);
        }
    }

    /** A thread of the soak itself has failed. */
    void failed(String what, Throwable reason) {
        broken("soak", what, new Violation("failed", reason.toString()));
        if (!ended()) {
            reason.printStackTrace(file);
        }
    }

    /** A part was listed so many seconds after it ended by the programme's clock. */
    synchronized void late(String channel, double seconds) {
        lateness.computeIfAbsent(channel, name -> new ArrayList<>()).add(seconds);
    }

    /** How late the parts of each channel were since this was called last. */
    synchronized Map<String, List<Double>> takeLateness() {
        Map<String, List<Double>> taken = new TreeMap<>(lateness);
        lateness.clear();
        return taken;
    }

    synchronized int violations() {
        return violations;
    }

    /** How often a part or segment did not come in time because its channel was told to begin anew. */
    synchronized int excuses() {
        return excuses;
    }

    synchronized Map<String, Integer> faults() {
        return new TreeMap<>(faults);
    }

    @Override
    public synchronized void close() {
        file.close();
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }
}
