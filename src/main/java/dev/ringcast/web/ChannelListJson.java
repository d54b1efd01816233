package dev.ringcast.web;

import dev.ringcast.channel.Channel;
import dev.ringcast.channel.ChannelState;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JSON of the public list of channels. It tells what a viewer may know: no source, no figures, no past problems. */
final class ChannelListJson {
    /** Safe for any number of threads. What is not known is null, not left out. */
    private static final Jsonb JSON = JsonbBuilder.create(new JsonbConfig().withNullValues(true));

    private ChannelListJson() {}

    /**
     * The list.
     *
     * @param problem why nothing can run at all; null if something can
     */
    public record Everything(@Nullable String problem, List<One> channels) {}

    /**
     * A channel. Why it is away is not for everybody: the reason may name machines behind this one.
     *
     * @param state the kind of its state, in lower case
     * @param signed whether it plays with signed addresses only: {@code ~TOKEN/} goes before the last part of the two
     * @param playlist address of its multivariant playlist, relative to the root of the application
     * @param poster address of its picture, relative likewise
     * @param now the programme date-time of the moment at which this was asked for, to the millisecond: the page's own clock
     *     may be wrong, and need not agree with that of the media
     */
    public record One(
            String name, String title, String state, boolean signed, String playlist, String poster, Instant now) {}

    static String of(List<Channel> channels, @Nullable String problem) {
        return JSON.toJson(new Everything(
                problem, channels.stream().map(ChannelListJson::one).toList()));
    }

    private static One one(Channel channel) {
        ChannelState state = channel.status().state();
        String directory = "live/" + channel.name() + "/";
        return new One(
                channel.name(),
                channel.title(),
                state.kind(),
                channel.tokens().isPresent(),
                directory + "index.m3u8",
                directory + "poster.jpg",
                channel.now().truncatedTo(ChronoUnit.MILLIS));
    }
}
