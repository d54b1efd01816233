package dev.ringcast.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Sorts what is written into the server's settings and each channel's. Where a key is written more than once, the
 * strongest origin counts, in whatever order they are placed.
 *
 * <p>A file is ours alone, so everything unknown in it is a fault. Environment variables and system properties are shared
 * with others (container platforms make variables of their own from a service's name), so an unknown one is a fault only
 * where it is plain that it was meant for us.
 */
final class Scopes {
    private static final String CHANNEL_PREFIX = "channel.";
    private static final String VARIABLE_PREFIX = "RINGCAST_";
    private static final String CHANNEL_VARIABLE_PREFIX = "CHANNEL_";

    /** What Kubernetes and Docker make of a service that is called «ringcast». */
    private static final Pattern SERVICE_VARIABLE = Pattern.compile("PORT(_.*)?|SERVICE_(HOST|PORT)(_.*)?");

    private static final Map<String, String> SERVER_VARIABLES = variables(Settings.SERVER);
    private static final Map<String, String> CHANNEL_VARIABLES = variables(Settings.CHANNEL);
    private static final Collection<String> SERVER_KEYS = SERVER_VARIABLES.values();
    private static final Collection<String> CHANNEL_KEYS = CHANNEL_VARIABLES.values();

    private final Map<String, Given> server = new LinkedHashMap<>();
    private final Map<String, Map<String, Given>> channels = new LinkedHashMap<>();
    private final List<String> serverFaults = new ArrayList<>();
    private final Map<String, List<String>> channelFaults = new LinkedHashMap<>();

    Map<String, Given> server() {
        return server;
    }

    List<String> serverFaults() {
        return serverFaults;
    }

    /** The names of the channels that have settings, in the order in which they were met. */
    Set<String> channelNames() {
        return new LinkedHashSet<>(channels.keySet());
    }

    Map<String, Given> channel(String name) {
        return channels.getOrDefault(name, Map.of());
    }

    List<String> channelFaults(String name) {
        return channelFaults.computeIfAbsent(name, n -> new ArrayList<>());
    }

    /** Places a key of the file. */
    void placeKey(String key, Given given) {
        if (!place(key, given)) {
            String question = meant(key, SERVER_KEYS, CHANNEL_KEYS, "", CHANNEL_PREFIX + "NAME.")
                    .orElse("");
            serverFaults.add(given.place() + ": there is no such key" + question);
        }
    }

    /** Refuses a key that the file holds more than once. */
    void placeRepeated(String key, String place) {
        String fault = place + ": the key is written more than once; remove all lines but one";
        channelOf(key).map(this::channelFaults).orElse(serverFaults).add(fault);
    }

    /** Places a system property, whose name without {@code ringcast.} is a key. */
    void placeProperty(String key, Given given) {
        if (!place(key, given)) {
            meant(key, SERVER_KEYS, CHANNEL_KEYS, "ringcast.", "ringcast.channel.NAME.")
                    .ifPresent(question -> serverFaults.add(given.place() + ": there is no such key" + question));
        }
    }

    /** Whether a variable, named without {@code RINGCAST_}, is a channel's. */
    static boolean isChannelVariable(String variable) {
        return variable.startsWith(CHANNEL_VARIABLE_PREFIX);
    }

    /** Whether a variable, with {@code RINGCAST_} or without, is a playback key's, the server's or a channel's. */
    static boolean isKeyVariable(String variable) {
        return Stream.of(Settings.KEY, Settings.KEY_PREVIOUS).anyMatch(key -> variable.endsWith(variable(key.key())));
    }

    /** Places an environment variable that is not a channel's, named without {@code RINGCAST_}. */
    void placeServerVariable(String variable, Given given) {
        String serverKey = SERVER_VARIABLES.get(variable);
        if (serverKey != null) {
            put(server, serverKey, given);
        } else if (!SERVICE_VARIABLE.matcher(variable).matches()) {
            meant(
                            variable,
                            SERVER_VARIABLES.keySet(),
                            CHANNEL_VARIABLES.keySet(),
                            VARIABLE_PREFIX,
                            VARIABLE_PREFIX + CHANNEL_VARIABLE_PREFIX + "NAME_")
                    .ifPresent(question -> serverFaults.add(given.place() + ": there is no such variable" + question));
        }
    }

    private Optional<String> channelOf(String key) {
        return channels.keySet().stream()
                .filter(name -> key.startsWith(CHANNEL_PREFIX + name + "."))
                .findFirst();
    }

    private boolean place(String key, Given given) {
        if (SERVER_KEYS.contains(key)) {
            put(server, key, given);
            return true;
        }
        int dot = key.indexOf('.', CHANNEL_PREFIX.length());
        if (!key.startsWith(CHANNEL_PREFIX) || dot < 0) {
            return false;
        }
        String name = key.substring(CHANNEL_PREFIX.length(), dot);
        String channelKey = key.substring(dot + 1);
        if (!ValueTypes.isChannelName(name)) {
            serverFaults.add(
                    given.place() + ": a channel's name is 1 to 64 characters of A-Z, a-z, 0-9, _ and -, without dots");
            return true;
        }
        Map<String, Given> channel = channels.computeIfAbsent(name, n -> new LinkedHashMap<>());
        if (CHANNEL_KEYS.contains(channelKey)) {
            put(channel, channelKey, given);
        } else {
            channelFaults(name)
                    .add(given.place() + ": a channel has no such key" + Spelling.didYouMean(channelKey, CHANNEL_KEYS));
        }
        return true;
    }

    /**
     * Places an environment variable that is a channel's, named without {@code RINGCAST_}.
     *
     * @param names the channels that exist; each whose name matches takes the variable
     */
    void placeChannelVariable(String variable, Given given, Collection<String> names) {
        String rest = remove(CHANNEL_VARIABLE_PREFIX, variable);
        // No key is the end of another, so the key tells where the name ends even if the name holds an underscore.
        Optional<String> key = CHANNEL_VARIABLES.keySet().stream()
                .filter(k -> rest.endsWith("_" + k))
                .findFirst();
        List<String> matching = names.stream()
                .filter(name -> key.map(k -> rest.equals(variable(name) + "_" + k))
                        .orElseGet(() -> rest.startsWith(variable(name) + "_")))
                .toList();
        if (matching.isEmpty()) {
            serverFaults.add(given.place() + ": there is no channel of that name; there are " + String.join(", ", names)
                    + "; name it in channels (RINGCAST_CHANNELS)");
        }
        for (String name : matching) {
            if (key.isPresent()) {
                put(
                        channels.computeIfAbsent(name, n -> new LinkedHashMap<>()),
                        CHANNEL_VARIABLES.getOrDefault(key.get(), ""),
                        given);
            } else {
                String unknown = remove(variable(name) + "_", rest);
                channelFaults(name)
                        .add(given.place() + ": a channel has no such key"
                                + Spelling.didYouMean(unknown, CHANNEL_VARIABLES.keySet()));
            }
        }
    }

    private static Optional<String> meant(
            String key,
            Collection<String> serverWords,
            Collection<String> channelWords,
            String serverPrefix,
            String channelPrefix) {
        return Spelling.nearest(key, serverWords)
                .map(serverPrefix::concat)
                .or(() -> Spelling.nearest(key, channelWords).map(channelPrefix::concat))
                .map(word -> "; did you mean " + word + "?");
    }

    private static Map<String, String> variables(List<Setting<?>> settings) {
        Map<String, String> keys = new LinkedHashMap<>();
        settings.forEach(setting -> keys.put(variable(setting.key()), setting.key()));
        return Collections.unmodifiableMap(keys);
    }

    private static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    private static void put(Map<String, Given> scope, String key, Given given) {
        scope.merge(key, given, Given::stronger);
    }

    private static String remove(String prefix, String text) {
        return text.substring(prefix.length());
    }
}
