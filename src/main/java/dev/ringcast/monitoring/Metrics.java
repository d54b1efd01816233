package dev.ringcast.monitoring;

import dev.ringcast.channel.AnswerCount;
import dev.ringcast.channel.ChannelState;
import dev.ringcast.channel.Distribution;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Every metric there is. Label values are the names of channels and of enum constants and a few status codes, so their
 * number is bounded by the configuration, whatever clients ask for.
 */
final class Metrics {
    static final List<MetricFamily> ALL = List.of(
            new MetricFamily.Gauge(
                    "ringcast_channel_state",
                    "1 for the state that the channel is in: " + String.join(", ", ChannelState.kinds())
                            + "; 0 for the others.",
                    List.of("channel", "state"),
                    ofChannels(Metrics::states)),
            gauge(
                    "ringcast_channel_delivers",
                    "1 if viewers get what the channel promises, be it the slate; what /health/ready judges by.",
                    one -> one.health().delivers() ? 1 : 0),
            gauge(
                    "ringcast_channel_stuck",
                    "1 if a thread of the channel stands still and only a new process helps; what /health/live judges"
                            + " by.",
                    one -> one.health().stuck() ? 1 : 0),
            gauge(
                    "ringcast_input_frame_rate",
                    "Pictures a second from the source over the last five seconds.",
                    one -> one.rate(one.status().input().frameRate())),
            gauge(
                    "ringcast_output_frame_rate",
                    "Pictures a second that went out over the last five seconds.",
                    one -> one.rate(one.status().output().frameRate())),
            counter(
                    "ringcast_input_frames",
                    "Pictures received from the source in this run.",
                    one -> one.status().input().frames()),
            counter(
                    "ringcast_input_late_frames",
                    "Those of them that came too late for their time and were dropped.",
                    one -> one.status().input().late()),
            counter(
                    "ringcast_output_frames",
                    "Pictures that went out in this run.",
                    one -> one.status().output().frames()),
            counter(
                    "ringcast_output_repeated_frames",
                    "Those of them that were shown again because no new one was there.",
                    one -> one.status().output().repeated()),
            counter(
                    "ringcast_output_dropped_frames",
                    "Pictures that were not encoded because the machine could not keep up, in this run.",
                    one -> one.status().output().dropped()),
            gauge(
                    "ringcast_output_shed_renditions",
                    "Renditions that are given up because the machine could not carry them, until the run ends.",
                    one -> one.status().output().shed().size()),
            histogram(
                    "ringcast_encode_seconds",
                    "Time to scale, encode and multiplex a picture in all renditions, in this run; nothing without"
                            + " encoding.",
                    one -> one.figures().encodeTime()),
            histogram(
                    "ringcast_part_lateness_seconds",
                    "How long after the due time of its last picture a partial segment was published, in"
                            + " this run.",
                    one -> one.figures().partLateness()),
            histogram(
                    "ringcast_segment_lateness_seconds",
                    "The same for the last partial segment of a media segment.",
                    one -> one.figures().segmentLateness()),
            new MetricFamily.Counter(
                    "ringcast_restarts",
                    "How often source or channel was run again, by what made it necessary.",
                    List.of("channel", "reason"),
                    ofChannels(one -> one.figures().restarts().entrySet().stream()
                            .map(each ->
                                    MetricFamily.Point.of((double) each.getValue(), one.name(), word(each.getKey()))))),
            gauge(
                    "ringcast_ring_bytes",
                    "Bytes of media held in memory.",
                    one -> one.status().memoryBytes()),
            gauge(
                    "ringcast_ring_segments",
                    "Media segments held in memory, of all renditions in all packagings.",
                    one -> one.figures().heldSegments()),
            new MetricFamily.Counter(
                    "ringcast_requests",
                    "Requests answered, by what was asked for and the status code; without channel where there is none of"
                            + " that name.",
                    List.of("channel", "kind", "code"),
                    ofAnswers(Metrics::requests)),
            new MetricFamily.Counter(
                    "ringcast_response_bytes",
                    "Bytes of the bodies of answers that were written, also of those that clients broke off, by what was"
                            + " asked for.",
                    List.of("channel", "kind"),
                    ofAnswers((channel, answers) -> Arrays.stream(AnswerCount.Kind.values())
                            .map(kind -> MetricFamily.Point.of((double) answers.bytes(kind), channel, word(kind))))),
            gauge(
                    "ringcast_waiting_requests",
                    "Requests that wait for the next playlist or partial segment.",
                    one -> one.figures().waiting()),
            gauge(
                    "ringcast_viewers",
                    "Viewers of the last minute, told apart by address and program.",
                    one -> one.status().viewers()),
            histogram(
                    "ringcast_viewer_latency_seconds",
                    "How far behind the moment of capture pages show the picture, as they report every ten seconds.",
                    one -> one.reports().latency()),
            counter(
                    "ringcast_viewer_stalls",
                    "How often the picture stood still, as pages report.",
                    one -> one.reports().stalls()),
            histogram(
                    "ringcast_viewer_round_trip_seconds",
                    "How long pages wait for the answer to a request, as they report.",
                    one -> one.reports().roundTrips()),
            counter(
                    "ringcast_viewer_reports_ignored",
                    "Reports beyond 20000 a minute in all or 600 from one address, which are in none of the figures above.",
                    one -> one.reports().ignored()));

    private Metrics() {}

    /** The values of all of them. */
    static MetricSnapshots of(Scrape scrape) {
        return new MetricSnapshots(
                ALL.stream().map(family -> family.snapshot(scrape)).toList());
    }

    private static MetricFamily gauge(String name, String help, ToDoubleFunction<Scrape.One> value) {
        return new MetricFamily.Gauge(name, help, List.of("channel"), each(value));
    }

    private static MetricFamily counter(String name, String help, ToDoubleFunction<Scrape.One> value) {
        return new MetricFamily.Counter(name, help, List.of("channel"), each(value));
    }

    private static MetricFamily histogram(
            String name, String help, Function<Scrape.One, Distribution.Snapshot> ofChannel) {
        return new MetricFamily.Histogram(name, help, ofChannel);
    }

    private static Function<Scrape, Stream<MetricFamily.Point>> each(ToDoubleFunction<Scrape.One> value) {
        return ofChannels(one -> Stream.of(MetricFamily.Point.of(value.applyAsDouble(one), one.name())));
    }

    private static Function<Scrape, Stream<MetricFamily.Point>> ofChannels(
            Function<Scrape.One, Stream<MetricFamily.Point>> points) {
        return scrape -> scrape.channels().stream().flatMap(points);
    }

    private static Function<Scrape, Stream<MetricFamily.Point>> ofAnswers(
            BiFunction<String, AnswerCount, Stream<MetricFamily.Point>> points) {
        return scrape -> Stream.concat(
                scrape.channels().stream().flatMap(one -> points.apply(one.name(), one.answers())),
                points.apply("", scrape.strayAnswers()));
    }

    private static Stream<MetricFamily.Point> states(Scrape.One one) {
        String now = one.status().state().kind();
        return ChannelState.kinds().stream()
                .map(state -> MetricFamily.Point.of(state.equals(now) ? 1 : 0, one.name(), state));
    }

    private static Stream<MetricFamily.Point> requests(String channel, AnswerCount answers) {
        return Arrays.stream(AnswerCount.Kind.values())
                .flatMap(kind -> AnswerCount.statuses().stream()
                        .map(status -> MetricFamily.Point.of(
                                (double) answers.answers(kind, status), channel, word(kind), status.toString())));
    }

    /** An enum constant as a label has it. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
