package dev.ringcast.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The lines that a soak prints each minute, and the summary at its end. For one thread. */
final class SoakReport {
    /** Until then rings fill, code is compiled and the heap finds its size. */
    private static final int SETTLING_MINUTES = 10;

    /** Medians of so many minutes are compared, so that none counts alone. */
    private static final int COMPARED_MINUTES = 5;

    private static final double MOST_GROWTH_PERCENT = 2;
    private static final double MEGABYTE = 1 << 20;

    private final List<String> channels;
    private final SoakTally tally;
    private final List<Double> resident = new ArrayList<>();
    private final List<Double> outside = new ArrayList<>();
    private long begin = System.nanoTime();
    private long last = begin;
    private double cpuSeconds;
    private long collections;

    SoakReport(List<String> channels, SoakTally tally) {
        this.channels = channels;
        this.tally = tally;
    }

    /** What stands above the minutes. */
    void head() {
        tally.print("MB: resident; heap after the last collection, of what is committed; in rings.");
        tally.print(
                "Parts are late by the time from their end, by the programme's clock, until a reader's playlist lists"
                        + " them; the least of a minute tells drift.");
        tally.print(
                "minute resident  heap/comm. rings gcs threads files cores  pause ms  late ms least/median/99%%/most of"
                        + " %s  faults violations",
                String.join(", ", channels));
    }

    /** The first minute begins. */
    void begin(ServerFigures figures) {
        begin = System.nanoTime();
        last = begin;
        cpuSeconds = figures.cpuSeconds();
    }

    /**
     * A minute is over.
     *
     * @param pauseSeconds for how long at most this process did not get to run
     */
    void minute(ServerFigures figures, double ringBytes, double pauseSeconds) {
        long now = System.nanoTime();
        resident.add(figures.residentBytes() / MEGABYTE);
        outside.add(figures.outsideBytes() / MEGABYTE);
        Map<String, List<Double>> lateness = tally.takeLateness();
        tally.print(
                "%6d %8.1f  %4.0f/%4.0f  %5.1f %3d %7d %5d %5.2f %9.0f  %s  %s %d",
                Math.round((now - begin) / 60e9),
                figures.residentBytes() / MEGABYTE,
                figures.heapBytes() / MEGABYTE,
                figures.committedBytes() / MEGABYTE,
                ringBytes / MEGABYTE,
                figures.collections() - collections,
                figures.threads(),
                figures.files(),
                (figures.cpuSeconds() - cpuSeconds) / ((now - last) / 1e9),
                pauseSeconds * 1000,
                channels.stream()
                        .map(channel -> lateness(lateness.getOrDefault(channel, List.of())))
                        .collect(Collectors.joining("  ")),
                tally.faults().isEmpty() ? "-" : tally.faults(),
                tally.violations());
        last = now;
        cpuSeconds = figures.cpuSeconds();
        collections = figures.collections();
    }

    /** Everything together, with further lines at the end. */
    void summary(List<String> others) {
        tally.print("summary of %d minutes", resident.size());
        tally.print(
                "rules broken: %d; faults: %s; late because a channel was restarted: %d",
                tally.violations(), tally.faults(), tally.excuses());
        others.forEach(line -> tally.print("%s", line));
        growth("resident memory", resident, true);
        growth("the same without the heap's committed memory", outside, false);
    }

    private void growth(String what, List<Double> minutes, boolean judged) {
        if (minutes.size() < SETTLING_MINUTES + 2 * COMPARED_MINUTES) {
            tally.print(
                    "%s: %d minutes are too few to tell growth after the first %d",
                    what, minutes.size(), SETTLING_MINUTES);
            return;
        }
        List<Double> settled = minutes.subList(SETTLING_MINUTES, minutes.size());
        double from = Bench.median(settled.subList(0, COMPARED_MINUTES));
        double to = Bench.median(settled.subList(settled.size() - COMPARED_MINUTES, settled.size()));
        double percent = 100 * (to - from) / from;
        tally.print(
                "%s: %.1f MB after %d minutes, %.1f MB at the end, %+.2f %%%s; %+.2f MB an hour",
                what,
                from,
                SETTLING_MINUTES,
                to,
                percent,
                judged ? verdict(percent) : "",
                ServerFigures.slopePerHour(settled));
    }

    private static String verdict(double percent) {
        return String.format(
                Locale.ROOT,
                percent > MOST_GROWTH_PERCENT ? ", more than the %.0f %% allowed" : ", at most %.0f %% are allowed",
                MOST_GROWTH_PERCENT);
    }

    private static String lateness(List<Double> seconds) {
        return seconds.isEmpty()
                ? "-/-/-/-"
                : String.format(
                        Locale.ROOT,
                        "%.0f/%.0f/%.0f/%.0f",
                        1000 * Bench.quantile(seconds, 0),
                        1000 * Bench.median(seconds),
                        1000 * Bench.quantile(seconds, 0.99),
                        1000 * Bench.quantile(seconds, 1));
    }
}
