package dev.ringcast.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.channel.ChannelStatus;
import dev.ringcast.web.FakeChannel;
import dev.ringcast.web.FakeContainer;
import dev.ringcast.web.FakeExchange;
import dev.ringcast.web.FakeSession;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdminServletTest {
    private final FakeChannel live =
            FakeChannel.live("live").withShed(new ChannelStatus.Shed("1080p", FakeChannel.START, "left out 34 %"));
    private final FakeChannel vault = FakeChannel.live("vault").withKeys(InstantSource.system(), "0123456789abcdef");
    private final FakeSession session = new FakeSession();
    private final AdminServlet servlet = new AdminServlet();

    @BeforeEach
    void setUp() {
        FakeContainer.inject(servlet, live, FakeChannel.failed("door", "no such camera"), vault);
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
        JsonObject shed = first.getJsonObject("output").getJsonArray("shed").getJsonObject(0);
        assertThat(shed.getString("rendition")).isEqualTo("1080p");
        assertThat(shed.getString("since")).isEqualTo("2026-11-03T10:00:00.250Z");
        assertThat(shed.getString("reason")).isEqualTo("left out 34 %");
        assertThat(first.getJsonObject("segments").getInt("worstLateMillis")).isEqualTo(40);
        assertThat(first.getInt("restarts")).isEqualTo(3);
        assertThat(first.getJsonArray("problems").getJsonObject(0).getString("text"))
                .isEqualTo("camera unplugged");
        assertThat(first.getBoolean("signed")).isFalse();
        assertThat(first.getString("page")).isEqualTo("?channel=live");
        assertThat(first.getString("playlist")).isEqualTo("live/live/index.m3u8");
        assertThat(first.getString("poster")).isEqualTo("live/live/poster.jpg");
        JsonObject second = json.getJsonArray("channels").getJsonObject(1);
        assertThat(second.getJsonObject("state").getString("reason")).isEqualTo("no such camera");
    }

    /** Parts last 200 ms. */
    @ParameterizedTest
    @CsvSource({"200, false", "201, true"})
    void L42_get_roundTripsLongerThanAPart_areToldWithTheKey(int millis, boolean told) throws Exception {
        for (int i = 0; i < 20; i++) {
            live.viewerReports().add("192.0.2.1", 1000, 0, OptionalInt.of(millis));
        }
        JsonObject json =
                parse(serve(new FakeExchange("GET", "/admin/channels.json")).text());
        JsonObject channel = json.getJsonArray("channels").getJsonObject(0);
        assertThat(channel.getJsonObject("watching").getInt("roundTripMillis95"))
                .isEqualTo(millis);
        if (told) {
            assertThat(channel.getString("advice")).contains("200 ms", "201 ms", "channel.live.part");
        } else {
            assertThat(channel.get("advice")).isEqualTo(JsonValue.NULL);
        }
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
        "GET, /admin/channels/live/link, POST",
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

    @Test
    void post_link_isGoodForAsLongAsAskedAndForThatChannel() throws Exception {
        Instant before = Instant.now();
        FakeExchange exchange = serve(link("vault", "{\"seconds\": 3600}").with("Content-Type", "application/json"));
        assertThat(exchange.status()).isEqualTo(200);
        assertThat(exchange.header("Cache-Control")).isEqualTo("no-store");
        JsonObject json = parse(exchange.text());
        assertThat(json.keySet()).containsExactlyInAnyOrder("channel", "expires", "page", "playlist");
        String token = json.getString("page").replaceFirst(".*#token=", "");
        assertThat(json.getString("page")).isEqualTo("?channel=vault#token=" + token);
        assertThat(json.getString("playlist")).isEqualTo("live/vault/~" + token + "/index.m3u8");
        Instant expiry = vault.tokens().orElseThrow().check(token).orElseThrow().expiry();
        assertThat(json.getString("expires")).isEqualTo(expiry.toString());
        assertThat(expiry).isBetween(before.plusSeconds(3599), Instant.now().plusSeconds(3600));
    }

    /** The types that a page of another origin can send without asking first. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "text/plain; application/json",
                "application/jsonx"
            })
    void post_linkNotAsJson_is415(String type) throws Exception {
        assertThat(serve(link("vault", "{\"seconds\": 3600}").with("Content-Type", type))
                        .status())
                .isEqualTo(415);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vault | {\"seconds\": 59} | 400",
                "vault | {\"seconds\": 31622401} | 400",
                "vault | {\"seconds\": 1e999999999} | 400",
                "vault | {\"seconds\": 1e9999999999} | 400",
                "vault | {\"seconds\": \"3600\"} | 400",
                "vault | {} | 400",
                "vault | [] | 400",
                "vault | x | 400",
                "live | {\"seconds\": 3600} | 409",
                "absent | {\"seconds\": 3600} | 404"
            })
    void post_linkThatCannotBe_isRefused(String channel, String body, int status) throws Exception {
        FakeExchange exchange = serve(link(channel, body).with("Content-Type", "application/json; charset=utf-8"));
        assertThat(exchange.status()).isEqualTo(status);
        assertThat(parse(exchange.text()).getString("error")).isNotBlank();
    }

    @Test
    void get_channelsOfASignedOne_haveTheAdministratorsOwnAddresses() throws Exception {
        JsonObject signed = parse(
                        serve(new FakeExchange("GET", "/admin/channels.json")).text())
                .getJsonArray("channels")
                .getJsonObject(2);
        assertThat(signed.getBoolean("signed")).isTrue();
        String token = signed.getString("page").replaceFirst(".*#token=", "");
        assertThat(signed.getString("poster")).isEqualTo("live/vault/~" + token + "/poster.jpg");
        assertThat(signed.getString("playlist")).isEqualTo("live/vault/~" + token + "/index.m3u8");
        assertThat(vault.tokens().orElseThrow().check(token).orElseThrow().left())
                .isBetween(Duration.ofMinutes(29), Duration.ofMinutes(60));
    }

    private static FakeExchange link(String channel, String body) {
        return new FakeExchange("POST", "/admin/channels/" + channel + "/link").withBody(body);
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
