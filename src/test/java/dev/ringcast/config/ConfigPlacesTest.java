package dev.ringcast.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the configuration comes from: file, environment and system properties. */
class ConfigPlacesTest {
    private static final Path FILE = Path.of("/base/conf/ringcast.properties");

    private final Map<String, String> properties = new TreeMap<>(Map.of("catalina.base", "/base"));
    private final Map<String, String> environment = new TreeMap<>();

    @Test
    void load_environment_winsOverFile() {
        environment.put("RINGCAST_CHANNEL_FRONT_DOOR_VIDEO_SIZE", "640x360");
        environment.put("RINGCAST_MEDIA_FOLDER", "/films");
        ServerConfig config = load("channel.Front-Door.video.size=1920x1080\nmedia.folder=x\n");

        assertThat(config.problems()).isEmpty();
        assertThat(config.channels().get(0).video().width()).isEqualTo(640);
        assertThat(config.mediaFolder()).isEqualTo(Path.of("/films"));
    }

    @Test
    void load_systemProperty_winsOverEnvironment() {
        environment.put("RINGCAST_CHANNEL_A_VIDEO_SIZE", "640x360");
        environment.put("RINGCAST_CHANNELS", "x");
        properties.put("ringcast.channel.a.video.size", "320x240");
        properties.put("ringcast.channels", "a");
        ServerConfig config = load("channel.a.video.size=1920x1080\nchannels=y\n");

        assertThat(config.problems()).isEmpty();
        assertThat(config.channels()).extracting(ChannelConfig::name).containsExactly("a");
        assertThat(config.channels().get(0).video().width()).isEqualTo(320);
    }

    @Test
    void load_environmentAlone_configuresChannels() {
        environment.put("RINGCAST_CHANNELS", "door,yard_2");
        environment.put("RINGCAST_CHANNEL_YARD_2_SOURCE_TIMEOUT", "9s");
        environment.put("RINGCAST_CHANNEL_DOOR_SOURCE", "test");
        environment.put("RINGCAST_CHANNEL_DOOR_TITLE", " ");
        ServerConfig config = load("");

        assertThat(config.problems()).isEmpty();
        assertThat(config.channels()).extracting(ChannelConfig::name).containsExactly("door", "yard_2");
        assertThat(config.channels().get(0).source().address()).isEqualTo("test");
        assertThat(config.channels().get(0).title()).isEqualTo("door");
        assertThat(config.channels().get(1).source().timeout()).isEqualTo(Duration.ofSeconds(9));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            RINGCAST_CHANNEL_LIVE_VIDEO_SISE | live | a channel has no such key; did you mean VIDEO_SIZE?
            RINGCAST_CHANNEL_LIFE_SOURCE     |      | there is no channel of that name; there are live
            RINGCAST_CHANELS                 |      | there is no such variable; did you mean RINGCAST_CHANNELS?
            RINGCAST_VIDEO_SIZE              |      | did you mean RINGCAST_CHANNEL_NAME_VIDEO_SIZE?
            """)
    void load_unknownVariable_isRefused(String variable, String channel, String expected) {
        environment.put(variable, "secret");

        ConfigProblem problem = onlyProblem(load(""));

        assertThat(problem.channel()).isEqualTo(Optional.ofNullable(channel));
        assertThat(problem.text())
                .startsWith("environment variable " + variable + ": ")
                .contains(expected)
                .doesNotContain("secret");
    }

    @Test
    void load_badVariable_isNamed() {
        environment.put("RINGCAST_CHANNEL_LIVE_SEGMENT", "2");

        assertThat(onlyProblem(load("")).text())
                .startsWith("environment variable RINGCAST_CHANNEL_LIVE_SEGMENT=2: allowed: 1s to 10s");
    }

    @Test
    void load_badSystemProperty_isNamed() {
        properties.put("ringcast.channel.live.segment", "2");
        properties.put("ringcast.medi.folder", "/x");

        assertThat(load("").problems())
                .extracting(ConfigProblem::text)
                .satisfiesExactly(
                        text -> assertThat(text)
                                .startsWith("system property ringcast.medi.folder: there is no such key; "
                                        + "did you mean ringcast.media.folder?"),
                        text -> assertThat(text)
                                .startsWith("system property ringcast.channel.live.segment=2: allowed:"));
    }

    @Test
    void load_namesOfOthers_areIgnored() {
        environment.put("RINGCAST_SERVICE_HOST", "10.0.0.1");
        environment.put("RINGCAST_SERVICE_PORT", "8080");
        environment.put("RINGCAST_PORT", "tcp://10.0.0.1:8080");
        environment.put("RINGCAST_PORT_8080_TCP_ADDR", "10.0.0.1");
        environment.put("PATH", "/bin");
        properties.put("ringcast.log", "x");

        assertThat(load("").problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"true, false, /p", "true, true, /p", "false, true, /e", "false, false, /base/conf/ringcast.properties"})
    void load_file_isFoundInOrder(boolean property, boolean variable, String expected) {
        if (property) {
            properties.put("ringcast.config", "/p");
        }
        if (variable) {
            environment.put("RINGCAST_CONFIG", "/e");
        }
        List<Path> read = new ArrayList<>();
        ServerConfig config = ConfigLoader.load(properties, environment, file -> {
            read.add(file);
            return Optional.of("channel.found.title=x");
        });

        assertThat(read).containsExactly(Path.of(expected));
        assertThat(config.problems()).isEmpty();
        assertThat(config.channels()).extracting(ChannelConfig::name).containsExactly("found");
    }

    @Test
    void load_namedFileMissing_isAProblemAndNothingRuns() {
        environment.put("RINGCAST_CONFIG", "/missing");

        ServerConfig config = ConfigLoader.load(properties, environment, file -> Optional.empty());

        assertThat(config.channels()).isEmpty();
        assertThat(onlyProblem(config).channel()).isEmpty();
        assertThat(onlyProblem(config).text()).contains("/missing", "no such file", "RINGCAST_CONFIG");
    }

    @Test
    void load_fileUnreadable_isAProblemAndNothingRuns() {
        ServerConfig config = ConfigLoader.load(properties, environment, file -> {
            throw new IOException("no permission");
        });

        assertThat(config.channels()).isEmpty();
        assertThat(onlyProblem(config).text()).contains(FILE.toString(), "no permission");
    }

    @ParameterizedTest
    @ValueSource(strings = {"channel.a.title=\\u12", "\\uXXXX=1"})
    void load_malformedFile_isAProblemAndNothingRuns(String text) {
        ServerConfig config = load(text);

        assertThat(config.channels()).isEmpty();
        assertThat(onlyProblem(config).text()).contains(FILE.toString());
    }

    @Test
    void load_pathsThatAreNone_areProblems() {
        properties.put("ringcast.config", "a\0b");
        assertThat(onlyProblem(load("")).text()).contains("system property ringcast.config is not a path");

        properties.remove("ringcast.config");
        properties.put("catalina.base", "a\0b");
        assertThat(load("").channels()).hasSize(1);
    }

    @Test
    void load_byteOrderMark_isSkipped() {
        assertThat(load("\uFEFFchannel.a.title=A").channels())
                .extracting(ChannelConfig::title)
                .containsExactly("A");
    }

    private ServerConfig load(String text) {
        return ConfigLoader.load(properties, environment, file -> Optional.of(text));
    }

    private static ConfigProblem onlyProblem(ServerConfig config) {
        assertThat(config.problems()).hasSize(1);
        return config.problems().get(0);
    }
}
