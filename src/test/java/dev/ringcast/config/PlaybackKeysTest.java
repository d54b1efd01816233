package dev.ringcast.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaybackKeysTest {
    private static final String ONE = "geheim-0123456789";
    private static final String TWO = "geheim-9876543210";

    @Test
    void load_serversKey_isEveryChannelsUnlessItHasAnother() {
        ServerConfig config = load("""
                channels = a, b, c
                playback.key = %s
                playback.key.previous = %s
                channel.b.playback.key = %s
                channel.c.playback.key = none
                """.formatted(ONE, TWO, TWO));
        assertThat(config.problems()).isEmpty();
        assertThat(config.channels())
                .extracting(channel -> channel.playback().keys())
                .containsExactly(List.of(ONE, TWO), List.of(TWO), List.of());
        assertThat(config.toString()).doesNotContain("geheim");
    }

    @Test
    void load_keyOfTheEnvironment_isRead() {
        ServerConfig config = ConfigLoader.load(
                Map.of(),
                Map.of(
                        "RINGCAST_PLAYBACK_KEY",
                        ONE,
                        "RINGCAST_CHANNEL_LIVE_PLAYBACK_KEY_PREVIOUS",
                        TWO,
                        "RINGCAST_CHANNEL_LIVE_PLAYBACK_KEY",
                        ONE),
                path -> Optional.of("channels = live, other"));
        assertThat(config.problems()).isEmpty();
        assertThat(config.channels().get(0).playback().keys()).containsExactly(ONE, TWO);
        assertThat(config.channels().get(1).playback().keys()).containsExactly(ONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "playback.key = geheim-too-shor",
                "playback.key = geheim with blanks in it",
                "playback.key = geheim-geheim-gehe\u00efm",
                "playback.key =",
                "playback.key.previous = geheim-0123456789",
                "playback.key = none\nplayback.key.previous = geheim-0123456789",
                "playback.key = geheim-0123456789\nplayback.key.previous = geheim"
            })
    void load_faultyServersKey_letsNobodyWatchAndIsNotShown(String line) {
        ServerConfig config = load(line + "\nchannel.a.title = A\nchannel.b.playback.key = " + TWO + "\n");
        assertThat(config.channels()).extracting(ChannelConfig::name).containsExactly("b");
        assertThat(config.problems())
                .extracting(ConfigProblem::text)
                .anySatisfy(text -> assertThat(text).contains("playback.key"))
                .noneSatisfy(text -> assertThat(text).contains("geheim"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "channel.a.playback.key = geheim-too-shor",
                "channel.a.playback.key.previous = geheim-0123456789",
                "channel.a.playback.key = none\nchannel.a.playback.key.previous = geheim-0123456789"
            })
    void load_faultyChannelsKey_leavesTheChannelOut(String line) {
        ServerConfig config = load("playback.key = " + ONE + "\n" + line + "\n");
        assertThat(config.channels()).isEmpty();
        assertThat(config.problems())
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem.text()).contains("playback.key").doesNotContain("geheim"));
    }

    /** What is left of a variable whose secret was not there when it was to be filled in. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            RINGCAST_PLAYBACK_KEY                       | ''   |
            RINGCAST_PLAYBACK_KEY                       | '  ' |
            ringcast_playback_key                       | ''   |
            RINGCAST_PLAYBACK_KEY_PREVIOUS              | ''   |
            RINGCAST_CHANNEL_LIVE_PLAYBACK_KEY          | ''   | other
            RINGCAST_CHANNEL_LIVE_PLAYBACK_KEY_PREVIOUS | ''   | other
            """)
    void load_variableOfAKeyWithoutAValue_letsNobodyWatch(String variable, String value, String playing) {
        ServerConfig config = ConfigLoader.load(
                Map.of(),
                Map.of(variable, value, "RINGCAST_CHANNEL_OTHER_TITLE", ""),
                path -> Optional.of("channels = live, other"));
        assertThat(config.channels())
                .extracting(ChannelConfig::name)
                .isEqualTo(Stream.ofNullable(playing).toList());
        assertThat(config.problems())
                .extracting(ConfigProblem::text)
                .anySatisfy(text -> assertThat(text)
                        .startsWith("environment variable " + variable.toUpperCase(Locale.ROOT)
                                + ": the value is missing; allowed: none, or 16 to 256"));
    }

    private static ServerConfig load(String file) {
        return ConfigLoader.load(Map.of(), Map.of(), path -> Optional.of(file));
    }
}
