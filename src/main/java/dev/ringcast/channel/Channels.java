package dev.ringcast.channel;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** All channels of the application, with their rings. Safe for any thread. */
@ApplicationScoped
public class Channels {
    private volatile List<Channel> all = List.of();
    private volatile Map<String, Channel> byName = Map.of();
    private volatile Optional<String> problem = Optional.empty();
    private volatile List<String> remarks = List.of();
    private final AnswerCount strayAnswers = new AnswerCount();
    private volatile WaitingRoom waitingRoom = new WaitingRoom(0, 0, 0);

    /** The channel of that name. */
    public Optional<Channel> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** All of them, in the order of the configuration; the first is the default channel. */
    public List<Channel> all() {
        return all;
    }

    /** Why no channel can run (unsupported platform, missing library, unreadable configuration); else empty. */
    public Optional<String> problem() {
        return problem;
    }

    /** What is wrong with the configuration without being one channel's own: for the administrator, channels run. */
    public List<String> remarks() {
        return remarks;
    }

    /** Where requests for what is to come may wait. */
    public WaitingRoom waitingRoom() {
        return waitingRoom;
    }

    /** What was answered to addresses that name no channel. */
    public AnswerCount strayAnswers() {
        return strayAnswers;
    }

    void setWaitingRoom(WaitingRoom room) {
        waitingRoom = room;
    }

    void set(List<Channel> channels, Optional<String> whyNoneRuns, List<String> hints) {
        all = List.copyOf(channels);
        byName = channels.stream().collect(Collectors.toUnmodifiableMap(Channel::name, Function.identity()));
        problem = whyNoneRuns;
        remarks = List.copyOf(hints);
    }
}
