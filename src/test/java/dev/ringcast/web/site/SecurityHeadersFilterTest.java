package dev.ringcast.web.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.web.FakeExchange;
import jakarta.servlet.DispatcherType;
import org.junit.jupiter.api.Test;

class SecurityHeadersFilterTest {
    @Test
    void filter_playerPage_mayBeFramedByAny() throws Exception {
        FakeExchange page = filter(new FakeExchange("GET", "/"));
        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'self'")
                .contains("script-src 'self';")
                .endsWith("frame-ancestors *");
        assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(page.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
    }

    @Test
    void filter_adminAndErrors_mayBeFramedByNone() throws Exception {
        assertThat(filter(new FakeExchange("GET", "/admin/")).header("Content-Security-Policy"))
                .endsWith("frame-ancestors 'none'");
        FakeExchange error = filter(new FakeExchange("GET", "/x").dispatched(DispatcherType.ERROR));
        assertThat(error.header("Content-Security-Policy")).endsWith("frame-ancestors 'none'");
        assertThat(error.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
    }

    @Test
    void filter_mediaAddress_mayDoNothingButShowItself() throws Exception {
        FakeExchange media = filter(new FakeExchange("GET", "/live/a/ts.m3u8"));
        assertThat(media.header("Content-Security-Policy"))
                .isEqualTo("default-src 'none'; img-src 'self'; media-src 'self'");
        assertThat(media.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @Test
    void filter_errorOfAMediaAddress_keepsWhatThatSaid() throws Exception {
        FakeExchange error = new FakeExchange("GET", "/x").dispatched(DispatcherType.ERROR);
        error.response().setHeader("Cross-Origin-Resource-Policy", "cross-origin");
        assertThat(filter(error).header("Cross-Origin-Resource-Policy")).isEqualTo("cross-origin");
    }

    private static FakeExchange filter(FakeExchange exchange) throws Exception {
        new SecurityHeadersFilter().doFilter(exchange.request(), exchange.response(), (request, response) -> {});
        return exchange;
    }
}
