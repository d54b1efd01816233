package dev.ringcast;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** docs/rules.md has each rule that code, tests and documents name by number, and names classes that hold it. */
class RulesTest {
    private static final Path RULES = Path.of("docs/rules.md");
    private static final Path TESTS = Path.of("src/test/java");

    /** As in L27, L07_get, L16_L18_get, L16L17L37_get and L30toL38_get: not within a word or a longer number. */
    private static final Pattern NAMED = Pattern.compile("(?:\\b|(?<=_|\\dto|L\\d{1,2}))L(\\d{1,2})(?=\\b|_|to|L\\d)");

    private static final Pattern ROW = Pattern.compile("(?m)^\\| L(\\d+) \\|.*\\|([^|]+)\\|$");
    private static final Pattern CLASS = Pattern.compile("`([A-Z]\\w+)`");

    @ParameterizedTest
    @CsvSource({
        "(L27), 27",
        "void L07_get_part(), 7",
        "void L16_L18_L35_get(), 16 18 35",
        "void L06L31_get(), 6 31",
        "void L30toL38_get(), 30 38",
        "L2 to L6, 2 6",
        "L7F HTML5 AL12 L123 L4x, ''"
    })
    void named_text_isItsRules(String text, String expected) {
        String numbers = named(text).stream().map(String::valueOf).collect(Collectors.joining(" "));
        assertThat(numbers).isEqualTo(expected);
    }

    @Test
    void rules_namedAnywhere_haveARow() throws IOException {
        Set<Integer> rows = rows().keySet();
        Set<Integer> all = new TreeSet<>();
        for (Path file : sourcesAndDocuments()) {
            Set<Integer> named = named(Files.readString(file));
            assertThat(rows).as("rules of %s", file).containsAll(named);
            all.addAll(named);
        }
        assertThat(all).hasSizeGreaterThan(30);
    }

    @Test
    void rules_classesThatHoldThem_existAndNameThem() throws IOException {
        Map<String, Set<Integer>> namedBy = new HashMap<>();
        Set<Integer> tested = new TreeSet<>();
        for (Path file : filesUnder(TESTS, ".java")) {
            Set<Integer> named = named(Files.readString(file));
            namedBy.computeIfAbsent(file.getFileName().toString(), name -> new TreeSet<>())
                    .addAll(named);
            tested.addAll(named);
        }
        for (Map.Entry<Integer, List<String>> row : rows().entrySet()) {
            int rule = row.getKey();
            assertThat(row.getValue().isEmpty()).as("L%d has no class", rule).isEqualTo(!tested.contains(rule));
            for (String name : row.getValue()) {
                assertThat(namedBy).as("classes of L%d", rule).containsKey(name + ".java");
                assertThat(namedBy.getOrDefault(name + ".java", Set.of()))
                        .as("rules of %s", name)
                        .contains(rule);
            }
        }
    }

    private static Set<Integer> named(String text) {
        Set<Integer> rules = new TreeSet<>();
        NAMED.matcher(text).results().forEach(rule -> rules.add(number(rule)));
        return rules;
    }

    /** The rules of the table, each once, and the classes of its last column. */
    private static Map<Integer, List<String>> rows() throws IOException {
        Map<Integer, List<String>> rows = new TreeMap<>();
        String table = Files.readString(RULES);
        for (MatchResult row : ROW.matcher(table).results().toList()) {
            Stream<MatchResult> names = CLASS.matcher(row.group(2)).results();
            assertThat(rows).doesNotContainKey(number(row));
            rows.put(number(row), names.map(name -> name.group(1)).toList());
        }
        return rows;
    }

    private static int number(MatchResult rule) {
        return Integer.parseInt(rule.group(1));
    }

    private static List<Path> sourcesAndDocuments() throws IOException {
        List<Path> files = new ArrayList<>(filesUnder(Path.of("src/main/java"), ".java"));
        files.addAll(filesUnder(TESTS, ".java"));
        files.addAll(filesUnder(Path.of("docs"), ".md"));
        files.addAll(filesUnder(Path.of("tomcat-conf"), ".md"));
        try (Stream<Path> top = Files.list(Path.of(""))) {
            files.addAll(top.filter(path -> path.toString().endsWith(".md")).toList());
        }
        files.remove(RULES);
        return files;
    }

    private static List<Path> filesUnder(Path folder, String ending) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(path -> path.toString().endsWith(ending)).toList();
        }
    }
}
