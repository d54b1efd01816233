package dev.ringcast;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bytedeco.ffmpeg.global.avutil;
import org.junit.jupiter.api.Test;

/** The bill of materials that is kept by hand, of what is no Maven artifact, is true. */
class SbomTest {
    private static final Path VENDOR = Path.of("src/main/webapp/vendor");
    private static final Pattern LIBRARY = Pattern.compile("--enable-(lib[a-z0-9-]+|openssl|zlib)");

    /** FFmpeg finds these on the machine; none is in the WAR. */
    private static final Set<String> OF_THE_SYSTEM = Set.of("libxcb", "libpulse");

    private final Map<String, JsonObject> components = byName(read());

    @Test
    void scripts_areTheOnesInVendor() throws IOException {
        String sums = Files.readString(VENDOR.resolve("SHA256SUMS"));
        for (Map.Entry<String, String> script :
                Map.of("hls.js", "hls.light.min.js", "media-chrome", "index.js").entrySet()) {
            String name = script.getKey();
            String version =
                    Files.readAllLines(VENDOR.resolve(name).resolve("VERSION")).get(0);
            JsonObject component = component(name);
            assertThat(name + " " + component.getString("version")).isEqualTo(version);
            assertThat(component.getString("purl")).isEqualTo("pkg:npm/" + version.replace(' ', '@'));
            assertThat(sums)
                    .contains(component.getJsonArray("hashes").getJsonObject(0).getString("content") + "  " + name + "/"
                            + script.getValue());
        }
    }

    @Test
    void ffmpeg_isTheBuildsVersionAndLibraries() {
        JsonObject ffmpeg = component("ffmpeg");
        assertThat(avutil.av_version_info().getString()).isEqualTo(ffmpeg.getString("version"));
        assertThat(ffmpeg.getString("cpe")).contains(":" + ffmpeg.getString("version") + ":");
        Set<String> built = LIBRARY.matcher(avutil.avutil_configuration().getString())
                .results()
                .map(found -> found.group(1))
                .filter(name -> !OF_THE_SYSTEM.contains(name))
                .collect(Collectors.toSet());
        assertThat(byName(ffmpeg)).containsKeys("libx264", "openssl").containsKeys(built.toArray(new String[0]));
        assertThat(built).hasSizeGreaterThan(10);
    }

    private JsonObject component(String name) {
        return Objects.requireNonNull(components.get(name), name);
    }

    private static JsonObject read() {
        try (JsonReader reader = Json.createReader(Files.newInputStream(Path.of("src/main/sbom/bundled.cdx.json")))) {
            return reader.readObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, JsonObject> byName(JsonObject bom) {
        List<JsonObject> all = bom.getJsonArray("components").getValuesAs(JsonObject.class);
        return all.stream().collect(Collectors.toMap(component -> component.getString("name"), Function.identity()));
    }
}
