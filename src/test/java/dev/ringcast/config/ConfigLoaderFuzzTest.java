package dev.ringcast.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.ringcast.testing.Bounds;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigLoaderFuzzTest {
    private static final int CASES = 100;

    private static final List<String> PIECES = List.of(
            "channels",
            "channel",
            ".",
            "=",
            ":",
            "\n",
            "\\",
            "\\u00e4",
            "\\u",
            " ",
            ",",
            "a",
            "live",
            "b-c",
            "\0",
            "video",
            "size",
            "1280x720",
            "99999999999999999999",
            "-1",
            "2s",
            "1h",
            "999999999.999999h",
            "k",
            "M",
            "G",
            "0",
            "0x0",
            "30000/1001",
            "1/0",
            "#",
            "!",
            "ä",
            "\uFEFF",
            "\uD800",
            "memory",
            "window",
            "title",
            "media",
            "folder",
            "${catalina.base}",
            "..",
            "/",
            "true",
            "segment",
            "part",
            "\t",
            "\r");

    /** Below that a value may well be a word of the message by chance. */
    private static final int LONG_SECRET = 12;

    /** Any file is read as {@link Properties} reads it, and makes channels that run or problems that tell no secret. */
    @FuzzTest
    void load(byte[] file) throws Exception {
        String text = new String(file, StandardCharsets.UTF_8);
        Bounds.hold(() -> {
            ServerConfig config =
                    ConfigLoader.load(Map.of("catalina.base", "/base"), Map.of(), path -> Optional.of(text));
            assertSound(config, text);
            Optional<Properties> expected = asTheJdkReads(text);
            if (expected.isPresent()) {
                assertThat(PropertiesText.parse(text).values()).isEqualTo(expected.get());
                assertNoSecret(config, expected.get().getProperty("playback.key", ""), text);
            }
        });
    }

    /** What {@link Properties} reads; nothing if it refuses the text, of which the loader makes a problem. */
    private static Optional<Properties> asTheJdkReads(String text) throws IOException {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text.startsWith("\uFEFF") ? text.substring(1) : text));
            return Optional.of(properties);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static void assertSound(ServerConfig config, String file) {
        List<String> running =
                config.channels().stream().map(ChannelConfig::name).toList();
        List<String> failed = config.problems().stream()
                .flatMap(problem -> problem.channel().stream())
                .toList();
        assertThat(running).as(file).doesNotHaveDuplicates().noneMatch(failed::contains);
        assertThat(failed).as(file).doesNotHaveDuplicates();
        assertThat(running.size() + config.problems().size()).as(file).isPositive();
    }

    private static void assertNoSecret(ServerConfig config, String secret, String file) {
        boolean written = secret.length() >= LONG_SECRET && file.indexOf(secret) == file.lastIndexOf(secret);
        if (written) {
            assertThat(config.problems())
                    .as(file)
                    .noneMatch(problem -> problem.text().contains(secret));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void load_anything_neverThrows(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < CASES; i++) {
            Map<String, String> properties = new TreeMap<>(Map.of("catalina.base", "/base"));
            Map<String, String> environment = new TreeMap<>();
            for (int n = random.nextInt(3); n > 0; n--) {
                properties.put("ringcast." + text(random, 6), text(random, 4));
                environment.put("RINGCAST_" + text(random, 6).toUpperCase(Locale.ROOT), text(random, 4));
            }
            String file = text(random, 60);

            assertSound(ConfigLoader.load(properties, environment, path -> Optional.of(file)), file);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void load_anyValueOfAnyKey_runsOrNamesTheKey(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < CASES; i++) {
            Setting<?> setting = Settings.CHANNEL.get(random.nextInt(Settings.CHANNEL.size()));
            Map<String, String> properties =
                    Map.of("catalina.base", "/base", "ringcast.channel.a." + setting.key(), text(random, 3));

            ServerConfig config = ConfigLoader.load(properties, Map.of(), path -> Optional.empty());

            assertThat(config.channels().size() + config.problems().size()).isEqualTo(1);
            assertThat(config.problems())
                    .allSatisfy(problem -> assertThat(problem.text()).contains(setting.key()));
        }
    }

    private static String text(SplittableRandom random, int most) {
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(most + 1); n > 0; n--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }
}
