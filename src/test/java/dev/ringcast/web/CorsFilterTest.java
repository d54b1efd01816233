package dev.ringcast.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorsFilterTest {
    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD"})
    void filter_reading_goesOnWithTheHeadersSet(String method) throws Exception {
        FakeExchange exchange = filter(method);
        assertThat(exchange.status()).isEqualTo(299);
        assertThat(exchange.header("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(exchange.header("Access-Control-Expose-Headers"))
                .isEqualTo("Age, Date, ETag, Content-Range, Content-Length");
        assertThat(exchange.header("Cross-Origin-Resource-Policy")).isEqualTo("cross-origin");
    }

    @Test
    void filter_preflight_is204AndAllowsRanges() throws Exception {
        FakeExchange exchange = filter("OPTIONS");
        assertThat(exchange.status()).isEqualTo(204);
        assertThat(exchange.header("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(exchange.header("Access-Control-Allow-Methods")).isEqualTo("GET, HEAD, OPTIONS");
        assertThat(exchange.header("Access-Control-Allow-Headers"))
                .contains("Range")
                .contains("If-None-Match");
        assertThat(exchange.header("Access-Control-Max-Age")).isEqualTo("7200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "TRACE", "get", "X"})
    void filter_otherMethod_is405WithAllowAndTheHeadersSet(String method) throws Exception {
        FakeExchange exchange = filter(method);
        assertThat(exchange.status()).isEqualTo(405);
        assertThat(exchange.header("Allow")).isEqualTo("GET, HEAD, OPTIONS");
        assertThat(exchange.header("Access-Control-Allow-Origin")).isEqualTo("*");
    }

    /** Whoever answers while a body is still to come has Tomcat wait for it: that is another filter's business. */
    @ParameterizedTest
    @ValueSource(strings = {"GET", "OPTIONS", "POST"})
    void filter_body_goesOnWithTheHeadersSet(String method) throws Exception {
        FakeExchange exchange = filter(new FakeExchange(method, "/live/live/ts.m3u8").with("Content-Length", "5"));
        assertThat(exchange.status()).isEqualTo(299);
        assertThat(exchange.header("Access-Control-Allow-Origin")).isEqualTo("*");
    }

    private static FakeExchange filter(String method) throws Exception {
        return filter(new FakeExchange(method, "/live/live/ts.m3u8"));
    }

    private static FakeExchange filter(FakeExchange exchange) throws Exception {
        new CorsFilter()
                .doFilter(
                        exchange.request(),
                        exchange.response(),
                        (request, response) -> exchange.response().setStatus(299));
        return exchange;
    }
}
