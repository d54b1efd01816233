package dev.ringcast.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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

            ServerConfig config = ConfigLoader.load(properties, environment, path -> Optional.of(file));

            List<String> running =
                    config.channels().stream().map(ChannelConfig::name).toList();
            List<String> failed = config.problems().stream()
                    .flatMap(problem -> problem.channel().stream())
                    .toList();
            assertThat(running).as(file).doesNotHaveDuplicates().noneMatch(failed::contains);
            assertThat(failed).as(file).doesNotHaveDuplicates();
            assertThat(running.size() + config.problems().size()).as(file).isPositive();
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
