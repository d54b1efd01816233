package dev.ringcast.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PosterServletTest {
    private final PosterServlet servlet = new PosterServlet();

    @BeforeEach
    void setUp() {
        FakeContainer.inject(servlet, FakeChannel.live("live"), FakeChannel.starting("new"));
    }

    @Test
    void get_picture_isServedAsLongAsASegmentLasts() throws Exception {
        FakeExchange poster = get("/live/live/poster.jpg", "");
        assertThat(poster.status()).isEqualTo(200);
        assertThat(poster.text()).isEqualTo("jpeg");
        assertThat(poster.header("Content-Type")).isEqualTo("image/jpeg");
        assertThat(poster.header("Cache-Control")).isEqualTo("public, max-age=2");
        assertThat(poster.header("ETag")).matches("\"[0-9a-f]{32}\"");
        assertThat(get("/live/live/poster.jpg", poster.header("ETag")).status()).isEqualTo(304);
    }

    @Test
    void get_noPicture_is503ToBeRepeated() throws Exception {
        FakeExchange early = get("/live/new/poster.jpg", "");
        assertThat(early.status()).isEqualTo(503);
        assertThat(early.header("Retry-After")).isEqualTo("1");
    }

    @Test
    void get_absent_is404() throws Exception {
        assertThat(get("/live/absent/poster.jpg", "").status()).isEqualTo(404);
        assertThat(get("/live/live/v0/poster.jpg", "").status()).isEqualTo(404);
    }

    private FakeExchange get(String path, String ifNoneMatch) throws Exception {
        FakeExchange exchange = new FakeExchange("GET", path);
        if (!ifNoneMatch.isEmpty()) {
            exchange.with("If-None-Match", ifNoneMatch);
        }
        servlet.service(exchange.request(), exchange.response());
        return exchange;
    }
}
