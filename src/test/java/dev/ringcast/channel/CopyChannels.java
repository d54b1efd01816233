package dev.ringcast.channel;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Channels that copy the films of a folder. Each begins when it is asked for first, and goes on until all are closed. */
final class CopyChannels implements AutoCloseable {
    private final Path mediaFolder;
    private final Map<String, CopyChannel> channels = new HashMap<>();

    CopyChannels(Path mediaFolder) {
        this.mediaFolder = mediaFolder;
    }

    /** That of a film and of settings, see {@link CopyChannel}. */
    CopyChannel of(String film, Map<String, String> settings) {
        return channels.computeIfAbsent(
                film + new TreeMap<>(settings), key -> new CopyChannel(mediaFolder, "file:" + film, settings));
    }

    @Override
    public void close() {
        channels.values().forEach(CopyChannel::close);
    }
}
