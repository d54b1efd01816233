package dev.ringcast.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.web.FakeChannel;
import dev.ringcast.web.FakeContainer;
import dev.ringcast.web.FakeExchange;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HealthServletTest {
    private static final String LIVE = "/health/live";
    private static final String READY = "/health/ready";

    private final FakeChannel good = FakeChannel.live("good");
    private final FakeChannel broken =
            FakeChannel.failed("broken", "rtsp://user:password@camera").withBrokenConfiguration();

    @Test
    void ready_allDeliver_passes() throws Exception {
        FakeExchange answer = get(READY, good);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/health+json");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.text())
                .isEqualTo("{\"status\":\"pass\",\"checks\":{\"good:delivery\":[{\"componentId\":\"good\","
                        + "\"status\":\"pass\",\"observedValue\":\"live\",\"output\":\"it delivers\"}]}}");
    }

    @Test
    void ready_oneOfTwoIsBroken_warnsAndTellsWhich() throws Exception {
        FakeExchange answer = get(READY, good, broken);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(json(answer).getString("status")).isEqualTo("warn");
        assertThat(check(answer, "broken").getString("status")).isEqualTo("fail");
        assertThat(check(answer, "broken").getString("output")).contains("configured");
        assertThat(answer.text()).doesNotContain("password", "rtsp", "camera");
    }

    @Test
    void ready_noneDelivers_is503() throws Exception {
        assertThat(get(READY, broken).status()).isEqualTo(503);
        assertThat(get(READY, broken, FakeChannel.starting("new")).status()).isEqualTo(503);
        assertThat(get(READY, broken, FakeChannel.stopped("hall")).status()).isEqualTo(503);
    }

    @Test
    void ready_sourceAway_isReadyAndSaysSo() throws Exception {
        FakeExchange answer = get(READY, FakeChannel.slate("door", "no data from rtsp://camera"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(json(answer).getString("status")).isEqualTo("warn");
        assertThat(check(answer, "door").getString("observedValue")).isEqualTo("slate");
        assertThat(answer.text()).doesNotContain("rtsp");
    }

    @Test
    void ready_stoppedBySomebody_isAsItShouldBe() throws Exception {
        FakeExchange answer = get(READY, FakeChannel.stopped("hall"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(check(answer, "hall").getString("observedValue")).isEqualTo("stopped");
    }

    @Test
    void ready_newestPartTooOld_is503WithBothTimes() throws Exception {
        FakeExchange late = get(READY, FakeChannel.live("slow").withNewestPart(Duration.ofMillis(3001)));
        assertThat(late.status()).isEqualTo(503);
        assertThat(check(late, "slow").getString("output")).contains("3.0 s old; 3.0 s are allowed");
        assertThat(get(READY, FakeChannel.live("slow").withNewestPart(Duration.ofSeconds(3)))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void ready_ofOneChannel_looksAtNoOther() throws Exception {
        assertThat(get(READY + "?channel=broken", good, broken).status()).isEqualTo(503);
        FakeExchange one = get(READY + "?channel=good", good, broken);
        assertThat(one.status()).isEqualTo(200);
        assertThat(json(one).getJsonObject("checks")).containsOnlyKeys("good:delivery");
        assertThat(get(READY + "?channel=absent", good).status()).isEqualTo(404);
    }

    @Test
    void live_aThreadStandsStill_is503() throws Exception {
        assertThat(get(LIVE, good, broken).status()).isEqualTo(200);
        FakeExchange answer = get(LIVE, good, FakeChannel.live("hung").withStuckThread());
        assertThat(answer.status()).isEqualTo(503);
        assertThat(check(answer, "hung").getString("status")).isEqualTo("fail");
        assertThat(check(answer, "good").getString("status")).isEqualTo("pass");
    }

    @ParameterizedTest
    @ValueSource(strings = {LIVE, READY})
    void headAndPost_readOnly(String path) throws Exception {
        FakeExchange head = serve(new FakeExchange("HEAD", path), good);
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(Integer.parseInt(head.header("Content-Length"))).isPositive();
        assertThat(serve(new FakeExchange("POST", path), good).status()).isEqualTo(405);
    }

    private static FakeExchange get(String path, FakeChannel... channels) throws Exception {
        return serve(new FakeExchange("GET", path), channels);
    }

    private static FakeExchange serve(FakeExchange exchange, FakeChannel... channels) throws Exception {
        FakeContainer.inject(new HealthServlet(), channels).service(exchange.request(), exchange.response());
        return exchange;
    }

    private static JsonObject json(FakeExchange answer) {
        try (JsonReader reader = Json.createReader(new StringReader(answer.text()))) {
            return reader.readObject();
        }
    }

    private static JsonObject check(FakeExchange answer, String channel) {
        JsonObject checks = json(answer).getJsonObject("checks");
        String key = checks.containsKey(channel + ":threads") ? channel + ":threads" : channel + ":delivery";
        return checks.getJsonArray(key).getJsonObject(0);
    }
}
