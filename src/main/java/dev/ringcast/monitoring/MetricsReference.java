package dev.ringcast.monitoring;

import java.util.List;
import java.util.stream.Collectors;

/** What is measured, for people: made from the same table that is read out. */
public final class MetricsReference {
    private MetricsReference() {}

    /**
     * One metric.
     *
     * @param name as documented: a counter's with its ending, a histogram's without
     * @param type as the text format has it
     * @param labels their names
     * @param sampleNames all names that may stand in a query
     * @param help what it means
     */
    public record Entry(String name, String type, List<String> labels, List<String> sampleNames, String help) {}

    /** Every metric, in the order of the reference. */
    public static List<Entry> entries() {
        return Metrics.ALL.stream().map(MetricsReference::entry).toList();
    }

    /** The reference as a table in Markdown. */
    public static String markdown() {
        return entries().stream()
                .map(entry -> "| `" + entry.name() + "` | " + entry.type() + " | " + String.join(", ", entry.labels())
                        + " | " + entry.help() + " |\n")
                .collect(Collectors.joining("", "| Metric | Type | Labels | Meaning |\n|---|---|---|---|\n", ""));
    }

    private static Entry entry(MetricFamily family) {
        List<String> names = family.sampleNames();
        String name = names.size() == 1 ? names.get(0) : family.name();
        return new Entry(name, family.type(), family.labels(), names, family.help());
    }
}
