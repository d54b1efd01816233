package dev.ringcast.testing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A page of the Prometheus text format, read strictly: HELP and TYPE stand before the samples, each family in one piece, no
 * sample twice, histograms add up.
 */
public final class PrometheusText {
    private static final Pattern HELP = Pattern.compile("# HELP ([a-z][a-z0-9_]*) (\\S.*)");
    private static final Pattern TYPE = Pattern.compile("# TYPE ([a-z][a-z0-9_]*) (gauge|counter|histogram)");
    private static final Pattern SAMPLE =
            Pattern.compile("([a-z][a-z0-9_]*)(?:\\{([^}]*)})? ([-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?|[-+]Inf|NaN)");
    private static final Pattern LABEL = Pattern.compile("([a-z][a-z0-9_]*)=\"([^\"\\\\]*)\"(?:,|$)");
    private static final Map<String, Set<String>> ENDINGS =
            Map.of("gauge", Set.of(""), "counter", Set.of("_total"), "histogram", Set.of("_bucket", "_sum", "_count"));

    private final boolean openMetrics;
    private final Map<String, String> types = new LinkedHashMap<>();
    private final Map<String, Double> samples = new LinkedHashMap<>();
    private final Map<String, List<Double>> buckets = new LinkedHashMap<>();
    private @Nullable String helped;
    private @Nullable String family;

    private PrometheusText(boolean openMetrics) {
        this.openMetrics = openMetrics;
    }

    /** Reads version 0.0.4. */
    public static PrometheusText parse(String page) {
        return parse(page, false);
    }

    /** Reads OpenMetrics 1.0.0, as far as it is used. */
    public static PrometheusText parseOpenMetrics(String page) {
        String end = "# EOF\n";
        require(page.endsWith(end), "no # EOF", page);
        return parse(page.substring(0, page.length() - end.length()), true);
    }

    private static PrometheusText parse(String page, boolean openMetrics) {
        require(page.endsWith("\n"), "the last line has no end", page);
        PrometheusText text = new PrometheusText(openMetrics);
        page.lines().forEach(text::line);
        text.checkHistograms();
        return text;
    }

    /** The value of a sample, as {@code name{channel="live"}}, its labels in the order of the alphabet. */
    public double value(String sample) {
        Double value = samples.get(sample);
        if (value == null) {
            throw new AssertionError("no sample " + sample + " among " + samples.keySet());
        }
        return value;
    }

    /** The samples whose names are this or begin with this and a brace. */
    public List<String> samplesOf(String name) {
        return samples.keySet().stream()
                .filter(sample -> sample.equals(name) || sample.startsWith(name + "{"))
                .toList();
    }

    /** The names of all samples, without labels. */
    public Set<String> names() {
        Set<String> names = new java.util.TreeSet<>();
        samples.keySet().forEach(sample -> names.add(sample.replaceFirst("\\{.*", "")));
        return names;
    }

    private void line(String line) {
        Matcher help = HELP.matcher(line);
        Matcher type = TYPE.matcher(line);
        if (help.matches()) {
            helped = help.group(1);
        } else if (type.matches()) {
            String name = type.group(1);
            if (!openMetrics) {
                require(name.equals(helped), "TYPE without HELP before it", line);
            }
            require(types.put(name, type.group(2)) == null, "a family twice", line);
            family = name;
        } else {
            sample(line);
        }
    }

    private void sample(String line) {
        Matcher sample = SAMPLE.matcher(line);
        require(sample.matches(), "neither HELP, TYPE nor a sample", line);
        String name = sample.group(1);
        String type = family == null ? "" : types.getOrDefault(family, "");
        require(belongs(name, type), "a sample outside of its family " + family, line);
        Map<String, String> labels = labels(sample.group(2), line);
        double value = Double.parseDouble(sample.group(3).replace("Inf", "Infinity"));
        require(type.equals("gauge") || value >= 0, "less than nothing", line);
        if (name.endsWith("_bucket") && type.equals("histogram")) {
            String bound = labels.get("le");
            require(bound != null, "a bucket without a bound", line);
            Map<String, String> others = new TreeMap<>(labels);
            others.remove("le");
            List<Double> row = buckets.computeIfAbsent(written(family, others), key -> new ArrayList<>());
            require(row.isEmpty() || row.get(row.size() - 1) <= value, "buckets do not add up", line);
            row.add(value);
        }
        require(samples.put(written(name, labels), value) == null, "a sample twice", line);
    }

    /** Version 0.0.4 has the ending of a counter in the name of its family, OpenMetrics has not. */
    private boolean belongs(String name, String type) {
        if (type.equals("counter") && !openMetrics) {
            return name.equals(family) && name.endsWith("_total");
        }
        return ENDINGS.getOrDefault(type, Set.of()).stream().anyMatch(ending -> name.equals(family + ending));
    }

    private static Map<String, String> labels(@Nullable String text, String line) {
        Map<String, String> labels = new TreeMap<>();
        if (text == null) {
            return labels;
        }
        Matcher label = LABEL.matcher(text);
        int end = 0;
        while (label.find() && label.start() == end) {
            require(labels.put(label.group(1), label.group(2)) == null, "a label twice", line);
            end = label.end();
        }
        require(end == text.length(), "not labels", line);
        return labels;
    }

    private void checkHistograms() {
        buckets.forEach((series, row) -> {
            int brace = series.indexOf('{');
            String count = series.substring(0, brace) + "_count" + series.substring(brace);
            require(value(count) == row.get(row.size() - 1), "the last bucket is not the count", series);
            value(series.substring(0, brace) + "_sum" + series.substring(brace));
            String last = series.substring(0, brace) + "_bucket{" + series.substring(brace + 1, series.length() - 1)
                    + ",le=\"+Inf\"}";
            value(last);
        });
    }

    private static String written(@Nullable String name, Map<String, String> labels) {
        List<String> pairs = new ArrayList<>();
        labels.forEach((key, value) -> pairs.add(key + "=\"" + value + "\""));
        return name + (pairs.isEmpty() ? "" : "{" + String.join(",", pairs) + "}");
    }

    private static void require(boolean holds, String what, String where) {
        if (!holds) {
            throw new AssertionError(what + ": " + where);
        }
    }
}
