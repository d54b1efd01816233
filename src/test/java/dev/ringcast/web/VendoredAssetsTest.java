package dev.ringcast.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The browser libraries are as published, licensed and named; the pages load nothing from elsewhere. */
class VendoredAssetsTest {
    private static final Path WEBAPP = Path.of("src", "main", "webapp");
    private static final Path VENDOR = WEBAPP.resolve("vendor");
    private static final Path SUMS = VENDOR.resolve("SHA256SUMS");

    /** What would make a page run or load something that the content security policy forbids. */
    private static final Pattern INLINE_OR_FOREIGN = Pattern.compile(
            "<style|<script(?![^>]*\\ssrc=)|\\sstyle=|\\son[a-z]+=\\s*[\"']|javascript:|(?:src|href)=[\"']?(?:https?:)?//",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern REFERENCE = Pattern.compile("(?:src|href)=\"([^\"#?]+)\"");

    @Test
    void sums_everyFile_isListedAndUnchanged() throws Exception {
        Map<String, String> found = new TreeMap<>();
        for (Path file : files(VENDOR)) {
            if (!file.equals(SUMS)) {
                found.put(relative(VENDOR, file), sha256(file));
            }
        }
        assertThat(found).isNotEmpty().isEqualTo(listed());
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void library_licenceAndVersion_standBesideIt(Path library) throws IOException {
        assertThat(Files.readString(library.resolve("LICENSE"), UTF_8)).containsIgnoringCase("copyright");
        assertThat(Files.readAllLines(library.resolve("VERSION"), UTF_8))
                .satisfiesExactly(
                        version -> assertThat(version)
                                .matches(Pattern.quote(relative(VENDOR, library)) + " \\d+\\.\\d+\\.\\d+"),
                        integrity -> assertThat(integrity).matches("sha512-[A-Za-z0-9+/]{86}=="));
    }

    @Test
    void vendor_sourceMaps_areNotShipped() throws IOException {
        assertThat(files(VENDOR)).noneMatch(file -> file.toString().endsWith(".map"));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void page_code_isNeitherInlineNorForeign(Path page) throws IOException {
        assertThat(Files.readString(page, UTF_8)).doesNotContainPattern(INLINE_OR_FOREIGN);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void page_assets_exist(Path page) throws IOException {
        List<String> references = REFERENCE
                .matcher(Files.readString(page, UTF_8))
                .results()
                .map(match -> match.group(1))
                .filter(address -> address.endsWith(".js") || address.endsWith(".css") || address.endsWith(".svg"))
                .toList();
        assertThat(references).isNotEmpty().allSatisfy(address -> {
            // Pages in WEB-INF are served below /admin/: their assets lie one folder up, or below the context path.
            String path = address.replaceFirst("^(\\$\\{contextPath}/|\\.\\./)", "");
            assertThat(WEBAPP.resolve(path)).isRegularFile();
        });
    }

    private static Stream<Path> libraries() throws IOException {
        return files(VENDOR).stream()
                .filter(file -> !file.equals(SUMS))
                .map(file -> VENDOR.resolve(VENDOR.relativize(file).getName(0)))
                .distinct();
    }

    private static Stream<Path> pages() throws IOException {
        return files(WEBAPP).stream().filter(file -> file.toString().endsWith(".html"));
    }

    private static Map<String, String> listed() throws IOException {
        Map<String, String> listed = new TreeMap<>();
        for (String line : Files.readAllLines(SUMS, UTF_8)) {
            assertThat(line).matches("[0-9a-f]{64} {2}\\S+");
            assertThat(listed.put(line.substring(66), line.substring(0, 64)))
                    .as("listed twice: %s", line)
                    .isNull();
        }
        return listed;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static String relative(Path folder, Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }

    private static String sha256(Path file) throws IOException, NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }
}
