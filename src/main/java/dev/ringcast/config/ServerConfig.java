package dev.ringcast.config;

import java.nio.file.Path;
import java.util.List;

/**
 * The whole configuration.
 *
 * @param channels the channels that can run, in order; the first is the default channel
 * @param mediaFolder absolute; the folder that files are played from, which need not exist
 * @param problems what is wrong; each channel that is configured is in {@code channels} or has one problem here
 */
public record ServerConfig(List<ChannelConfig> channels, Path mediaFolder, List<ConfigProblem> problems) {
    /** Copies the lists. */
    public ServerConfig {
        channels = List.copyOf(channels);
        problems = List.copyOf(problems);
    }
}
