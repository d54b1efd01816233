package dev.ringcast.config;

import java.nio.file.Path;
import java.util.List;

/**
 * The whole configuration.
 *
 * @param names all channels that are configured, in order; the first is the default channel, whether it can run or not
 * @param channels those of them that can run, in the same order
 * @param mediaFolder absolute; the folder that files are played from, which need not exist
 * @param waiting how many requests may wait
 * @param metrics who may read the figures for monitoring
 * @param problems what is wrong; each channel that is named is in {@code channels} or has one problem here
 */
public record ServerConfig(
        List<String> names,
        List<ChannelConfig> channels,
        Path mediaFolder,
        Waiting waiting,
        Metrics metrics,
        List<ConfigProblem> problems) {
    /** How many requests may wait at a time for what is to come, in all, for one channel and from one address. */
    public record Waiting(int most, int mostPerChannel, int mostPerAddress) {}

    /** Who may read the figures for monitoring. */
    public enum Metrics {
        /** Programs on the same machine, and users with the role. */
        LOCAL,
        /** Users with the role. */
        ROLE,
        /** Anybody. */
        OPEN,
        /** Nobody: they are not there. */
        OFF
    }

    /** Copies the lists. */
    public ServerConfig {
        names = List.copyOf(names);
        channels = List.copyOf(channels);
        problems = List.copyOf(problems);
    }
}
