package dev.ringcast.config;

import dev.ringcast.config.Given.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads the configuration. System properties ({@code ringcast.KEY}) count more than environment variables
 * ({@code RINGCAST_KEY}, upper-case, {@code _} for dots and dashes), these more than the file, and the file more than the
 * defaults. A variable without a value counts as absent, unless it is that of a playback key: a faulty key closes.
 *
 * <p>The file is named by the system property {@code ringcast.config} or the variable {@code RINGCAST_CONFIG}, and must
 * exist then; else it is {@code ${catalina.base}/conf/ringcast.properties}, if that exists. It is UTF-8 in the format of
 * {@link Properties}.
 *
 * <p>Nothing throws: what is wrong is told by {@link ServerConfig#problems}. A channel with a fault is left out; the others
 * run. If the file cannot be read at all there is no channel, lest a camera go on air that the file had switched off.
 */
public final class ConfigLoader {
    private static final String PROPERTY_PREFIX = "ringcast.";
    private static final String VARIABLE_PREFIX = "RINGCAST_";
    private static final String DEFAULT_CHANNEL = "live";
    private static final String CATALINA_BASE = "${catalina.base}";

    private final Map<String, String> properties;
    private final Map<String, String> environment;
    private final FileReader files;
    private final Scopes scopes = new Scopes();

    private ConfigLoader(Map<String, String> properties, Map<String, String> environment, FileReader files) {
        this.properties = new TreeMap<>(properties);
        this.environment = new TreeMap<>(environment);
        this.files = files;
    }

    /** Reads text files. */
    @FunctionalInterface
    public interface FileReader {
        /**
         * The file's text; empty if there is no such file.
         *
         * @throws IOException if it cannot be read
         */
        Optional<String> read(Path file) throws IOException;
    }

    /** Reads the configuration of this process. */
    public static ServerConfig load() {
        Properties system = System.getProperties();
        Map<String, String> properties = new TreeMap<>();
        system.stringPropertyNames().forEach(name -> properties.put(name, system.getProperty(name, "")));
        return load(properties, System.getenv(), ConfigLoader::readFile);
    }

    /**
     * Reads a configuration from what is given and nothing else.
     *
     * @param properties the system properties
     * @param environment the environment variables
     * @param files reads the file
     */
    public static ServerConfig load(Map<String, String> properties, Map<String, String> environment, FileReader files) {
        return new ConfigLoader(properties, environment, files).read();
    }

    private static Optional<String> readFile(Path file) throws IOException {
        try {
            return Optional.of(Files.readString(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private ServerConfig read() {
        Path base = base();
        Values defaults = new Values(scopes.server(), scopes.serverFaults());
        try {
            placeFile(base);
        } catch (UnreadableException e) {
            return new ServerConfig(
                    List.of(),
                    List.of(),
                    base.resolve("media"),
                    waiting(defaults),
                    metrics(defaults),
                    List.of(serverProblem(e.text())));
        }
        placeProperties();
        Values serverValues = new Values(scopes.server(), scopes.serverFaults());
        // Which channels there are must be known before a variable can be told to be one's.
        Map<String, String> variables = variables();
        variables.forEach((name, value) -> {
            if (!Scopes.isChannelVariable(name)) {
                scopes.placeServerVariable(name, variable(name, value));
            }
        });
        List<String> names = channelNames(serverValues);
        variables.forEach((name, value) -> {
            if (Scopes.isChannelVariable(name)) {
                scopes.placeChannelVariable(name, variable(name, value), names);
            }
        });
        Path mediaFolder = mediaFolder(base, serverValues);
        ServerConfig.Waiting waiting = waiting(serverValues);
        ServerConfig.Metrics metrics = metrics(serverValues);
        Optional<ChannelConfig.Playback> playback = PlaybackKeys.server(serverValues);
        List<ChannelConfig> channels = new ArrayList<>();
        List<ConfigProblem> problems = new ArrayList<>();
        scopes.serverFaults().forEach(fault -> problems.add(serverProblem(fault)));
        for (String name : names) {
            List<String> faults = scopes.channelFaults(name);
            ChannelConfig channel = new ChannelReader(name, new Values(scopes.channel(name), faults), playback).read();
            if (faults.isEmpty()) {
                channels.add(channel);
            } else {
                problems.add(new ConfigProblem(Optional.of(name), String.join("; ", faults)));
            }
        }
        return new ServerConfig(names, channels, mediaFolder, waiting, metrics, problems);
    }

    private Path base() {
        try {
            return Path.of(properties.getOrDefault("catalina.base", "")).toAbsolutePath();
        } catch (InvalidPathException e) {
            return Path.of("").toAbsolutePath();
        }
    }

    private void placeFile(Path base) throws UnreadableException {
        String property =
                properties.getOrDefault(PROPERTY_PREFIX + "config", "").strip();
        String variable =
                environment.getOrDefault(VARIABLE_PREFIX + "CONFIG", "").strip();
        String named = property.isEmpty() ? variable : property;
        Path standard = base.resolve("conf").resolve("ringcast.properties");
        String shown = named.isEmpty() ? standard.toString() : named;
        String namedBy = property.isEmpty() ? "the variable RINGCAST_CONFIG" : "the system property ringcast.config";
        try {
            Path file = named.isEmpty() ? standard : Path.of(named);
            Optional<String> text = files.read(file);
            if (text.isEmpty() && !named.isEmpty()) {
                throw new UnreadableException(
                        file + ": there is no such file; " + namedBy + " names it, so it must exist", null);
            }
            text.ifPresent(t -> place(file, PropertiesText.parse(t)));
        } catch (InvalidPathException e) {
            throw new UnreadableException(namedBy + " is not a path: " + e.getReason(), e);
        } catch (IOException e) {
            throw new UnreadableException(shown + ": cannot be read: " + e + "; it must be readable and UTF-8", e);
        } catch (IllegalArgumentException e) {
            throw new UnreadableException(shown + ": " + e.getMessage(), e);
        }
    }

    private void place(Path file, PropertiesText text) {
        text.values().forEach((key, value) -> scopes.placeKey(key, new Given(Origin.FILE, file + ": " + key, value)));
        text.repeated().forEach(key -> scopes.placeRepeated(key, file + ": " + key));
    }

    private void placeProperties() {
        properties.forEach((name, value) -> {
            if (name.startsWith(PROPERTY_PREFIX) && !name.equals(PROPERTY_PREFIX + "config")) {
                scopes.placeProperty(
                        name.substring(PROPERTY_PREFIX.length()),
                        new Given(Origin.PROPERTY, "system property " + name, value));
            }
        });
    }

    /** Our variables, without prefix, upper-case. */
    private Map<String, String> variables() {
        Map<String, String> variables = new TreeMap<>();
        environment.forEach((name, value) -> {
            String upper = name.toUpperCase(Locale.ROOT);
            boolean ours = upper.startsWith(VARIABLE_PREFIX) && !upper.equals(VARIABLE_PREFIX + "CONFIG");
            if (ours && (!value.isBlank() || Scopes.isKeyVariable(upper))) {
                variables.put(upper.substring(VARIABLE_PREFIX.length()), value);
            }
        });
        return variables;
    }

    private static Given variable(String name, String value) {
        return new Given(Origin.ENVIRONMENT, "environment variable " + VARIABLE_PREFIX + name, value);
    }

    private List<String> channelNames(Values server) {
        Set<String> met = scopes.channelNames();
        Optional<List<String>> declared = server.find(Settings.CHANNELS);
        if (declared.isEmpty()) {
            return met.isEmpty() ? List.of(DEFAULT_CHANNEL) : List.copyOf(met);
        }
        Set<String> names = new LinkedHashSet<>();
        for (String name : declared.get()) {
            if (!ValueTypes.isChannelName(name)) {
                server.fault(server.shown(Settings.CHANNELS) + ": '" + name + "' is not a name; allowed: "
                        + Settings.CHANNELS.type().allowed() + ", up to 64 characters each");
            } else if (!names.add(name)) {
                server.fault(server.shown(Settings.CHANNELS) + ": " + name + " is named twice");
            }
        }
        met.removeAll(names);
        for (String name : met) {
            server.fault("channel." + name + ": the channel is not in " + server.shown(Settings.CHANNELS)
                    + Spelling.didYouMean(name, names) + "; name it there or remove its settings");
        }
        return List.copyOf(names);
    }

    private static Path mediaFolder(Path base, Values server) {
        String written = server.get(Settings.MEDIA_FOLDER);
        try {
            return base.resolve(written.replace(CATALINA_BASE, base.toString())).normalize();
        } catch (InvalidPathException e) {
            server.fault(server.shown(Settings.MEDIA_FOLDER) + ": is not a path: " + e.getReason());
            return base.resolve("media");
        }
    }

    private static ServerConfig.Waiting waiting(Values server) {
        return new ServerConfig.Waiting(
                server.get(Settings.WAITING_MOST),
                server.get(Settings.WAITING_PER_CHANNEL),
                server.get(Settings.WAITING_PER_ADDRESS));
    }

    private static ServerConfig.Metrics metrics(Values server) {
        return ServerConfig.Metrics.valueOf(server.get(Settings.METRICS).toUpperCase(Locale.ROOT));
    }

    private static ConfigProblem serverProblem(String text) {
        return new ConfigProblem(Optional.empty(), text);
    }
}
