package dev.ringcast.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringcast.channel.AnswerCount;
import dev.ringcast.channel.ChannelFigures;
import dev.ringcast.channel.ChannelState;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The dashboard and the alert rules ask for what the code exposes, and for nothing else. */
class MonitoringFilesTest {
    private static final Path DASHBOARD = Path.of("monitoring/grafana-dashboard.json");
    private static final Path ALERTS = Path.of("monitoring/alerts.yml");

    private static final Pattern SELECTOR = Pattern.compile("\\{[^}]*}");
    private static final Pattern GROUPING = Pattern.compile("\\b(by|on|without|ignoring)\\s*\\(([^)]*)\\)");
    private static final Pattern RANGE = Pattern.compile("\\[[^\\]]*]");
    private static final Pattern WORD = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
    private static final Pattern MATCHER = Pattern.compile("([a-z_]+)\\s*(?:=~|!~|!=|=)\\s*\"([^\"]*)\"");
    private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.*), (\\w+)\\)");
    private static final Pattern SHOWN_LABEL = Pattern.compile("\\{\\{\\s*(?:\\$labels\\.)?(\\w+)\\s*}}");

    /** What Prometheus adds, and the functions and words that are used. */
    private static final Set<String> FOREIGN_METRICS = Set.of("up");

    private static final Set<String> FOREIGN_LABELS = Set.of("instance", "job", "le");
    private static final Set<String> LANGUAGE =
            Set.of("sum", "rate", "increase", "histogram_quantile", "by", "on", "unless", "and", "or");

    /** The values of labels that have no others; expressions have them in full, so that each can be looked for. */
    private static final Map<String, Set<String>> VALUES = Map.of(
            "state",
            Set.copyOf(ChannelState.kinds()),
            "code",
            words(AnswerCount.statuses().stream().map(String::valueOf)),
            "kind",
            words(Arrays.stream(AnswerCount.Kind.values()).map(Metrics::word)),
            "reason",
            words(Arrays.stream(ChannelFigures.RestartReason.values()).map(Metrics::word)));

    /** The labels of each name that may be asked for. */
    private final Map<String, List<String>> labels = new TreeMap<>();

    MonitoringFilesTest() {
        for (MetricsReference.Entry entry : MetricsReference.entries()) {
            entry.sampleNames().forEach(name -> labels.put(name, entry.labels()));
        }
    }

    @Test
    void dashboard_everyExpression_asksForWhatThereIs() throws IOException {
        List<String> expressions = strings(dashboard(), "expr");
        assertThat(expressions).hasSizeGreaterThan(15);
        for (String expression : expressions) {
            assertThat(check(expression)).as(expression).isNotEmpty();
        }
        List<String> variables = strings(dashboard(), "definition");
        assertThat(variables).hasSize(2);
        for (String variable : variables) {
            Matcher values = LABEL_VALUES.matcher(variable);
            assertThat(values.matches()).as(variable).isTrue();
            assertThat(check(values.group(1))).as(variable).hasSize(1);
        }
    }

    @Test
    void dashboard_everyLegend_showsLabelsThereAre() throws IOException {
        Set<String> known = new LinkedHashSet<>(FOREIGN_LABELS);
        labels.values().forEach(known::addAll);
        for (String legend : strings(dashboard(), "legendFormat")) {
            assertThat(shownLabels(legend)).as(legend).isSubsetOf(known);
        }
    }

    @Test
    void dashboard_panels_haveDistinctIdsAndDoNotOverlap() throws IOException {
        List<JsonObject> panels = dashboard().getJsonArray("panels").getValuesAs(JsonObject.class);
        assertThat(panels).extracting(panel -> panel.getInt("id")).doesNotHaveDuplicates();
        Set<String> cells = new TreeSet<>();
        for (JsonObject panel : panels) {
            JsonObject at = panel.getJsonObject("gridPos");
            for (int x = at.getInt("x"); x < at.getInt("x") + at.getInt("w"); x++) {
                for (int y = at.getInt("y"); y < at.getInt("y") + at.getInt("h"); y++) {
                    assertThat(x).isLessThan(24);
                    assertThat(cells.add(x + "," + y))
                            .as(panel.getString("title"))
                            .isTrue();
                }
            }
        }
    }

    @Test
    void alerts_everyExpression_asksForWhatThereIs() throws IOException {
        List<String> lines = Files.readAllLines(ALERTS);
        List<String> expressions = valuesOf(lines, "expr:");
        List<String> names = valuesOf(lines, "- alert:");
        assertThat(names).hasSizeGreaterThan(5).doesNotHaveDuplicates();
        assertThat(expressions).hasSameSizeAs(names);
        expressions.forEach(this::check);
        for (String text : valuesOf(lines, "summary:")) {
            assertThat(shownLabels(text)).as(text).isSubsetOf("instance", "channel");
        }
        assertThat(valuesOf(lines, "description:")).hasSameSizeAs(names);
        assertThat(lines).noneMatch(line -> line.contains("\t"));
    }

    @Test
    void check_wrongNamesAndLabels_areFound() {
        for (String wrong : List.of(
                "ringcast_viewer",
                "rate(ringcast_requests[5m])",
                "ringcast_encode_seconds",
                "ringcast_viewers_total",
                "ringcast_viewers_count",
                "ringcast_viewers{kind=\"part\"}",
                "sum by (reason) (ringcast_viewers)",
                "ringcast_channel_state{state=\"lost\"}",
                "ringcast_channel_state{state=~\"slate|lost\"}",
                "ringcast_requests_total{code=\"5xx\"}",
                "ringcast_requests_total{code=~\"5..\"}",
                "ringcast_requests_total{kind=\"media\"}",
                "ringcast_restarts_total{reason!=\"admin\"}",
                "ringcast_viewers{channel=\"x\"} / nginx_requests")) {
            assertThatThrownBy(() -> check(wrong)).as(wrong).isInstanceOf(AssertionError.class);
        }
    }

    /** The metrics that an expression asks for; all of them exist, with the labels that are selected or grouped by. */
    private Set<String> check(String expression) {
        Set<String> asked = new LinkedHashSet<>();
        Matcher word = WORD.matcher(blank(RANGE, blank(GROUPING, blank(SELECTOR, expression))));
        while (word.find()) {
            String name = word.group();
            if (!LANGUAGE.contains(name) && !isPartOfNumber(expression, word.start())) {
                assertThat(name)
                        .as("metric in " + expression)
                        .satisfiesAnyOf(
                                each -> assertThat(labels).containsKey(each),
                                each -> assertThat(FOREIGN_METRICS).contains(each));
                if (!FOREIGN_METRICS.contains(name)) {
                    asked.add(name);
                    checkSelector(name, expression.substring(word.end()), expression);
                }
            }
        }
        Set<String> known = new LinkedHashSet<>(FOREIGN_LABELS);
        asked.forEach(name -> known.addAll(labels.get(name)));
        Matcher grouping = GROUPING.matcher(expression);
        while (grouping.find()) {
            assertThat(grouping.group(2).split(",\\s*")).as(expression).isSubsetOf(known);
        }
        return asked;
    }

    private void checkSelector(String name, String after, String expression) {
        if (!after.startsWith("{")) {
            return;
        }
        Matcher label = MATCHER.matcher(after.substring(0, after.indexOf('}')));
        while (label.find()) {
            assertThat(label.group(1))
                    .as("label in " + expression)
                    .satisfiesAnyOf(
                            each -> assertThat(labels.get(name)).contains(each),
                            each -> assertThat(FOREIGN_LABELS).contains(each));
            if (VALUES.containsKey(label.group(1))) {
                assertThat(VALUES.get(label.group(1)))
                        .as(expression)
                        .contains(label.group(2).split("\\|"));
            }
        }
    }

    /** Blanks of the same length, so that positions stay. */
    private static String blank(Pattern pattern, String text) {
        return pattern.matcher(text)
                .replaceAll(found -> " ".repeat(found.group().length()));
    }

    private static Set<String> words(Stream<String> values) {
        return values.collect(Collectors.toUnmodifiableSet());
    }

    private static boolean isPartOfNumber(String text, int at) {
        return at > 0 && Character.isDigit(text.charAt(at - 1));
    }

    private static Set<String> shownLabels(String text) {
        Set<String> shown = new TreeSet<>();
        Matcher label = SHOWN_LABEL.matcher(text);
        while (label.find()) {
            shown.add(label.group(1));
        }
        return shown;
    }

    private static List<String> valuesOf(List<String> lines, String key) {
        return lines.stream()
                .map(String::strip)
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(key.length()).strip())
                .toList();
    }

    private static JsonObject dashboard() throws IOException {
        try (JsonReader reader = Json.createReader(Files.newBufferedReader(DASHBOARD))) {
            return reader.readObject();
        }
    }

    /** All strings of that key, at any depth. */
    private static List<String> strings(JsonValue in, String key) {
        List<String> found = new ArrayList<>();
        if (in instanceof JsonObject object) {
            object.forEach((name, value) -> {
                if (name.equals(key) && value instanceof JsonString string) {
                    found.add(string.getString());
                } else {
                    found.addAll(strings(value, key));
                }
            });
        } else if (in instanceof JsonArray array) {
            array.forEach(each -> found.addAll(strings(each, key)));
        }
        return found;
    }
}
