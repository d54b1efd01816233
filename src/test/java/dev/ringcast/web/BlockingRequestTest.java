package dev.ringcast.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.channel.Waiter;
import dev.ringcast.testing.Await;
import jakarta.servlet.http.HttpServlet;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests for what is to come: the playlist stands at segment 7 with two parts and one part of segment 8. */
class BlockingRequestTest {
    private static final String PLAYLIST = "/live/live/v0/cmaf.m3u8";
    private static final String NEXT_PART = "/live/live/v0/r1/8.1.m4s";

    private final FakeChannel live = FakeChannel.live("live");
    private final PlaylistServlet playlists = FakeContainer.inject(new PlaylistServlet(), live);
    private final SegmentServlet segments = FakeContainer.inject(new SegmentServlet(), live);

    @ParameterizedTest
    @CsvSource({
        "_HLS_msn=7, 200, 12",
        "_HLS_msn=8&_HLS_part=0, 200, 12",
        "_HLS_msn=5&_HLS_part=0&_HLS_skip=YES, 200, 12",
        // What lies too far ahead does not for long; what means nothing never will.
        "_HLS_msn=10, 400, 1",
        "_HLS_msn=10&_HLS_part=0&_HLS_skip=YES, 400, 1",
        "_HLS_msn=11&_HLS_part=0, 400, 1",
        "_HLS_msn=x, 400, 2",
        "_HLS_part=1, 400, 2",
    })
    void L35_get_nothingToWaitFor_isAnsweredAtOnce(String query, int status, int maxAge) throws Exception {
        FakeExchange answer = serve(playlists, PLAYLIST + "?" + query);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.async().started()).isFalse();
        assertThat(answer.header("Cache-Control")).isEqualTo("public, max-age=" + maxAge);
    }

    @Test
    void L36_get_skip_isTheDelta() throws Exception {
        assertThat(serve(playlists, PLAYLIST + "?_HLS_skip=YES").text()).isEqualTo("delta");
        assertThat(serve(playlists, PLAYLIST).text()).isEqualTo("media");
    }

    @Test
    void L35_get_partToCome_waitsAndIsAnsweredOnce() throws Exception {
        FakeExchange waiting = serve(playlists, PLAYLIST + "?_HLS_msn=8&_HLS_part=1&_HLS_skip=YES");
        assertThat(waiting.async().started()).isTrue();
        assertThat(waiting.async().end()).isEmpty();
        assertThat(waiting.async().timeout()).isEqualTo(6000);

        live.goOn();
        wakeAll();

        Await.until(
                "an answer", Duration.ofSeconds(5), () -> waiting.async().end().equals("complete"));
        assertThat(waiting.status()).isEqualTo(200);
        assertThat(waiting.text()).isEqualTo("delta");
        assertThat(waiting.header("Cache-Control")).isEqualTo("public, max-age=12");
        waiting.async().timeOut();
        assertThat(live.waiting()).isEmpty();
    }

    @Test
    void L35_get_thatWaitsTooLong_is503AndForgotten() throws Exception {
        FakeExchange waiting = serve(playlists, PLAYLIST + "?_HLS_msn=9");
        waiting.async().timeOut();
        assertThat(waiting.status()).isEqualTo(503);
        assertThat(waiting.header("Cache-Control")).isEqualTo("no-store");
        assertThat(waiting.async().end()).isEqualTo("complete");
        assertThat(live.waiting()).isEmpty();
    }

    /** Containers measure by a clock that can be set. */
    @ParameterizedTest
    @ValueSource(strings = {PLAYLIST + "?_HLS_msn=9", NEXT_PART})
    void L35_get_thatIsSaidToWaitTooLongAtOnce_waitsAnew(String address) throws Exception {
        HttpServlet servlet = address.equals(NEXT_PART) ? segments : playlists;
        FakeExchange waiting = serve(servlet, address);
        waiting.async().timeOutAtOnce();
        assertThat(waiting.async().end()).isEqualTo("dispatch");
        assertThat(live.waiting()).isEmpty();

        FakeExchange again = serve(servlet, address);
        assertThat(again.async().started()).isTrue();
        again.async().timeOut();
        assertThat(again.status()).isEqualTo(503);
    }

    @Test
    void L35_get_wokenBecauseTheChannelIsShutDown_is503() throws Exception {
        FakeExchange waiting = serve(playlists, PLAYLIST + "?_HLS_msn=9");
        wakeAll();
        Await.until(
                "an answer", Duration.ofSeconds(5), () -> waiting.async().end().equals("complete"));
        assertThat(waiting.status()).isEqualTo(503);
    }

    @Test
    void L22_get_renditionThatIsGivenUpMeanwhile_is404AtOnce() throws Exception {
        FakeExchange waiting = serve(playlists, PLAYLIST + "?_HLS_msn=9");
        FakeExchange part = serve(segments, NEXT_PART);
        assertThat(part.async().started()).isTrue();

        live.withdraw();
        assertThat(live.waiting()).allMatch(Waiter::isReady);
        wakeAll();

        Await.until(
                "an answer", Duration.ofSeconds(5), () -> waiting.async().end().equals("complete"));
        assertThat(waiting.status()).isEqualTo(404);
        assertThat(waiting.header("Cache-Control")).isEqualTo("public, max-age=1");
        Await.until(
                "a dispatch", Duration.ofSeconds(5), () -> part.async().end().equals("dispatch"));
        assertThat(serve(segments, NEXT_PART).status()).isEqualTo(404);
        for (String query : List.of("", "?_HLS_msn=9", "?_HLS_msn=8&_HLS_part=1", "?_HLS_skip=YES")) {
            FakeExchange gone = serve(playlists, PLAYLIST + query);
            assertThat(gone.status()).isEqualTo(404);
            assertThat(gone.async().started()).isFalse();
        }
        assertThat(serve(segments, "/live/live/v0/r1/7.m4s").status()).isEqualTo(200);
    }

    @Test
    void L22_get_channelThatEndsMeanwhile_isTheLastPlaylist() throws Exception {
        FakeExchange waiting = serve(playlists, PLAYLIST + "?_HLS_msn=9");
        live.withEnd();
        wakeAll();
        Await.until(
                "an answer", Duration.ofSeconds(5), () -> waiting.async().end().equals("complete"));
        assertThat(waiting.status()).isEqualTo(200);
        assertThat(waiting.header("Cache-Control"))
                .as("not for long: the channel may be started again")
                .isEqualTo("public, max-age=1");
    }

    @Test
    void get_clientThatGoesAway_isForgottenAtOnce() throws Exception {
        FakeExchange waiting = serve(playlists, PLAYLIST + "?_HLS_msn=8&_HLS_part=1");
        waiting.async().fail();
        assertThat(live.waiting()).isEmpty();
        assertThat(waiting.async().end()).isEqualTo("complete");
    }

    @Test
    void get_clientsThatHaveGoneAlready_leaveTheirPlaces() throws Exception {
        for (int i = 0; i < 2 * FakeContainer.MOST_WAITING; i++) {
            FakeExchange gone = new FakeExchange("GET", PLAYLIST + "?_HLS_msn=9").fromNobody();
            playlists.service(gone.request(), gone.response());
            gone.async().fail();
        }
        assertThat(serve(playlists, PLAYLIST + "?_HLS_msn=9").async().started()).isTrue();
    }

    @Test
    void get_moreThanMayWait_is503() throws Exception {
        for (int i = 0; i < FakeContainer.MOST_WAITING; i++) {
            assertThat(serve(playlists, PLAYLIST + "?_HLS_msn=9").async().started())
                    .isTrue();
        }
        FakeExchange one = serve(playlists, PLAYLIST + "?_HLS_msn=9");
        assertThat(one.async().started()).isFalse();
        assertThat(one.status()).isEqualTo(503);
    }

    @Test
    void L37_get_hintedPart_waitsAndIsServedByTheServletAgain() throws Exception {
        FakeExchange waiting = serve(segments, NEXT_PART);
        assertThat(waiting.async().started()).isTrue();
        assertThat(waiting.body()).isEmpty();

        live.goOn();
        wakeAll();
        Await.until(
                "a dispatch", Duration.ofSeconds(5), () -> waiting.async().end().equals("dispatch"));
        FakeExchange again = serve(segments, NEXT_PART);
        assertThat(again.text()).isEqualTo("four");
        assertThat(again.header("Content-Type")).isEqualTo("video/iso.segment");
    }

    @Test
    void L37_get_partNotHinted_is404AtOnce() throws Exception {
        for (String path :
                List.of("/live/live/v0/r1/8.2.m4s", "/live/live/v0/r1/9.0.m4s", "/live/live/v0/r2/8.1.m4s")) {
            FakeExchange absent = serve(segments, path);
            assertThat(absent.status()).isEqualTo(404);
            assertThat(absent.async().started()).isFalse();
        }
    }

    @Test
    void L21_get_init_isServedForItsRunAlone() throws Exception {
        FakeExchange init = serve(segments, "/live/live/v0/r1/init.mp4");
        assertThat(init.text()).isEqualTo("init");
        assertThat(init.header("Content-Type")).isEqualTo("video/mp4");
        assertThat(init.header("Cache-Control")).contains("immutable");
        assertThat(serve(segments, "/live/live/v0/r2/init.mp4").status()).isEqualTo(404);
    }

    private void wakeAll() {
        List.copyOf(live.waiting()).forEach(Waiter::wake);
    }

    private static FakeExchange serve(HttpServlet servlet, String path) throws Exception {
        FakeExchange exchange = new FakeExchange("GET", path);
        servlet.service(exchange.request(), exchange.response());
        return exchange;
    }
}
