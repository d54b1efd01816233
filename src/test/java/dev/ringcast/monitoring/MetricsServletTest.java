package dev.ringcast.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.channel.AnswerCount;
import dev.ringcast.channel.ChannelState;
import dev.ringcast.channel.ChannelStatus;
import dev.ringcast.channel.Channels;
import dev.ringcast.config.ServerConfig;
import dev.ringcast.testing.PrometheusText;
import dev.ringcast.web.FakeChannel;
import dev.ringcast.web.FakeContainer;
import dev.ringcast.web.FakeExchange;
import java.time.Instant;
import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MetricsServletTest {
    private final FakeChannel live = FakeChannel.live("live");
    private final FakeChannel stopped = FakeChannel.stopped("hall");
    private final Channels channels = FakeContainer.channels(live, stopped);
    private final MetricsAccess access = new MetricsAccess();
    private final MetricsServlet servlet = FakeContainer.inject(new MetricsServlet(), channels, access);

    @BeforeEach
    void open() {
        access.allow(ServerConfig.Metrics.OPEN);
    }

    @Test
    void get_channels_tellsTheirFigures() throws Exception {
        live.answers().add(AnswerCount.Kind.PART, 206, 1000);
        live.answers().add(AnswerCount.Kind.PART, 200, 500);
        live.viewerReports().add("192.0.2.1", 1200, 3, OptionalInt.of(40));
        live.withShed(new ChannelStatus.Shed("720p", Instant.EPOCH, "too slow"));
        channels.strayAnswers().add(AnswerCount.Kind.OTHER, 404, 20);

        FakeExchange answer = serve(get());
        PrometheusText page = PrometheusText.parse(answer.text());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("Vary")).isEqualTo("Accept");
        assertThat(page.value("ringcast_channel_state{channel=\"live\",state=\"live\"}"))
                .isOne();
        assertThat(page.value("ringcast_channel_state{channel=\"live\",state=\"slate\"}"))
                .isZero();
        assertThat(page.samplesOf("ringcast_channel_state"))
                .hasSize(2 * ChannelState.kinds().size());
        assertThat(page.value("ringcast_channel_delivers{channel=\"live\"}")).isOne();
        assertThat(page.value("ringcast_channel_delivers{channel=\"hall\"}")).isZero();
        assertThat(page.value("ringcast_input_frame_rate{channel=\"live\"}")).isEqualTo(29.97);
        assertThat(page.value("ringcast_input_frame_rate{channel=\"hall\"}")).isZero();
        assertThat(page.value("ringcast_output_frames_total{channel=\"live\"}")).isEqualTo(100);
        assertThat(page.value("ringcast_output_shed_renditions{channel=\"live\"}"))
                .isOne();
        assertThat(page.value("ringcast_output_shed_renditions{channel=\"hall\"}"))
                .isZero();
        assertThat(page.value("ringcast_encode_seconds_bucket{channel=\"live\",le=\"0.02\"}"))
                .isOne();
        assertThat(page.value("ringcast_encode_seconds_bucket{channel=\"live\",le=\"0.015\"}"))
                .isZero();
        assertThat(page.value("ringcast_part_lateness_seconds_sum{channel=\"live\"}"))
                .isEqualTo(0.008);
        assertThat(page.value("ringcast_restarts_total{channel=\"live\",reason=\"source\"}"))
                .isOne();
        assertThat(page.value("ringcast_ring_bytes{channel=\"live\"}")).isEqualTo(1234);
        assertThat(page.value("ringcast_ring_segments{channel=\"live\"}")).isEqualTo(9);
        assertThat(page.value("ringcast_waiting_requests{channel=\"live\"}")).isEqualTo(2);
        assertThat(page.value("ringcast_requests_total{channel=\"live\",code=\"206\",kind=\"part\"}"))
                .isOne();
        assertThat(page.value("ringcast_requests_total{channel=\"live\",code=\"200\",kind=\"part\"}"))
                .isOne();
        assertThat(page.value("ringcast_requests_total{channel=\"live\",code=\"503\",kind=\"part\"}"))
                .isZero();
        assertThat(page.value("ringcast_response_bytes_total{channel=\"live\",kind=\"part\"}"))
                .isEqualTo(1500);
        assertThat(page.value("ringcast_requests_total{channel=\"\",code=\"404\",kind=\"other\"}"))
                .isOne();
        assertThat(page.value("ringcast_viewer_latency_seconds_bucket{channel=\"live\",le=\"1.5\"}"))
                .isOne();
        assertThat(page.value("ringcast_viewer_stalls_total{channel=\"live\"}")).isEqualTo(3);
        assertThat(page.value("ringcast_viewer_round_trip_seconds_bucket{channel=\"live\",le=\"0.05\"}"))
                .isOne();
        assertThat(page.value("ringcast_viewer_reports_ignored_total{channel=\"live\"}"))
                .isZero();
    }

    @Test
    void get_anything_hasNoSecret() throws Exception {
        assertThat(serve(get()).text()).doesNotContain("rtsp", "secret", "camera");
    }

    @Test
    void get_allNames_areThoseOfTheReference() throws Exception {
        Set<String> documented = new HashSet<>();
        MetricsReference.entries().forEach(entry -> documented.addAll(entry.sampleNames()));

        assertThat(PrometheusText.parse(serve(get()).text()).names()).containsExactlyInAnyOrderElementsOf(documented);
    }

    @Test
    void get_openMetricsAccepted_isOpenMetrics() throws Exception {
        FakeExchange answer = serve(get().with(
                        "Accept", "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.2"));

        assertThat(answer.header("Content-Type"))
                .isEqualTo("application/openmetrics-text; version=1.0.0; charset=utf-8");
        PrometheusText page = PrometheusText.parseOpenMetrics(answer.text());
        assertThat(page.value("ringcast_output_frames_total{channel=\"live\"}")).isEqualTo(100);
        assertThat(page.names())
                .isEqualTo(PrometheusText.parse(serve(get()).text()).names());
    }

    @Test
    void get_withoutChannels_isAnEmptyPageNearly() throws Exception {
        FakeContainer.inject(servlet, FakeContainer.channels(), access);
        PrometheusText page = PrometheusText.parse(serve(get()).text());
        assertThat(page.names()).containsExactly("ringcast_requests_total", "ringcast_response_bytes_total");
    }

    @Test
    void head_hasTheHeadersOfGetAndNoBody() throws Exception {
        FakeExchange head = serve(new FakeExchange("HEAD", "/metrics"));
        assertThat(head.status()).isEqualTo(200);
        assertThat(Integer.parseInt(head.header("Content-Length"))).isPositive();
        assertThat(head.body()).isEmpty();
    }

    @Test
    void post_is405() throws Exception {
        FakeExchange post = serve(new FakeExchange("POST", "/metrics"));
        assertThat(post.status()).isEqualTo(405);
        assertThat(post.header("Allow")).isEqualTo("GET, HEAD");
    }

    @Test
    void get_whereTheRoleIsNeeded_isForThoseThatHaveIt() throws Exception {
        access.allow(ServerConfig.Metrics.ROLE);
        FakeExchange nobody = serve(get());
        assertThat(nobody.status()).isEqualTo(401);
        assertThat(nobody.body()).isEmpty();
        FakeExchange other = serve(get().as("ringcast-publisher"));
        assertThat(other.status()).isEqualTo(403);
        assertThat(other.body()).isEmpty();
        assertThat(serve(get().as("ringcast-metrics")).status()).isEqualTo(200);
        assertThat(serve(get().as("ringcast-admin")).status()).isEqualTo(200);
    }

    @Test
    void get_off_is404() throws Exception {
        access.allow(ServerConfig.Metrics.OFF);
        FakeExchange answer = serve(get().from("127.0.0.1", "localhost").as("ringcast-admin"));
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).isEmpty();
    }

    private static FakeExchange get() {
        return new FakeExchange("GET", "/metrics");
    }

    private FakeExchange serve(FakeExchange exchange) throws Exception {
        servlet.service(exchange.request(), exchange.response());
        return exchange;
    }
}
