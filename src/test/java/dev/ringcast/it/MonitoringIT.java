package dev.ringcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.testing.Await;
import dev.ringcast.testing.Http;
import dev.ringcast.testing.PrometheusText;
import dev.ringcast.testing.TomcatBase;
import dev.ringcast.testing.TomcatProcess;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a Prometheus and a load balancer see of a channel that plays, of one that cannot, and of one that is stopped. */
class MonitoringIT {
    private static final Duration SOON = Duration.ofSeconds(40);

    private final Http anybody = Http.anonymous();

    @Test
    void metricsAndHealth_inAStockTomcat_tellWhatHappens() throws Exception {
        try (TomcatProcess tomcat = TomcatBase.stock()
                .war("ringcast", TomcatBase.builtWar())
                .file("conf/ringcast.properties", """
                        channels = live, wrong, typo
                        channel.live.source = pattern:
                        channel.live.video.size = 320x180
                        channel.live.video.bitrate = 300k
                        channel.live.segment = 1s
                        channel.wrong.source = rtsp://user:password@camera.example/door
                        channel.wrong.video.fps = 1000
                        channel.typo.source = rtps://user:password@camera.example/door
                        """)
                .user("prometheus", "secret", "ringcast-metrics")
                .user("admin", "secret", "ringcast-admin")
                .user("other", "secret", "ringcast-publisher")
                .start("/ringcast/health/live")) {
            Await.until("ready", SOON, () -> anybody.status(tomcat.address("/ringcast/health/ready")) == 200);

            figuresMove(tomcat);
            whoMayRead(tomcat);
            methods(tomcat);
            health(tomcat);
            assertThat(tomcat.complaints())
                    .noneMatch(line -> !line.contains("channel.wrong") && !line.contains("channel.typo"))
                    .anyMatch(line ->
                            line.contains("ringcast.properties: channel.typo.source=rtps://***@camera.example"));
        }
    }

    private void figuresMove(TomcatProcess tomcat) throws Exception {
        URI master = tomcat.address("/ringcast/live/live/ts.m3u8");
        PrometheusText before = scrape(tomcat);
        HttpResponse<String> playlist = anybody.get(master.resolve("180p/ts.m3u8"));
        assertThat(playlist.statusCode()).isEqualTo(200);
        String segment = playlist.body()
                .lines()
                .filter(line -> line.endsWith(".ts"))
                .findFirst()
                .orElseThrow();
        byte[] bytes = anybody.bytes(master.resolve("180p/").resolve(segment)).body();
        assertThat(anybody.status(master.resolve("180p/ts.m3u8?_HLS_msn=1&_HLS_part=0")))
                .isEqualTo(200);
        assertThat(anybody.status(master.resolve("absent/ts.m3u8"))).isEqualTo(404);

        PrometheusText after = Await.value("another part", SOON, () -> {
            PrometheusText now = scrape(tomcat);
            String parts = "ringcast_part_lateness_seconds_count{channel=\"live\"}";
            return now.value(parts) > before.value(parts) ? Optional.of(now) : Optional.empty();
        });

        assertThat(grown(before, after, "ringcast_requests_total{channel=\"live\",code=\"200\",kind=\"playlist\"}"))
                .isEqualTo(1);
        assertThat(grown(before, after, "ringcast_requests_total{channel=\"live\",code=\"200\",kind=\"blocking\"}"))
                .isEqualTo(1);
        assertThat(grown(before, after, "ringcast_requests_total{channel=\"live\",code=\"200\",kind=\"segment\"}"))
                .isEqualTo(1);
        assertThat(grown(before, after, "ringcast_requests_total{channel=\"live\",code=\"404\",kind=\"playlist\"}"))
                .isEqualTo(1);
        assertThat(grown(before, after, "ringcast_response_bytes_total{channel=\"live\",kind=\"segment\"}"))
                .isEqualTo(bytes.length);
        assertThat(grown(before, after, "ringcast_output_frames_total{channel=\"live\"}"))
                .isPositive();
        assertThat(grown(before, after, "ringcast_encode_seconds_sum{channel=\"live\"}"))
                .isPositive();
        assertThat(after.value("ringcast_channel_state{channel=\"live\",state=\"live\"}"))
                .isOne();
        assertThat(after.value("ringcast_channel_state{channel=\"wrong\",state=\"failed\"}"))
                .isOne();
        assertThat(after.value("ringcast_channel_state{channel=\"typo\",state=\"failed\"}"))
                .isOne();
        assertThat(after.value("ringcast_channel_delivers{channel=\"live\"}")).isOne();
        assertThat(after.value("ringcast_channel_delivers{channel=\"wrong\"}")).isZero();
        assertThat(after.value("ringcast_viewers{channel=\"live\"}")).isOne();
        assertThat(after.value("ringcast_ring_bytes{channel=\"live\"}")).isGreaterThan(bytes.length);
    }

