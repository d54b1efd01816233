package dev.ringcast.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ConfigReferenceTest {
    @Test
    void entries_holdEverySettingThereIs() throws IllegalAccessException {
        List<Setting<?>> declared = new ArrayList<>();
        for (Field field : Settings.class.getDeclaredFields()) {
            if (field.getType() == Setting.class) {
                declared.add((Setting<?>) field.get(null));
            }
        }

        assertThat(Stream.concat(Settings.SERVER.stream(), Settings.CHANNEL.stream())
                        .toList())
                .containsExactlyElementsOf(declared);
        assertThat(ConfigReference.entries()).hasSameSizeAs(declared).doesNotHaveDuplicates();
    }

    @Test
    void entries_sayEverything() {
        assertThat(ConfigReference.entries())
                .allSatisfy(entry -> assertThat(List.of(
                                entry.key(), entry.type(), entry.defaultValue(), entry.allowed(), entry.description()))
                        .allSatisfy(text -> assertThat(text).isNotBlank().doesNotContain("|", "\n")));
    }

    @Test
    void defaults_areAllowed() {
        for (Setting<?> setting : Settings.CHANNEL) {
            setting.defaultValue().ifPresent(value -> {
                ServerConfig config = ConfigLoader.load(
                        Map.of("ringcast.channel.a." + setting.key(), value), Map.of(), path -> Optional.empty());
                assertThat(config.problems()).as(setting.key()).isEmpty();
            });
        }
    }

    @Test
    void keys_noneIsTheEndOfAnother() {
        // Else an environment variable could be read in two ways.
        for (Setting<?> one : Settings.CHANNEL) {
            for (Setting<?> other : Settings.CHANNEL) {
                assertThat(one.key().endsWith("." + other.key())).isFalse();
            }
        }
    }

    @Test
    void markdown_isATableOfAllEntries() {
        String markdown = ConfigReference.markdown();

        assertThat(markdown.lines()).hasSize(ConfigReference.entries().size() + 2);
        assertThat(markdown)
                .contains("| `channels` |", "| `channel.NAME.video.fps` | frames per second | 30 | 1 to 120");
    }
}
