package dev.ringcast.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChannelListServletTest {
    @Test
    void get_channels_areListedInOrder() throws Exception {
        FakeExchange list =
                get("/live/channels.json", FakeChannel.live("live"), FakeChannel.failed("door", "no such camera"));
        assertThat(list.status()).isEqualTo(200);
        assertThat(list.header("Content-Type")).isEqualTo("application/json");
        assertThat(list.header("Cache-Control")).isEqualTo("public, max-age=1");
        assertThat(list.header("Content-Length")).isEqualTo(Integer.toString(list.body().length));

        JsonObject json = parse(list.text());
        assertThat(json.get("problem")).isEqualTo(JsonValue.NULL);
        List<JsonObject> channels = json.getJsonArray("channels").getValuesAs(JsonObject.class);
        assertThat(channels).hasSize(2);
        assertThat(channels.get(0).getString("name")).isEqualTo("live");
        assertThat(channels.get(0).getString("state")).isEqualTo("live");
        assertThat(channels.get(0).containsKey("reason")).isFalse();
        assertThat(channels.get(0).getString("playlist")).isEqualTo("live/live/index.m3u8");
        assertThat(channels.get(0).getString("poster")).isEqualTo("live/live/poster.jpg");
        assertThat(Instant.parse(channels.get(0).getString("now")))
                .isEqualTo(FakeChannel.live("live").now());
        assertThat(channels.get(1).getString("state")).isEqualTo("failed");
        assertThat(list.text()).as("reasons may name machines").doesNotContain("no such camera");
    }

    @Test
    void get_titleWithMarkup_isTheSameTextAfterReading() throws Exception {
        FakeChannel channel = FakeChannel.live("live");
        FakeExchange list = get("/live/channels.json", channel);
        assertThat(parse(list.text()).getJsonArray("channels").getJsonObject(0).getString("title"))
                .isEqualTo(channel.title());
    }

    @Test
    void get_anyChannel_tellsNoSourceAndNoProblem() throws Exception {
        FakeExchange list = get("/live/channels.json", FakeChannel.live("live"));
        assertThat(list.text()).doesNotContain("secret-path").doesNotContain("unplugged");
    }

    @Test
    void of_nothingCanRun_tellsWhy() {
        assertThat(parse(ChannelListJson.of(List.of(), "no build for \"this\" system"))
                        .getString("problem"))
                .isEqualTo("no build for \"this\" system");
    }

    @Test
    void get_withPathParameter_is404() throws Exception {
        assertThat(get("/live/channels.json;x").status()).isEqualTo(404);
    }

    private static FakeExchange get(String path, FakeChannel... channels) throws Exception {
        ChannelListServlet servlet = new ChannelListServlet();
        FakeContainer.inject(servlet, channels);
        FakeExchange exchange = new FakeExchange("GET", path);
        servlet.service(exchange.request(), exchange.response());
        return exchange;
    }

    private static JsonObject parse(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }
}