    private void whoMayRead(TomcatProcess tomcat) throws Exception {
        URI metrics = tomcat.address("/ringcast/metrics");
        Map<String, String> proxied = Map.of("X-Forwarded-For", "127.0.0.1");
        HttpResponse<String> stranger = anybody.send("GET", metrics, proxied);
        assertThat(stranger.statusCode()).isEqualTo(401);
        assertThat(stranger.headers().firstValue("www-authenticate"))
                .hasValueSatisfying(challenge -> assertThat(challenge).startsWith("Basic "));
        assertThat(stranger.body()).doesNotContain("ringcast_");
        assertThat(Http.as("prometheus", "secret").send("GET", metrics, proxied).body())
                .contains("ringcast_viewers");
        assertThat(Http.as("admin", "secret").send("GET", metrics, proxied).statusCode())
                .isEqualTo(200);
        assertThat(Http.as("other", "secret").send("GET", metrics, proxied).statusCode())
                .isEqualTo(403);
        assertThat(Http.as("prometheus", "wrong").send("GET", metrics, proxied).statusCode())
                .isEqualTo(401);
        assertThat(anybody.get(metrics).headers().firstValue("set-cookie")).isEmpty();
    }

    private void methods(TomcatProcess tomcat) throws Exception {
        for (String path : new String[] {"/ringcast/metrics", "/ringcast/health/live", "/ringcast/health/ready"}) {
            HttpResponse<String> head = anybody.send("HEAD", tomcat.address(path), Map.of());
            assertThat(head.statusCode()).as(path).isEqualTo(200);
            assertThat(head.body()).isEmpty();
            HttpResponse<String> post = anybody.send("POST", tomcat.address(path), Map.of());
            assertThat(post.statusCode()).as(path).isEqualTo(405);
            assertThat(post.headers().firstValue("allow")).hasValue("GET, HEAD");
        }
        HttpResponse<String> openMetrics = anybody.send(
                "GET",
                tomcat.address("/ringcast/metrics"),
                Map.of("Accept", "application/openmetrics-text;version=1.0.0"));
        assertThat(openMetrics.headers().firstValue("content-type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/openmetrics-text"));
        PrometheusText.parseOpenMetrics(openMetrics.body());
    }

    private void health(TomcatProcess tomcat) throws Exception {
        URI ready = tomcat.address("/ringcast/health/ready");
        HttpResponse<String> good = anybody.get(ready);
        assertThat(good.statusCode()).isEqualTo(200);
        assertThat(good.headers().firstValue("content-type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/health+json"));
        assertThat(json(good).getString("status")).isEqualTo("warn");
        assertThat(good.body()).contains("wrong").doesNotContain("password", "camera.example", "1000");
        assertThat(anybody.status(tomcat.address("/ringcast/health/ready?channel=live")))
                .isEqualTo(200);
        assertThat(anybody.status(tomcat.address("/ringcast/health/ready?channel=wrong")))
                .isEqualTo(503);
        assertThat(anybody.status(tomcat.address("/ringcast/health/ready?channel=absent")))
                .isEqualTo(404);

        command(tomcat, "stop");
        HttpResponse<String> stopped = anybody.get(tomcat.address("/ringcast/health/ready?channel=live"));
        assertThat(stopped.statusCode()).isEqualTo(200);
        assertThat(stopped.body()).contains("\"observedValue\":\"stopped\"");
        // The only channels that should run are the broken ones.
        assertThat(anybody.status(ready)).isEqualTo(503);
        assertThat(anybody.status(tomcat.address("/ringcast/health/live"))).isEqualTo(200);

        command(tomcat, "start");
        Await.until("ready again", SOON, () -> anybody.status(ready) == 200);
        command(tomcat, "restart");
        assertThat(scrape(tomcat).value("ringcast_restarts_total{channel=\"live\",reason=\"command\"}"))
                .isOne();
    }

    private static void command(TomcatProcess tomcat, String verb) throws Exception {
        Http admin = Http.as("admin", "secret");
        String token =
                Http.csrfToken(admin.get(tomcat.address("/ringcast/admin/")).body());
        HttpResponse<String> answer = admin.send(
                "POST", tomcat.address("/ringcast/admin/channels/live/" + verb), Map.of("X-CSRF-Token", token));
        assertThat(answer.statusCode()).as(verb).isEqualTo(200);
    }

    private PrometheusText scrape(TomcatProcess tomcat) throws Exception {
        HttpResponse<String> page = anybody.get(tomcat.address("/ringcast/metrics"));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).doesNotContain("password", "camera.example");
        return PrometheusText.parse(page.body());
    }

    private static double grown(PrometheusText before, PrometheusText after, String sample) {
        return after.value(sample) - before.value(sample);
    }

    private static JsonObject json(HttpResponse<String> answer) {
        try (JsonReader reader = Json.createReader(new StringReader(answer.body()))) {
            return reader.readObject();
        }
    }
}
