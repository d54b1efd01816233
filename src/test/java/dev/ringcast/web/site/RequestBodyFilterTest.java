package dev.ringcast.web.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.web.FakeExchange;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestBodyFilterTest {
    private final List<HttpServletRequest> passed = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({"GET, /", "POST, /report", "POST, /admin/api/channels/live/stop", "GET, /live/a/ts.m3u8"})
    void filter_withoutBody_goesOn(String method, String path) throws Exception {
        FakeExchange exchange = filter(new FakeExchange(method, path).with("Content-Length", "0"));
        assertThat(passed).hasSize(1);
        assertThat(exchange.async().started()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"GET, /", "PUT, /index.html", "GET, /live/a/ts.m3u8", "POST, /live/a/ts.m3u8", "POST, /reports"})
    void filter_bodyWhereNoneIsTaken_isRefusedUnread(String method, String path) throws Exception {
        FakeExchange known = filter(new FakeExchange(method, path).with("Content-Length", "1"));
        FakeExchange chunked = filter(new FakeExchange(method, path).with("Transfer-Encoding", "chunked"));
        assertThat(List.of(known.status(), chunked.status())).containsOnly(413);
        assertThat(passed).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/report", "/admin/api/channels/live/links"})
    void filter_bodyWhereItIsTaken_isReadAsItComes(String path) throws Exception {
        FakeExchange exchange = filter(new FakeExchange("POST", path).with("Content-Length", "7"));
        assertThat(exchange.async().started()).isTrue();
        exchange.arrives("{\"a\"");
        exchange.arrives(":1}");
        assertThat(exchange.async().end()).isEmpty();
        exchange.bodyEnds();
        assertThat(exchange.async().end()).isEqualTo("dispatch");
        byte[] body = exchange.async().request().getInputStream().readAllBytes();
        assertThat(new String(body, StandardCharsets.UTF_8)).isEqualTo("{\"a\":1}");
        assertThat(passed).as("the container calls the servlet").isEmpty();
    }

    @Test
    void filter_http2BodyThatIsNotAnnounced_isReadAsItComes() throws Exception {
        FakeExchange exchange = filter(new FakeExchange("POST", "/report").by("HTTP/2.0"));
        assertThat(exchange.async().started()).isTrue();
        exchange.bodyEnds();
        assertThat(exchange.async().end()).isEqualTo("dispatch");
    }

    @ParameterizedTest
    @CsvSource({"GET, /admin/", "POST, /live/a/ts.m3u8"})
    void filter_http2WithoutUseForABody_goesOn(String method, String path) throws Exception {
        filter(new FakeExchange(method, path).by("HTTP/2.0"));
        assertThat(passed).hasSize(1);
    }

    @Test
    void filter_bodyThatTakesTooLong_isCut() throws Exception {
        FakeExchange exchange = filter(new FakeExchange("POST", "/report").with("Content-Length", "7"));
        exchange.arrives("{");
        assertThat(exchange.async().timeout()).isEqualTo(BodyReader.MOST_MILLIS);
        exchange.async().timeOut();
        assertThat(exchange.status()).isEqualTo(408);
        assertCut(exchange);
    }

    @Test
    void filter_bodyThatIsTooLong_isCut() throws Exception {
        FakeExchange exchange = filter(new FakeExchange("POST", "/report").with("Transfer-Encoding", "chunked"));
        exchange.arrives("x".repeat(BodyReader.MOST_BYTES));
        assertThat(exchange.async().end()).isEmpty();
        exchange.arrives("x");
        assertThat(exchange.status()).isEqualTo(413);
        assertCut(exchange);
    }

    @Test
    void filter_clientThatGoes_isForgotten() throws Exception {
        FakeExchange exchange = filter(new FakeExchange("POST", "/report").with("Content-Length", "7"));
        exchange.async().fail();
        assertThat(exchange.async().end()).isEqualTo("complete");
    }

    @Test
    void errorPage_bodyUnread_isNotWaitedFor() throws Exception {
        FakeExchange exchange = error("HTTP/1.1");
        assertThat(exchange.status()).isEqualTo(401);
        assertCut(exchange);
    }

    @Test
    void errorPage_http2_hasNoSuchHeader() throws Exception {
        assertThat(error("HTTP/2.0").header("Connection")).isEmpty();
    }

    private static FakeExchange error(String protocol) throws Exception {
        FakeExchange exchange = new FakeExchange("POST", "/live/x")
                .with("Content-Length", "400")
                .by(protocol)
                .dispatched(DispatcherType.ERROR)
                .withAttribute(RequestDispatcher.ERROR_STATUS_CODE, 401);
        new ErrorServlet().service(exchange.request(), exchange.response());
        return exchange;
    }

    private static void assertCut(FakeExchange exchange) {
        assertThat(exchange.header("Connection")).isEqualTo("close");
        assertThat(exchange.async().end()).isEqualTo("complete");
        assertThat(exchange.text()).isEqualTo(ErrorServlet.text(exchange.status()));
    }

    private FakeExchange filter(FakeExchange exchange) throws Exception {
        new RequestBodyFilter()
                .doFilter(
                        exchange.request(),
                        exchange.response(),
                        (request, response) -> passed.add((HttpServletRequest) request));
        return exchange;
    }
}
