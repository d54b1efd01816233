package dev.ringcast.web.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.web.FakeExchange;
import jakarta.servlet.RequestDispatcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoggedPathFilterTest {
    @ParameterizedTest
    @CsvSource({
        "/live/a/720p/cmaf.m3u8, /live/a/720p/cmaf.m3u8",
        "/live/a/~1800000000-geheim/720p/cmaf.m3u8, /live/a/~.../720p/cmaf.m3u8",
        "/live/a/%7E1800000000-geheim/x, /live/a/~.../x",
        "/live/a/%7e1800000000-geheim, /live/a/~...",
        "/x/~1800000000-geheim;geheim/~geheim, /x/~.../~...",
        "/live/a~1800000000-geheim/x, /live/a~.../x",
    })
    void withoutToken_nothingOfItIsLeft(String path, String shown) {
        assertThat(LoggedPathFilter.withoutToken(path)).isEqualTo(shown).doesNotContain("geheim");
    }

    @Test
    void filter_requestAndError_leaveThePathForTheLog() throws Exception {
        assertThat(logged(new FakeExchange("GET", "/live/a/~geheim/x.ts?geheim")))
                .isEqualTo("/app/live/a/~.../x.ts");
        assertThat(logged(new FakeExchange("GET", "/error")
                        .withAttribute(RequestDispatcher.ERROR_REQUEST_URI, "/app/live/~geheim")))
                .isEqualTo("/app/live/~...");
    }

    private static Object logged(FakeExchange exchange) throws Exception {
        boolean[] passed = new boolean[1];
        new LoggedPathFilter()
                .doFilter(exchange.request(), exchange.response(), (request, response) -> passed[0] = true);
        assertThat(passed).containsExactly(true);
        return exchange.request().getAttribute("dev.ringcast.path");
    }
}
