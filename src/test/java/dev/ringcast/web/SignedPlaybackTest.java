package dev.ringcast.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.channel.PlaybackTokens;
import dev.ringcast.channel.Waiter;
import dev.ringcast.testing.Await;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Channels with a key play with signed addresses only; "open" has none. */
class SignedPlaybackTest {
    private static final String KEY = "0123456789abcdef";
    private static final Instant EXPIRY = Instant.ofEpochSecond(1_800_000_000);

    private Instant now = EXPIRY.minusSeconds(5);
    private final InstantSource clock = () -> now;
    private final FakeChannel live = FakeChannel.live("live").withKeys(clock, KEY, "the-key-before-it");
    private final FakeChannel other = FakeChannel.live("other").withKeys(clock, "another key of 16");
    private final FakeChannel open = FakeChannel.live("open");
    private final String token = live.tokens().orElseThrow().make(EXPIRY);

    @ParameterizedTest
    @CsvSource({
        "index.m3u8, multivariant cmaf, 'public, max-age=1'",
        "ts.m3u8, multivariant ts, 'public, max-age=1'",
        "v0/cmaf.m3u8, media, 'public, max-age=1'",
        "v0/cmaf.m3u8?_HLS_msn=7, media, 'public, max-age=5'",
        "v0/r1/7.ts, onetwo, 'public, max-age=5, immutable'",
        "v0/r1/7.0.m4s, one, 'public, max-age=5, immutable'",
        "v0/r1/8.0.m4s, three, 'public, max-age=5, immutable'",
        "v0/r1/init.mp4, init, 'public, max-age=5, immutable'",
        "poster.jpg, jpeg, 'public, max-age=2'"
    })
    void get_withToken_isServedAndKeptUntilItExpires(String rest, String text, String cacheControl) throws Exception {
        FakeExchange answer = get("/live/live/~" + token + "/" + rest);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo(text);
        assertThat(answer.header("Cache-Control")).isEqualTo(cacheControl);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "index.m3u8",
                "ts.m3u8",
                "v0/cmaf.m3u8",
                "v0/cmaf.m3u8?_HLS_msn=9",
                "v0/absent.ts",
                "v0/r1/7.ts",
                "v0/r1/8.1.m4s",
                "v0/r1/init.mp4",
                "poster.jpg"
            })
    void get_withoutGoodToken_is403AndSaysNoMore(String rest) throws Exception {
        String expired = live.tokens().orElseThrow().make(now);
        String wrongChannel = other.tokens().orElseThrow().make(EXPIRY);
        String tampered = token.substring(0, token.length() - 1) + (token.endsWith("0") ? "1" : "0");
        String later = "1800000001" + token.substring(10);
        String first = rest.equals("v0/absent.ts") ? "404" : "403";
        for (String prefix : List.of(
                "",
                "~/",
                "~x/",
                "~" + expired + "/",
                "~" + wrongChannel + "/",
                "~" + tampered + "/",
                "~" + later + "/",
                "~" + token + ";x=1/",
                "~" + token.replace("-", "%2d") + "/",
                "~" + "9".repeat(5000) + "/")) {
            FakeExchange answer = get("/live/live/" + prefix + rest);
            assertThat(Integer.toString(answer.status())).as(prefix).isEqualTo(first);
            assertThat(answer.async().started()).isFalse();
            if (first.equals("403")) {
                assertThat(answer.text())
                        .isEqualTo(
                                "403 Forbidden: this needs an address with a token that is good and has not expired.\n");
                assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
            }
        }
        assertThat(live.seen()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s~%s/~%s/index.m3u8", "%s%%7E%s/index.m3u8", "%s~%s/", "%s~%s", "%sv0/~%s/cmaf.m3u8"})
    void get_tokenElsewhere_isNotFound(String form) throws Exception {
        assertThat(get(String.format(form, "/live/live/", token, token)).status())
                .isEqualTo(404);
    }

    @Test
    void get_shortAddress_isTheFirstChannelsAndNeedsATokenLikeIt() throws Exception {
        assertThat(get("/stream.m3u8").status()).isEqualTo(403);
        assertThat(get("/~" + token + "/stream.m3u8").status()).isEqualTo(404);
        PlaylistServlet openFirst = FakeContainer.inject(new PlaylistServlet(), open, live);
        assertThat(serve(openFirst, new FakeExchange("GET", "/stream.m3u8")).status())
                .isEqualTo(200);
    }

    @Test
    void get_openChannel_isAsEverAndTakesNoToken() throws Exception {
        assertThat(get("/live/open/v0/cmaf.m3u8").status()).isEqualTo(200);
        assertThat(get("/live/open/~" + token + "/v0/cmaf.m3u8").status()).isEqualTo(404);
    }

    @Test
    void get_signedWithTheKeyBefore_isServed() throws Exception {
        String old = PlaybackTokens.of("live", List.of("the-key-before-it"), clock)
                .orElseThrow()
                .make(EXPIRY);
        assertThat(get("/live/live/~" + old + "/index.m3u8").status()).isEqualTo(200);
    }

    @Test
    void get_sameChannelByTwoTokens_isTheSameBytesAndOneTag() throws Exception {
        String second = live.tokens().orElseThrow().make(EXPIRY.plusSeconds(1));
        FakeExchange one = get("/live/live/~" + token + "/v0/cmaf.m3u8");
        FakeExchange two = get("/live/live/~" + second + "/v0/cmaf.m3u8");
        assertThat(two.body()).isEqualTo(one.body());
        assertThat(two.header("ETag")).isEqualTo(one.header("ETag")).isNotEmpty();
    }

    @Test
    void L35_get_tokenThatExpiresWhileWaiting_isAnsweredButNotKept() throws Exception {
        FakeExchange waiting = get("/live/live/~" + token + "/v0/cmaf.m3u8?_HLS_msn=8&_HLS_part=1");
        assertThat(waiting.async().started()).isTrue();
        now = EXPIRY.plusSeconds(1);
        live.goOn();
        List.copyOf(live.waiting()).forEach(Waiter::wake);
        Await.until(
                "an answer", Duration.ofSeconds(5), () -> waiting.async().end().equals("complete"));
        assertThat(waiting.status()).isEqualTo(200);
        assertThat(waiting.header("Cache-Control")).isEqualTo("no-store");
        assertThat(get("/live/live/~" + token + "/v0/cmaf.m3u8").status()).isEqualTo(403);
    }

    @Test
    void L37_get_hintedPartWhoseTokenExpiresWhileWaiting_isServed() throws Exception {
        now = EXPIRY.plusSeconds(1);
        live.goOn();
        FakeExchange again =
                new FakeExchange("GET", "/live/live/~" + token + "/v0/r1/8.1.m4s").dispatched(DispatcherType.ASYNC);
        assertThat(serve(servlet("x.m4s"), again).text()).isEqualTo("four");
        assertThat(again.header("Cache-Control")).isEqualTo("no-store");
        FakeExchange forged = new FakeExchange("GET", "/live/live/~x/v0/r1/8.1.m4s").dispatched(DispatcherType.ASYNC);
        assertThat(serve(servlet("x.m4s"), forged).status()).isEqualTo(403);
    }

    @Test
    void channelList_tellsWhichNeedAToken() throws Exception {
        ChannelListServlet list = FakeContainer.inject(new ChannelListServlet(), live, open);
        assertThat(serve(list, new FakeExchange("GET", "/live/channels.json")).text())
                .contains("\"name\":\"live\"", "\"signed\":true", "\"signed\":false")
                .doesNotContain("~");
    }

    private FakeExchange get(String path) throws Exception {
        return serve(servlet(path.replaceFirst("\\?.*", "")), new FakeExchange("GET", path));
    }

    private HttpServlet servlet(String path) {
        HttpServlet servlet = path.endsWith(".m3u8")
                ? new PlaylistServlet()
                : path.endsWith(".jpg") ? new PosterServlet() : new SegmentServlet();
        return FakeContainer.inject(servlet, live, other, open);
    }

    private static FakeExchange serve(HttpServlet servlet, FakeExchange exchange) throws Exception {
        servlet.service(exchange.request(), exchange.response());
        return exchange;
    }
}
