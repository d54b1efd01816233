package dev.ringcast.channel;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** All channels of the application, with their rings. Safe for any thread. */
@ApplicationScoped
public class Channels {
    private volatile List<Channel> all = List.of();
    private volatile Optional<String> problem = Optional.empty();

    /** The channel of that name. */
    public Optional<Channel> find(String name) {
        return all.stream().filter(channel -> channel.name().equals(name)).findFirst();
    }

    /** All of them, in the order of the configuration; the first is the default channel. */
    public List<Channel> all() {
        return all;
    }

    /** Why something concerns all channels (unsupported platform, missing library, unreadable configuration); else empty. */
    public Optional<String> problem() {
        return problem;
    }

    void set(List<Channel> channels, List<String> problems) {
        all = List.copyOf(channels);
        problem = problems.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", problems));
    }
}
