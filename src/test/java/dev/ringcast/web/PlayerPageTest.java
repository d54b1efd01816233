package dev.ringcast.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the page of the player says about its own scripts. */
class PlayerPageTest {
    private static final Path WEB_APP = Path.of("src/main/webapp");

    /** What the page names anyhow. */
    private static final List<String> SCRIPTS = List.of("js/guard.js", "js/player.js");

    /** Each module that it does not name costs the time to the server and back before the picture. */
    @Test
    void page_asksAheadForAllModules() throws IOException {
        List<String> modules;
        try (Stream<Path> files = Files.list(WEB_APP.resolve("js"))) {
            modules = files.map(file -> "js/" + file.getFileName())
                    .filter(file -> !SCRIPTS.contains(file))
                    .sorted()
                    .toList();
        }
        String page = Files.readString(WEB_APP.resolve("index.html"));

        assertThat(page.lines().filter(line -> line.contains("modulepreload")).map(String::strip))
                .containsExactlyElementsOf(modules.stream()
                        .map(module -> "<link rel=\"modulepreload\" href=\"" + module + "\">")
                        .toList());
    }
}
