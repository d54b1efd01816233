package dev.ringcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.testing.TomcatBase;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The WAR says what it is made of. */
class SbomIT {
    @Test
    void war_eachLibrary_isInItsBillOfMaterials() throws Exception {
        try (JarFile war = new JarFile(TomcatBase.builtWar().toFile())) {
            boolean made = war.getEntry("META-INF/sbom/ringcast.cdx.json") != null;
            Assumptions.assumeTrue(
                    made || !"offline is true".equals(System.getProperty("maven.offline")),
                    "Maven leaves the CycloneDX plugin out when it is told to work offline (-o)");
            List<String> listed = read(war, "META-INF/sbom/ringcast.cdx.json")
                    .getJsonArray("components")
                    .getValuesAs(JsonObject.class)
                    .stream()
                    .map(component -> component.getString("name") + "-" + component.getString("version") + ".jar")
                    .toList();
            List<String> held = war.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.matches("WEB-INF/lib/.*\\.jar"))
                    .map(name -> name.substring("WEB-INF/lib/".length()))
                    .filter(name -> !name.startsWith("ringcast-"))
                    .toList();
            assertThat(held).hasSizeGreaterThan(10);
            assertThat(listed).containsAll(held);
            // Weld asks for it, and the container has it.
            assertThat(listed)
                    .filteredOn(library -> !held.contains(library))
                    .allMatch(library -> library.startsWith("jakarta.annotation-api-"));
            assertThat(read(war, "META-INF/sbom/bundled.cdx.json").getString("bomFormat"))
                    .isEqualTo("CycloneDX");
        }
    }

    private static JsonObject read(JarFile war, String name) throws IOException {
        try (InputStream text = war.getInputStream(war.getEntry(name));
                JsonReader reader = Json.createReader(text)) {
            return reader.readObject();
        }
    }
}
