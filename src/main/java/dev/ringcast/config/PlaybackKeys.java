package dev.ringcast.config;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the keys that a channel's addresses are signed with. A faulty key never lets everybody in. */
final class PlaybackKeys {
    private PlaybackKeys() {}

    /** The server's; empty if they are faulty. */
    static Optional<ChannelConfig.Playback> server(Values values) {
        return read(values, Settings.SERVER_KEY, Settings.SERVER_KEY_PREVIOUS);
    }

    /**
     * The channel's own, else the server's.
     *
     * @param server as {@link #server} has read them
     */
    static ChannelConfig.Playback channel(Values values, Optional<ChannelConfig.Playback> server) {
        boolean own = values.has(Settings.KEY) || values.has(Settings.KEY_PREVIOUS);
        if (!own && server.isEmpty()) {
            values.fault("the server's " + Settings.SERVER_KEY.key() + " or " + Settings.SERVER_KEY_PREVIOUS.key()
                    + " is wrong, so nobody may watch");
        }
        return (own ? read(values, Settings.KEY, Settings.KEY_PREVIOUS) : server)
                .orElseGet(() -> new ChannelConfig.Playback(List.of()));
    }

    private static Optional<ChannelConfig.Playback> read(
            Values values, Setting<List<String>> current, Setting<List<String>> previous) {
        Optional<List<String>> key = values.find(current);
        Optional<List<String>> before = values.find(previous);
        if ((values.has(current) && key.isEmpty()) || (values.has(previous) && before.isEmpty())) {
            return Optional.empty();
        }
        List<String> keys = key.orElseGet(List::of);
        List<String> older = before.orElseGet(List::of);
        if (keys.isEmpty() && !older.isEmpty()) {
            values.fault(values.shown(previous) + ": needs " + current.key() + ", which addresses are signed with now");
            return Optional.empty();
        }
        return Optional.of(new ChannelConfig.Playback(
                Stream.concat(keys.stream(), older.stream()).toList()));
    }
}
