package dev.ringcast.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.channel.AnswerCount;
import dev.ringcast.channel.AnswerCount.Kind;
import dev.ringcast.channel.Channels;
import jakarta.servlet.http.HttpServlet;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each request is counted once, with its kind, its status and the bytes that were written. */
class AnswerCountingTest {
    private final FakeChannel live = FakeChannel.live("live");
    private final Channels channels = FakeContainer.channels(live);
    private final PlaylistServlet playlists = inject(new PlaylistServlet());
    private final SegmentServlet segments = inject(new SegmentServlet());
    private final PosterServlet posters = inject(new PosterServlet());

    @ParameterizedTest
    @CsvSource({
        "/stream.m3u8, MULTIVARIANT, 200",
        "/live/live/index.m3u8, MULTIVARIANT, 200",
        "/live/live/v0/ts.m3u8, PLAYLIST, 200",
        "/live/live/v0/ts.m3u8?_HLS_skip=YES, PLAYLIST, 200",
        "/live/live/v0/ts.m3u8?_HLS_msn=7, BLOCKING, 200",
        "/live/live/v0/ts.m3u8?_HLS_msn=99, BLOCKING, 400",
        "/live/live/absent/ts.m3u8, PLAYLIST, 404",
        "/live/live/v0/r1/7.ts, SEGMENT, 200",
        "/live/live/v0/r1/8.0.ts, PART, 200",
        "/live/live/v0/r1/init.mp4, INIT, 200",
        "/live/live/poster.jpg, POSTER, 200",
    })
    void get_ofAChannel_isCountedThere(String path, Kind kind, int status) throws Exception {
        FakeExchange answer = serve("GET", path);

        assertThat(answer.body()).isNotEmpty();
        assertThat(live.answers().answers(kind, status)).isOne();
        assertThat(live.answers().bytes(kind)).isEqualTo(answer.body().length);
        assertThat(all(live.answers())).isOne();
        assertThat(all(channels.strayAnswers())).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "/live/absent/index.m3u8, MULTIVARIANT",
        "/live/absent/v0/r1/7.ts, SEGMENT",
        "/live/../x.m3u8, OTHER",
        "/live/live/v0/r1/-1.ts, OTHER",
    })
    void get_ofNoChannel_isCountedAside(String path, Kind kind) throws Exception {
        assertThat(serve("GET", path).status()).isEqualTo(404);

        assertThat(channels.strayAnswers().answers(kind, 404)).isOne();
        assertThat(all(live.answers())).isZero();
    }

    @Test
    void headAndNotModified_countNoBytes() throws Exception {
        serve("HEAD", "/live/live/v0/r1/7.ts");
        FakeExchange known = new FakeExchange("GET", "/live/live/v0/r1/7.ts").with("If-None-Match", "*");
        segments.service(known.request(), known.response());

        assertThat(known.status()).isEqualTo(304);
        assertThat(live.answers().answers(Kind.SEGMENT, 200)).isOne();
        assertThat(live.answers().answers(Kind.SEGMENT, 304)).isOne();
        assertThat(live.answers().bytes(Kind.SEGMENT)).isZero();
    }

    @Test
    void get_thatWaits_isCountedWhenItIsAnswered() throws Exception {
        FakeExchange waiting = serve("GET", "/live/live/v0/cmaf.m3u8?_HLS_msn=9");
        assertThat(all(live.answers())).isZero();

        waiting.async().timeOut();

        assertThat(live.answers().answers(Kind.BLOCKING, 503)).isOne();
        assertThat(all(live.answers())).isOne();
    }

    @Test
    void report_goodAndBad_areCounted() throws Exception {
        ViewerReportServlet reports = inject(new ViewerReportServlet());
        FakeExchange good = new FakeExchange("POST", "/report")
                .withBody("{\"channel\": \"live\", \"latencyMillis\": 1200, \"stalls\": 1}");
        reports.service(good.request(), good.response());
        FakeExchange bad = new FakeExchange("POST", "/report").withBody("{}");
        reports.service(bad.request(), bad.response());

        assertThat(live.answers().answers(Kind.REPORT, 204)).isOne();
        assertThat(channels.strayAnswers().answers(Kind.REPORT, 400)).isOne();
    }

    @Test
    void add_statusThatShouldNotBe_countsAsAMistakeOfTheServers() {
        live.answers().add(Kind.OTHER, 418, 0);
        assertThat(live.answers().answers(Kind.OTHER, 500)).isOne();
    }

    private FakeExchange serve(String method, String path) throws Exception {
        FakeExchange exchange = new FakeExchange(method, path);
        HttpServlet servlet = path.contains(".m3u8") ? playlists : path.endsWith(".jpg") ? posters : segments;
        servlet.service(exchange.request(), exchange.response());
        return exchange;
    }

    private <T extends HttpServlet> T inject(T servlet) {
        return FakeContainer.inject(servlet, channels);
    }

    private static long all(AnswerCount count) {
        return Arrays.stream(Kind.values())
                .flatMapToLong(kind -> AnswerCount.statuses().stream().mapToLong(status -> count.answers(kind, status)))
                .sum();
    }
}
