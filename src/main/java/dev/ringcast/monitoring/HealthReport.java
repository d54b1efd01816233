package dev.ringcast.monitoring;

import dev.ringcast.channel.Channel;
import dev.ringcast.channel.ChannelHealth;
import dev.ringcast.channel.ChannelState;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What a health check is answered with, in the form of draft-inadarei-api-health-check. It is for everybody: it tells states
 * and times, never a source, an address or the text of an error.
 *
 * @param measurement what is looked at
 * @param notes what is wrong without being one channel's own
 */
record HealthReport(Status status, String measurement, List<Check> checks, List<String> notes) {
    static final String MEDIA_TYPE = "application/health+json";

    /** How it is, best first. */
    enum Status {
        PASS,
        WARN,
        FAIL;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One channel.
     *
     * @param wanted whether its failure counts
     * @param output why, in words
     */
    record Check(String channel, ChannelState state, Status status, boolean wanted, String output) {}

    /** Whether the process is worth keeping: no thread stands still. */
    static HealthReport live(List<Channel> channels) {
        List<Check> checks = channels.stream().map(HealthReport::live).toList();
        boolean fails = checks.stream().anyMatch(check -> check.status == Status.FAIL);
        return new HealthReport(fails ? Status.FAIL : Status.PASS, "threads", checks, List.of());
    }

    /**
     * Whether viewers should be sent here: unless none of the channels that should deliver does so.
     *
     * @param notes what is wrong without being one channel's own
     */
    static HealthReport ready(List<Channel> channels, boolean nothingCanRun, List<String> notes) {
        List<Check> checks = channels.stream().map(HealthReport::ready).toList();
        List<Check> wanted = checks.stream().filter(Check::wanted).toList();
        boolean none = !wanted.isEmpty() && wanted.stream().allMatch(check -> check.status == Status.FAIL);
        boolean good = notes.isEmpty() && checks.stream().allMatch(check -> check.status == Status.PASS);
        Status status = none || nothingCanRun ? Status.FAIL : good ? Status.PASS : Status.WARN;
        return new HealthReport(status, "delivery", checks, notes);
    }

    private static Check live(Channel channel) {
        ChannelHealth health = channel.health();
        return health.stuck()
                ? check(channel, health, Status.FAIL, "a thread of it stands still; only a new process helps")
                : check(channel, health, Status.PASS, "no thread of it stands still");
    }

    private static Check ready(Channel channel) {
        ChannelHealth health = channel.health();
        if (health.broken()) {
            return check(
                    channel,
                    health,
                    Status.FAIL,
                    "it cannot run as it is configured, or not on this machine; the log says why");
        }
        if (!health.wanted()) {
            return check(channel, health, Status.PASS, "it is stopped, as somebody wanted");
        }
        if (health.delivers()) {
            return health.state() instanceof ChannelState.Slate
                    ? check(channel, health, Status.WARN, "its source is away; viewers see the slate")
                    : check(channel, health, Status.PASS, "it delivers");
        }
        if (health.state() instanceof ChannelState.Away) {
            return check(channel, health, Status.FAIL, "its source is away; it is not encoded, so there is no slate");
        }
        if (health.state() instanceof ChannelState.Failed) {
            return check(channel, health, Status.FAIL, "it has failed and is tried again; the log says why");
        }
        return check(
                channel,
                health,
                Status.FAIL,
                health.sincePart()
                        .map(since -> "its newest part is " + seconds(since) + " old; "
                                + seconds(health.mostSincePart()) + " are allowed")
                        .orElse("it has not published a segment yet"));
    }

    private static Check check(Channel channel, ChannelHealth health, Status status, String output) {
        return new Check(channel.name(), health.state(), status, health.wanted(), output);
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }

    /** The report as JSON. */
    String json() {
        JsonObjectBuilder each = Json.createObjectBuilder();
        for (Check check : checks) {
            each.add(
                    check.channel + ":" + measurement,
                    Json.createArrayBuilder()
                            .add(Json.createObjectBuilder()
                                    .add("componentId", check.channel)
                                    .add("status", check.status.word())
                                    .add("observedValue", check.state.kind())
                                    .add("output", check.output)));
        }
        JsonObjectBuilder report =
                Json.createObjectBuilder().add("status", status.word()).add("checks", each);
        if (!notes.isEmpty()) {
            report.add("notes", Json.createArrayBuilder(notes));
        }
        return report.build().toString();
    }
}
