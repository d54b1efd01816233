package dev.ringcast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.channel.PlaybackTokens;
import dev.ringcast.config.ConfigLoader;
import dev.ringcast.config.ConfigReference;
import dev.ringcast.config.ServerConfig;
import dev.ringcast.monitoring.MetricsReference;
import dev.ringcast.testing.Programs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The documents say what the code does. {@code -Dreadme.update=true} writes the reference anew. */
class ReadmeTest {
    private static final Path README = Path.of("README.md");
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+(?:Test|IT))`");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^):#]+)\\)");

    @Test
    void readme_configurationReference_isTheCodes() throws IOException {
        checkTable("configuration reference", ConfigReference.markdown());
    }

    @Test
    void readme_metricsReference_isTheCodes() throws IOException {
        checkTable("metrics reference", MetricsReference.markdown());
    }

    private static void checkTable(String name, String table) throws IOException {
        String begin = "<!-- " + name + ": made from the code, checked by a test -->\n";
        String end = "<!-- end of " + name + " -->\n";
        String readme = Files.readString(README);
        assertThat(readme).containsOnlyOnce(begin).containsOnlyOnce(end);
        int from = readme.indexOf(begin) + begin.length();
        int to = readme.indexOf(end);
        if (Boolean.getBoolean("readme.update")) {
            readme = readme.substring(0, from) + table + readme.substring(to);
            Files.writeString(README, readme);
            to = readme.indexOf(end);
        }
        assertThat(readme.substring(from, to)).isEqualTo(table);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "README.md",
                "ARCHITECTURE.md",
                "RATIONALE.md",
                "CONTRIBUTING.md",
                "CHANGELOG.md",
                "SECURITY.md",
                "docs/faults.md",
                "docs/rules.md",
                "docs/install.md"
            })
    void document_links_leadToFiles(String document) throws IOException {
        Matcher links = LINK.matcher(Files.readString(Path.of(document)));
        while (links.find()) {
            assertThat(Path.of(document).resolveSibling(links.group(1))).exists();
        }
    }

    @Test
    void faults_tests_exist() throws IOException {
        Set<String> tests;
        try (Stream<Path> sources = Files.walk(Path.of("src/test/java"))) {
            tests = sources.map(path -> path.getFileName().toString()).collect(Collectors.toSet());
        }
        Matcher names = TEST.matcher(Files.readString(Path.of("docs/faults.md")));
        List<String> named =
                names.results().map(name -> name.group(1) + ".java").toList();
        assertThat(named).isNotEmpty().allSatisfy(name -> assertThat(tests).contains(name));
    }

    /** {@code ./mvnw -Pfaults} runs every integration test that the document names. */
    @Test
    void faults_integrationTests_areThoseOfTheProfile() throws IOException {
        Set<String> named = TEST.matcher(Files.readString(Path.of("docs/faults.md")))
                .results()
                .map(name -> name.group(1))
                .filter(name -> name.endsWith("IT"))
                .collect(Collectors.toSet());
        Matcher profile = Pattern.compile("<it.test>(.+)</it.test>").matcher(Files.readString(Path.of("pom.xml")));
        assertThat(profile.find()).isTrue();
        assertThat(profile.group(1).split(",")).containsExactlyInAnyOrderElementsOf(named);
    }

    /** Every key of the commented example, uncommented, is one that the code knows. */
    @Test
    void exampleProperties_uncommented_areAccepted() throws IOException {
        String example = Files.readString(Path.of("tomcat-conf/ringcast.properties"));
        String uncommented = example.replaceAll("(?m)^#(?=[a-z])", "");
        ServerConfig config = ConfigLoader.load(Map.of(), Map.of(), path -> Optional.of(uncommented));
        assertThat(config.problems()).isEmpty();
        for (ConfigReference.Entry entry : ConfigReference.entries()) {
            assertThat(uncommented).contains(entry.key().replace("NAME", "live") + " =");
        }
    }

    /** What tomcat-conf/ gives the virtual machine is the same on every system, but for what one C library alone knows. */
    @Test
    void tomcatConf_optionsOfTheVirtualMachine_areTheSameForAllSystems() throws IOException {
        List<String> shell = options("setenv.sh", "CATALINA_OPTS=\"$CATALINA_OPTS ");
        List<String> batch = options("setenv.bat", "set \"CATALINA_OPTS=%CATALINA_OPTS% ");

        assertThat(batch).hasSizeGreaterThan(5).doesNotHaveDuplicates();
        assertThat(shell)
                .filteredOn(option -> !option.startsWith("-XX:TrimNativeHeapInterval="))
                .filteredOn(option -> !option.equals("-XX:+IgnoreUnrecognizedVMOptions"))
                .isEqualTo(batch);
    }

    /** {@code RunIT} sees what they are; here it is seen that there are no others, on Windows either. */
    @Test
    void run_optionsOfTheVirtualMachine_areReadFromTomcatConf() throws IOException {
        assertThat(Files.readString(Path.of("src/build/java/Run.java")))
                .contains("setenv.sh", "setenv.bat", "CATALINA_OPTS=%CATALINA_OPTS% ")
                .doesNotContain("\"-X", "MALLOC_ARENA_MAX", "-Djava.awt.headless", "-Dhttp.virtualThreads");
    }

    private static List<String> options(String file, String begin) throws IOException {
        return Files.readAllLines(Path.of("tomcat-conf", file)).stream()
                .filter(line -> line.startsWith(begin))
                .map(line -> line.substring(begin.length(), line.length() - 1))
                .flatMap(options -> Stream.of(options.split(" ")))
                .toList();
    }

    @Test
    void oneLiner_ofSignedPlayback_makesAnAddressThatIsGood() throws Exception {
        assertMakesGoodAddress(between("one-liner"));
    }

    @Test
    void oneLiner_withTheKeyByStandardInput_makesTheSame() throws Exception {
        Programs.require("python3");
        List<String> lines = between("one-liner").lines().toList();
        assertThat(lines.get(1).strip()).startsWith("mac=");
        assertMakesGoodAddress(lines.get(0) + "\n" + between("mac by standard input") + lines.get(2));
    }

    private static String between(String name) throws IOException {
        String readme = Files.readString(README);
        String begin = "<!-- " + name + ": run by a test -->\n";
        String end = "<!-- end of " + name + " -->";
        assertThat(readme).containsOnlyOnce(begin).containsOnlyOnce(end);
        return readme.substring(readme.indexOf(begin) + begin.length(), readme.indexOf(end));
    }

    private static void assertMakesGoodAddress(String script) throws Exception {
        ProcessBuilder shell = new ProcessBuilder("sh", "-ec", script).redirectErrorStream(true);
        shell.environment().putAll(Map.of("channel", "door", "key", "0123456789abcdef"));
        Process process = shell.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();

        assertThat(printed).matches("/live/door/~[^/]+/index\\.m3u8\n");
        PlaybackTokens tokens = PlaybackTokens.of("door", List.of("0123456789abcdef"), InstantSource.system())
                .orElseThrow();
        assertThat(tokens.check(printed.replaceFirst("/live/door/~", "").replaceFirst("/index.*\n", "")))
                .hasValueSatisfying(grant ->
                        assertThat(grant.left()).isBetween(Duration.ofSeconds(3500), Duration.ofSeconds(3600)));
    }
}
