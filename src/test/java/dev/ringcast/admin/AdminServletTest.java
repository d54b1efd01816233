package dev.ringcast.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.web.FakeChannel;
import dev.ringcast.web.FakeExchange;
import dev.ringcast.web.FakeExchange.FakeSession;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdminServletTest {
    private final FakeChannel live = FakeChannel.live("live");
    private final FakeSession session = new FakeSession();
    private final AdminServlet servlet = new AdminServlet();

    @BeforeEach
    void setUp() {
        FakeChannel.inject(servlet, live, FakeChannel.failed("door", "no such camera"));
    }

    @Test
    void get_withoutSlash_isSentToThePage() throws Exception {
        FakeExchange exchange = serve(new FakeExchange("GET", "/admin"));
        assertThat(exchange.status()).isEqualTo(302);
        assertThat(exchange.header("Location")).isEqualTo("/app/admin/");
    }

    @Test
    void get_channels_areListedWithStateAndFigures() throws Exception {
        FakeExchange exchange = serve(new FakeExchange("GET", "/admin/channels.json"));
        assertThat(exchange.status()).isEqualTo(200);
        assertThat(exchange.header("Content-Type")).isEqualTo("application/json");
        assertThat(exchange.header("Cache-Control")).isEqualTo("no-store");

        JsonObject json = parse(exchange.text());
        assertThat(json.keySet()).containsExactlyInAnyOrder("version", "problem", "channels");
        assertThat(json.get("problem")).isEqualTo(JsonValue.NULL);
        JsonObject first = json.getJsonArray("channels").getJsonObject(0);
        assertThat(first.getString("title")).isEqualTo(live.title());
        assertThat(first.getJsonObject("state").getString("kind")).isEqualTo("live");
        assertThat(first.getJsonObject("state").getString("since")).isEqualTo("2026-11-03T10:00:00.250Z");
        assertThat(first.getJsonObject("state").get("reason")).isEqualTo(JsonValue.NULL);
        assertThat(first.getString("source")).isEqualTo("rtsp://***@camera/secret-path");
        assertThat(first.getJsonObject("input").getJsonNumber("frameRate").doubleValue())
                .isEqualTo(29.97);
        assertThat(first.getJsonObject("output").getInt("bitsPerSecond")).isEqualTo(2_500_000);
        assertThat(first.getJsonObject("segments").getInt("worstLateMillis")).isEqualTo(40);
        assertThat(first.getInt("restarts")).isEqualTo(3);
        assertThat(first.getJsonArray("problems").getJsonObject(0).getString("text"))
                .isEqualTo("camera unplugged");
        assertThat(first.getString("playlist")).isEqualTo("live/live/index.m3u8");
        assertThat(first.getString("poster")).isEqualTo("live/live/poster.jpg");
        JsonObject second = json.getJsonArray("channels").getJsonObject(1);
        assertThat(second.getJsonObject("state").getString("reason")).isEqualTo("no such camera");
    }

    @ParameterizedTest
    @ValueSource(strings = {"start", "stop", "restart"})
    void post_commandWithTheToken_isCarriedOutAndAnswersTheChannel(String verb) throws Exception {
        FakeExchange exchange = serve(command("live", verb).with("X-CSRF-Token", CsrfToken.of(session.session())));
        assertThat(exchange.status()).isEqualTo(200);
        assertThat(live.calls()).containsExactly(verb);
        assertThat(parse(exchange.text()).getString("name")).isEqualTo("live");
    }

    @Test
    void post_tokenMissingOrWrong_is403AndNothingHappens() throws Exception {
        String token = CsrfToken.of(session.session());
        for (FakeExchange exchange : new FakeExchange[] {
            command("live", "stop"),
            command("live", "stop").with("X-CSRF-Token", ""),
            command("live", "stop").with("X-CSRF-Token", token + "x"),
            command("live", "stop").with("X-CSRF-Token", CsrfToken.of(new FakeSession().session())),
            new FakeExchange("POST", "/admin/channels/live/stop").with("X-CSRF-Token", token),
            new FakeExchange("POST", "/admin/channels/live/stop")
                    .in(new FakeSession())
                    .with("X-CSRF-Token", token)
        }) {
            assertThat(serve(exchange).status()).isEqualTo(403);
            assertThat(parse(exchange.text()).getString("error")).contains("load the admin page again");
        }
        assertThat(live.calls()).isEmpty();
    }

    @Test
    void post_absentChannel_is404() throws Exception {
        FakeExchange exchange = serve(command("absent", "stop").with("X-CSRF-Token", CsrfToken.of(session.session())));
        assertThat(exchange.status()).isEqualTo(404);
        assertThat(exchange.header("Content-Type")).isEqualTo("application/json");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /admin/channels/live/stop, POST",
        "OPTIONS, /admin/channels/live/stop, POST",
        "POST, /admin/, 'GET, HEAD'",
        "POST, /admin, 'GET, HEAD'",
        "PUT, /admin/channels.json, 'GET, HEAD'",
        "TRACE, /admin/, 'GET, HEAD'"
    })
    void service_otherMethod_is405WithAllow(String method, String path, String allow) throws Exception {
        FakeExchange exchange = serve(new FakeExchange(method, path).in(session));
        assertThat(exchange.status()).isEqualTo(405);
        assertThat(exchange.header("Allow")).isEqualTo(allow);
        assertThat(live.calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/admin/x",
                "/admin//",
                "/admin/;x",
                "/admin/channels/live",
                "/admin/channels/live/delete",
                "/admin/channels/li%76e/stop",
                "/admin/channels/../stop",
                "/admin/channels/a b/stop",
                "/admin/channels/live/stop/"
            })
    void service_otherAddress_is404(String path) throws Exception {
        assertThat(serve(new FakeExchange("POST", path).in(session)).status()).isEqualTo(404);
    }

    @Test
    void head_list_hasNoBody() throws Exception {
        FakeExchange exchange = serve(new FakeExchange("HEAD", "/admin/channels.json"));
        assertThat(exchange.status()).isEqualTo(200);
        assertThat(exchange.body()).isEmpty();
    }

    private FakeExchange command(String channel, String verb) {
        return new FakeExchange("POST", "/admin/channels/" + channel + "/" + verb).in(session);
    }

    private FakeExchange serve(FakeExchange exchange) throws IOException {
        servlet.service(exchange.request(), exchange.response());
        return exchange;
    }

    private static JsonObject parse(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }
}
