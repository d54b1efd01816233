package dev.ringcast.admin;

import dev.ringcast.channel.Channel;
import dev.ringcast.channel.ChannelState;
import dev.ringcast.channel.ChannelStatus;
import dev.ringcast.channel.ViewerReports;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JSON of the admin API. Times are ISO 8601 in UTC; what is not known is null. */
final class AdminJson {
    /** Safe for any number of threads. */
    private static final Jsonb JSON = JsonbBuilder.create(new JsonbConfig().withNullValues(true));

    private AdminJson() {}

    /** Everything the page shows. */
    public record Everything(String version, @Nullable String problem, List<One> channels) {}

    /**
     * A channel: its status, and where it is to be seen, relative to the application's root.
     *
     * @param advice what its viewers would have better, in words
     * @param signed whether it plays with signed addresses only; those here are the administrator's own
     */
    public record One(
            String name,
            String title,
            State state,
            String source,
            ChannelStatus.Input input,
            ChannelStatus.Output output,
            ChannelStatus.Segments segments,
            int viewers,
            ViewerReports.Summary watching,
            @Nullable String advice,
            long memoryBytes,
            int restarts,
            List<ChannelStatus.Problem> problems,
            boolean signed,
            String page,
            String playlist,
            String poster) {}

    /** A state: the kind in lower case, and the reason where there is something to explain. */
    public record State(
            String kind, Instant since, @Nullable String reason) {}

    /** Addresses made for somebody, and until when they are good. */
    public record Link(String channel, Instant expires, String page, String playlist) {}

    /** What went wrong, and what to do. */
    public record Refusal(String error) {}

    static String everything(String version, @Nullable String problem, List<Channel> channels) {
        return JSON.toJson(new Everything(
                version, problem, channels.stream().map(AdminJson::one).toList()));
    }

    static String channel(Channel channel) {
        return JSON.toJson(one(channel));
    }

    static String link(String channel, Instant expires, ChannelAddresses addresses) {
        return JSON.toJson(new Link(channel, expires, addresses.page(), addresses.playlist()));
    }

    static String error(String text) {
        return JSON.toJson(new Refusal(text));
    }

    private static One one(Channel channel) {
        ChannelStatus status = channel.status();
        ChannelAddresses addresses = ChannelAddresses.own(channel);
        ViewerReports.Summary watching = channel.viewerReports().summary();
        return new One(
                status.name(),
                status.title(),
                state(status.state()),
                status.source(),
                status.input(),
                status.output(),
                status.segments(),
                status.viewers(),
                watching,
                advice(channel, watching),
                status.memoryBytes(),
                status.restarts(),
                status.problems(),
                channel.tokens().isPresent(),
                addresses.page(),
                addresses.playlist(),
                addresses.poster());
    }

    /** L42: a request takes a round trip, and each part is one. */
    private static @Nullable String advice(Channel channel, ViewerReports.Summary watching) {
        long part = channel.partTarget().toMillis();
        if (watching.roundTripMillis95() <= part) {
            return null;
        }
        return "Parts last " + part + " ms, but one in twenty viewers' requests takes " + watching.roundTripMillis95()
                + " ms or longer: such viewers fall behind. channel." + channel.name()
                + ".part should be longer than that, three times as long at best.";
    }

    private static State state(ChannelState state) {
        return new State(state.kind(), state.since(), state.explanation().orElse(null));
    }
}
