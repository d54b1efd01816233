package dev.ringcast.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaylistServletTest {
    private final FakeChannel live = FakeChannel.live("live");
    private final FakeChannel starting = FakeChannel.starting("new");
    private final PlaylistServlet servlet = new PlaylistServlet();

    @BeforeEach
    void setUp() {
        FakeContainer.inject(servlet, live, starting);
    }

    @Test
    void get_eachPlaylist_isServedWithItsHeaders() throws Exception {
        assertThat(get("/stream.m3u8").text()).isEqualTo("short");
        assertThat(get("/live/live/index.m3u8").text()).isEqualTo("multivariant cmaf");
        assertThat(get("/live/live/ts.m3u8").text()).isEqualTo("multivariant ts");
        FakeExchange media = get("/live/live/v0/ts.m3u8");
        assertThat(media.text()).isEqualTo("media");
        assertThat(media.status()).isEqualTo(200);
        assertThat(media.header("Content-Type")).isEqualTo("application/vnd.apple.mpegurl");
        assertThat(media.header("Content-Length")).isEqualTo("5");
        assertThat(media.header("Cache-Control")).isEqualTo("public, max-age=1");
        assertThat(media.header("Vary")).isEqualTo("Accept-Encoding");
        assertThat(media.header("ETag")).isEqualTo("\"media\"");
        assertThat(media.header("Last-Modified")).isEqualTo("Tue, 03 Nov 2026 10:00:00 GMT");
        assertThat(media.header("Content-Encoding")).isEmpty();
        assertThat(media.header("Age")).isEmpty();
    }

    /** L1: by the ending of its path and by its type, compressed or not. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/stream.m3u8",
                "/live/live/index.m3u8",
                "/live/live/ts.m3u8",
                "/live/live/v0/ts.m3u8",
            })
    void get_anyPlaylist_isToldToBeOne(String path) throws Exception {
        FakeExchange compressed = serve(new FakeExchange("GET", path).with("Accept-Encoding", "gzip"));
        assertThat(List.of(get(path).header("Content-Type"), compressed.header("Content-Type")))
                .containsOnly("application/vnd.apple.mpegurl");
    }

    @Test
    void get_gzipAccepted_isTheGzipFormWithItsOwnTag() throws Exception {
        FakeExchange media = serve(new FakeExchange("GET", "/live/live/v0/ts.m3u8").with("Accept-Encoding", "gzip"));
        assertThat(media.text()).isEqualTo("gzip of media");
        assertThat(media.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(media.header("ETag")).isEqualTo("\"media-gz\"");
        assertThat(media.header("Vary")).isEqualTo("Accept-Encoding");
    }

    @Test
    void get_tagOfTheChosenForm_is304WithoutBody() throws Exception {
        FakeExchange same = serve(new FakeExchange("GET", "/live/live/v0/ts.m3u8")
                .with("Accept-Encoding", "gzip")
                .with("If-None-Match", "\"media-gz\""));
        assertThat(same.status()).isEqualTo(304);
        assertThat(same.body()).isEmpty();
        assertThat(same.header("ETag")).isEqualTo("\"media-gz\"");
        assertThat(same.header("Vary")).isEqualTo("Accept-Encoding");
        assertThat(same.header("Cache-Control")).isEqualTo("public, max-age=1");
        assertThat(same.header("Content-Encoding")).isEmpty();

        FakeExchange other =
                serve(new FakeExchange("GET", "/live/live/v0/ts.m3u8").with("If-None-Match", "\"media-gz\""));
        assertThat(other.status()).isEqualTo(200);
    }

    @Test
    void head_playlist_hasTheHeadersOfGetAndNoBody() throws Exception {
        FakeExchange head = serve(new FakeExchange("HEAD", "/live/live/v0/ts.m3u8"));
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Content-Length")).isEqualTo("5");
        assertThat(head.body()).isEmpty();
    }

    @Test
    void get_range_isIgnored() throws Exception {
        FakeExchange whole = serve(new FakeExchange("GET", "/live/live/v0/ts.m3u8").with("Range", "bytes=0-1"));
        assertThat(whole.status()).isEqualTo(200);
        assertThat(whole.text()).isEqualTo("media");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/live/new/index.m3u8", "/live/new/v0/ts.m3u8"})
    void get_channelWithoutSegment_is503ToBeRepeated(String path) throws Exception {
        FakeExchange early = get(path);
        assertThat(early.status()).isEqualTo(503);
        assertThat(early.header("Retry-After")).isEqualTo("1");
        assertThat(early.header("Cache-Control")).isEqualTo("no-store");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/live/absent/index.m3u8",
                "/live/absent/v0/ts.m3u8",
                "/live/live/absent/ts.m3u8",
                "/other.m3u8",
                "/live/%6cive/ts.m3u8",
                "/live/live/ts.m3u8;x"
            })
    void get_absent_is404ForASecond(String path) throws Exception {
        FakeExchange absent = get(path);
        assertThat(absent.status()).isEqualTo(404);
        assertThat(absent.header("Cache-Control")).isEqualTo("public, max-age=1");
        assertThat(absent.text()).doesNotContain(path);
    }

    @Test
    void get_shortAddressWithoutChannels_is404() throws Exception {
        FakeContainer.inject(servlet);
        assertThat(get("/stream.m3u8").status()).isEqualTo(404);
    }

    @Test
    void get_mediaPlaylist_countsAViewerAndOthersDoNot() throws Exception {
        get("/live/live/index.m3u8");
        get("/stream.m3u8");
        get("/live/live/none/ts.m3u8");
        assertThat(live.seen()).isZero();
        get("/live/live/v0/ts.m3u8");
        assertThat(live.seen()).isEqualTo(1);
        assertThat(starting.seen()).isZero();
    }

    private FakeExchange get(String path) throws ServletException, IOException {
        return serve(new FakeExchange("GET", path));
    }

    private FakeExchange serve(FakeExchange exchange) throws ServletException, IOException {
        servlet.service(exchange.request(), exchange.response());
        return exchange;
    }
}
