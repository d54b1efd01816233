package dev.ringcast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.config.ConfigLoader;
import dev.ringcast.config.ConfigReference;
import dev.ringcast.config.ServerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The documents say what the code does. {@code -Dreadme.update=true} writes the reference anew. */
class ReadmeTest {
    private static final Path README = Path.of("README.md");
    private static final String BEGIN = "<!-- configuration reference: made from the code, checked by a test -->\n";
    private static final String END = "<!-- end of configuration reference -->\n";
    private static final Pattern LINK = Pattern.compile("\\]\\(([^):#]+)\\)");

    @Test
    void readme_configurationReference_isTheCodes() throws IOException {
        String readme = Files.readString(README);
        int from = readme.indexOf(BEGIN) + BEGIN.length();
        int to = readme.indexOf(END);
        if (Boolean.getBoolean("readme.update")) {
            readme = readme.substring(0, from) + ConfigReference.markdown() + readme.substring(to);
            Files.writeString(README, readme);
            to = readme.indexOf(END);
        }
        assertThat(readme.substring(from, to)).isEqualTo(ConfigReference.markdown());
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "ARCHITECTURE.md", "RATIONALE.md", "CONTRIBUTING.md", "CHANGELOG.md"})
    void document_links_leadToFiles(String document) throws IOException {
        Matcher links = LINK.matcher(Files.readString(Path.of(document)));
        while (links.find()) {
            assertThat(Path.of(links.group(1))).exists();
        }
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
}
