package dev.ringcast.web.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.web.FakeExchange;
import jakarta.servlet.RequestDispatcher;
import org.junit.jupiter.api.Test;

class ErrorServletTest {
    private final ErrorServlet servlet = new ErrorServlet();

    @Test
    void service_missingPage_isShortText() throws Exception {
        FakeExchange answer = serve(404, "/secret<script>", "text/html");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text()).isEqualTo("404 Not Found\n");
        assertThat(answer.header("Content-Type")).isEqualTo("text/plain;charset=UTF-8");
        assertThat(answer.header("Cache-Control")).isEqualTo("public, max-age=1");
        assertThat(answer.header("Content-Length")).isEqualTo("14");
    }

    @Test
    void service_programAsks_isJson() throws Exception {
        assertThat(serve(500, "/x", "application/json").text())
                .isEqualTo("{\"status\":500,\"error\":\"Internal Server Error\"}");
        FakeExchange denied = serve(403, "/admin/channels.json", "*/*");
        assertThat(denied.text()).isEqualTo("{\"status\":403,\"error\":\"Forbidden\"}");
        assertThat(denied.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void service_statusWithoutName_isStillAnswered() throws Exception {
        assertThat(serve(418, "/x", "").text()).isEqualTo("418 Error\n");
    }

    @Test
    void service_forbiddenOutsideOfAdmin_isNotTheHelpPage() throws Exception {
        assertThat(serve(403, "/administrator", "text/html").text()).isEqualTo("403 Forbidden\n");
    }

    @Test
    void service_askedForItself_is404() throws Exception {
        FakeExchange exchange = new FakeExchange("GET", "/error");
        servlet.service(exchange.request(), exchange.response());
        assertThat(exchange.status()).isEqualTo(404);
    }

    @Test
    void escape_contextPath_isHarmlessInHtml() {
        assertThat(ErrorServlet.escape("/a\"><script>'&")).isEqualTo("/a&quot;&gt;&lt;script&gt;&#39;&amp;");
    }

    private FakeExchange serve(int status, String path, String accept) throws Exception {
        FakeExchange exchange = new FakeExchange("GET", "/error")
                .with("Accept", accept)
                .withAttribute(RequestDispatcher.ERROR_STATUS_CODE, status)
                .withAttribute(RequestDispatcher.ERROR_REQUEST_URI, "/app" + path);
        servlet.service(exchange.request(), exchange.response());
        return exchange;
    }
}
