package dev.ringcast.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentServletTest {
    private static final String SEGMENT = "/live/live/v0/r1/7.ts";

    private final SegmentServlet servlet = new SegmentServlet();

    @BeforeEach
    void setUp() {
        FakeContainer.inject(servlet, FakeChannel.live("live"), FakeChannel.starting("new"));
    }

    @Test
    void get_completeSegment_isItsPartsInOrderEachWrittenAsItIs() throws Exception {
        FakeExchange segment = serve(new FakeExchange("GET", SEGMENT));
        assertThat(segment.status()).isEqualTo(200);
        assertThat(segment.text()).isEqualTo("onetwo");
        assertThat(segment.writes()).containsExactly(3, 3);
        assertThat(segment.header("Content-Type")).isEqualTo("video/mp2t");
        assertThat(segment.header("Content-Length")).isEqualTo("6");
        assertThat(segment.header("Cache-Control")).isEqualTo("public, max-age=3600, immutable");
        assertThat(segment.header("Accept-Ranges")).isEqualTo("bytes");
        assertThat(segment.header("ETag")).isEqualTo("\"r1-7\"");
        assertThat(segment.header("Last-Modified")).isEqualTo("Tue, 03 Nov 2026 10:00:02 GMT");
        assertThat(segment.header("Age")).isEmpty();
        assertThat(segment.header("Vary")).isEmpty();
    }

    @Test
    void get_partOfCompleteOrGrowingSegment_isThatPart() throws Exception {
        FakeExchange second = serve(new FakeExchange("GET", "/live/live/v0/r1/7.1.ts"));
        assertThat(second.text()).isEqualTo("two");
        assertThat(second.header("ETag")).isEqualTo("\"r1-7.1\"");
        assertThat(second.header("Last-Modified")).isEqualTo("Tue, 03 Nov 2026 10:00:02 GMT");
        FakeExchange growing = serve(new FakeExchange("GET", "/live/live/v0/r1/8.0.ts"));
        assertThat(growing.text()).isEqualTo("three");
        assertThat(growing.header("Cache-Control")).contains("immutable");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/live/live/v0/r2/init.mp4",
                "/live/live/v0/r1/7.2.ts",
                "/live/live/v0/r1/7.4294967296.ts",
                "/live/live/v0/r1/6.ts",
                "/live/live/v0/r2/7.ts",
                "/live/live/v1/r1/7.ts",
                "/live/absent/v0/r1/7.ts",
                "/live/live/v0/r1/07.ts",
                "/other.ts"
            })
    void get_absentOrMalformed_is404(String path) throws Exception {
        FakeExchange absent = serve(new FakeExchange("GET", path));
        assertThat(absent.status()).isEqualTo(404);
        assertThat(absent.header("Cache-Control")).isEqualTo("public, max-age=1");
    }

    /** Else whoever asks too early would have a cache answer 404 to all who ask in time. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/live/live/v0/r1/8.ts",
                "/live/live/v0/r1/8.2.ts",
                "/live/live/v0/r1/9.ts",
                "/live/live/v0/r1/9.0.m4s",
                "/live/new/v0/r1/7.ts"
            })
    void L37_get_toCome_is404ThatNoCacheKeeps(String path) throws Exception {
        FakeExchange absent = serve(new FakeExchange("GET", path));
        assertThat(absent.status()).isEqualTo(404);
        assertThat(absent.header("Cache-Control")).isEqualTo("no-store");
    }

    /** L24: with its length and place, never chunked. */
    @Test
    void get_rangeAcrossParts_is206WithThatStretch() throws Exception {
        FakeExchange middle = serve(new FakeExchange("GET", SEGMENT).with("Range", "bytes=2-4"));
        assertThat(middle.status()).isEqualTo(206);
        assertThat(middle.text()).isEqualTo("etw");
        assertThat(middle.header("Content-Range")).isEqualTo("bytes 2-4/6");
        assertThat(middle.header("Content-Length")).isEqualTo("3");
        assertThat(middle.header("ETag")).isEqualTo("\"r1-7\"");
        FakeExchange suffix = serve(new FakeExchange("GET", SEGMENT).with("Range", "bytes=-1"));
        assertThat(suffix.text()).isEqualTo("o");
        assertThat(suffix.header("Content-Range")).isEqualTo("bytes 5-5/6");
    }

    @Test
    void get_rangeBeyondTheEnd_is416WithTheSize() throws Exception {
        FakeExchange beyond = serve(new FakeExchange("GET", SEGMENT).with("Range", "bytes=6-"));
        assertThat(beyond.status()).isEqualTo(416);
        assertThat(beyond.header("Content-Range")).isEqualTo("bytes */6");
        assertThat(beyond.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void get_severalRanges_isTheWholeWith200() throws Exception {
        FakeExchange several = serve(new FakeExchange("GET", SEGMENT).with("Range", "bytes=0-0,2-2"));
        assertThat(several.status()).isEqualTo(200);
        assertThat(several.text()).isEqualTo("onetwo");
        assertThat(several.header("Content-Range")).isEmpty();
    }

    @Test
    void get_ifRange_honoursTheRangeOnlyForTheSameBytes() throws Exception {
        FakeExchange same = serve(
                new FakeExchange("GET", SEGMENT).with("Range", "bytes=0-0").with("If-Range", "\"r1-7\""));
        assertThat(same.status()).isEqualTo(206);
        FakeExchange other = serve(
                new FakeExchange("GET", SEGMENT).with("Range", "bytes=0-0").with("If-Range", "\"r0-7\""));
        assertThat(other.status()).isEqualTo(200);
        assertThat(other.text()).isEqualTo("onetwo");
    }

    @Test
    void get_knownAlready_is304BeforeAnyRange() throws Exception {
        FakeExchange known = serve(new FakeExchange("GET", SEGMENT)
                .with("If-None-Match", "W/\"r1-7\"")
                .with("Range", "bytes=99-"));
        assertThat(known.status()).isEqualTo(304);
        FakeExchange since =
                serve(new FakeExchange("GET", SEGMENT).with("If-Modified-Since", "Tue, 03 Nov 2026 10:00:02 GMT"));
        assertThat(since.status()).isEqualTo(304);
        assertThat(since.body()).isEmpty();
    }

    @Test
    void head_withRange_isTheHeadersOfTheWhole() throws Exception {
        FakeExchange head = serve(new FakeExchange("HEAD", SEGMENT).with("Range", "bytes=0-0"));
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Content-Length")).isEqualTo("6");
        assertThat(head.body()).isEmpty();
    }

    private FakeExchange serve(FakeExchange exchange) throws ServletException, IOException {
        servlet.service(exchange.request(), exchange.response());
        return exchange;
    }
}
