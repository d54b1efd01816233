package dev.ringcast.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.ringcast.testing.Bounds;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whatever a client writes into the headers that choose the form of an answer, it gets one of four answers, and in each
 * status, length, stretch and body agree. The input has a header's value a line.
 */
class RequestHeadersFuzzTest {
    private static final List<String> NAMES =
            List.of("Range", "If-None-Match", "If-Modified-Since", "If-Range", "Accept-Encoding");
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d+)-(\\d+)/6");

    private final SegmentServlet segments = FakeContainer.inject(new SegmentServlet(), FakeChannel.live("live"));
    private final PlaylistServlet playlists = FakeContainer.inject(new PlaylistServlet(), FakeChannel.live("live"));

    @FuzzTest
    void answer(byte[] lines) throws Exception {
        String[] values = new String(lines, StandardCharsets.ISO_8859_1).split("\n", NAMES.size() + 1);
        Bounds.hold(() -> {
            for (String method : List.of("GET", "HEAD")) {
                FakeExchange segment = with(values, new FakeExchange(method, "/live/live/v0/r1/7.ts"));
                segments.service(segment.request(), segment.response());
                assertWhole(segment, method, "onetwo", "onetwo");
                FakeExchange playlist = with(values, new FakeExchange(method, "/live/live/v0/cmaf.m3u8"));
                playlists.service(playlist.request(), playlist.response());
                assertThat(playlist.status()).isIn(200, 304);
                assertWhole(playlist, method, "media", "gzip of media");
            }
        });
    }

    private static FakeExchange with(String[] values, FakeExchange exchange) {
        for (int i = 0; i < Math.min(values.length, NAMES.size()); i++) {
            exchange.with(NAMES.get(i), values[i]);
        }
        return exchange;
    }

    private static void assertWhole(FakeExchange exchange, String method, String plain, String gzip) {
        boolean compressed = exchange.header("Content-Encoding").equals("gzip");
        String whole = compressed ? gzip : plain;
        String body = exchange.text();
        switch (exchange.status()) {
            case 200 -> {
                assertThat(body).isEqualTo(method.equals("HEAD") ? "" : whole);
                assertThat(exchange.header("Content-Length")).isEqualTo("" + whole.length());
            }
            case 206 -> {
                Matcher range = CONTENT_RANGE.matcher(exchange.header("Content-Range"));
                assertThat(range.matches()).as(exchange.header("Content-Range")).isTrue();
                int first = Integer.parseInt(range.group(1));
                int last = Integer.parseInt(range.group(2));
                assertThat(body).isNotEmpty().isEqualTo(whole.substring(first, last + 1));
            }
            case 304 -> {
                assertThat(body).isEmpty();
                assertThat(exchange.header("ETag")).isNotEmpty();
                assertThat(exchange.header("Content-Type")).isEmpty();
            }
            default -> {
                assertThat(exchange.status()).isEqualTo(416);
                assertThat(exchange.header("Content-Range")).isEqualTo("bytes */" + whole.length());
            }
        }
    }
}
