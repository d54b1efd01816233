package dev.ringcast.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletContext;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageServletTest {
    private static final Map<String, String> FILES = Map.of(
            "/index.html", "<p>page",
            "/js/a.js", "let a;".repeat(100),
            "/js/a.png", "picture",
            "/vendor/LICENSE", "free",
            "/WEB-INF/web.xml", "<web-app/>",
            "/META-INF/MANIFEST.MF", "secret");

    private final PageServlet servlet = FakeContainer.inject(new PageServlet(), FakeChannel.live("live"));

    @BeforeEach
    void start() throws Exception {
        ServletContext context =
                FakeExchange.proxy(ServletContext.class, (proxy, called, arguments) -> switch (called.getName()) {
                    case "getResourcePaths" -> paths((String) FakeExchange.first(arguments));
                    case "getResourceAsStream" ->
                        new ByteArrayInputStream(Objects.requireNonNull(FILES.get(FakeExchange.first(arguments)))
                                .getBytes(StandardCharsets.UTF_8));
                    case "getMimeType" -> mimeType((String) FakeExchange.first(arguments));
                    default -> throw new UnsupportedOperationException(called.toString());
                });
        servlet.init(FakeExchange.proxy(
                ServletConfig.class,
                (proxy, called, arguments) -> called.getName().equals("getServletContext") ? context : "PageServlet"));
    }

    /** As a container answers: what is directly in the folder, folders with a slash at their end. */
    private static Set<String> paths(String folder) {
        return FILES.keySet().stream()
                .filter(path -> path.startsWith(folder))
                .map(path -> {
                    int slash = path.indexOf('/', folder.length());
                    return slash < 0 ? path : path.substring(0, slash + 1);
                })
                .collect(Collectors.toSet());
    }

    private static @Nullable String mimeType(String path) {
        return switch (path.substring(path.lastIndexOf('.') + 1)) {
            case "html" -> "text/html";
            case "js" -> "text/javascript";
            case "png" -> "image/png";
            default -> null;
        };
    }

    @Test
    void get_root_isTheFirstPage() throws Exception {
        FakeExchange page = get(new FakeExchange("GET", "/"));
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).isEqualTo("<p>page");
        assertThat(page.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
        assertThat(page.header("Cache-Control")).isEqualTo("no-cache");
        assertThat(page.header("Vary")).isEqualTo("Accept-Encoding");
    }

    @Test
    void get_text_isCompressedForThoseWhoLikeThat() throws Exception {
        FakeExchange script = get(new FakeExchange("GET", "/js/a.js").with("Accept-Encoding", "gzip, br"));
        assertThat(script.header("Content-Encoding")).isEqualTo("gzip");
        byte[] plain = new GZIPInputStream(new ByteArrayInputStream(script.body())).readAllBytes();
        assertThat(new String(plain, StandardCharsets.UTF_8)).isEqualTo(FILES.get("/js/a.js"));
        FakeExchange picture = get(new FakeExchange("GET", "/js/a.png").with("Accept-Encoding", "gzip"));
        assertThat(picture.header("Content-Encoding")).isEmpty();
        assertThat(picture.header("Content-Type")).isEqualTo("image/png");
        assertThat(picture.text()).isEqualTo("picture");
    }

    @Test
    void get_whatTheClientHas_is304() throws Exception {
        for (String coding : new String[] {"", "gzip"}) {
            String tag = get(new FakeExchange("GET", "/js/a.js").with("Accept-Encoding", coding))
                    .header("ETag");
            FakeExchange again = get(new FakeExchange("GET", "/js/a.js")
                    .with("Accept-Encoding", coding)
                    .with("If-None-Match", tag));
            assertThat(again.status()).isEqualTo(304);
            assertThat(again.body()).isEmpty();
        }
    }

    @Test
    void get_withoutEnding_isText() throws Exception {
        assertThat(get(new FakeExchange("GET", "/vendor/LICENSE")).header("Content-Type"))
                .isEqualTo("text/plain;charset=UTF-8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/WEB-INF/web.xml", "/META-INF/MANIFEST.MF", "/absent", "/js", "/js/", "/js/../index.html", "//"
            })
    void get_anythingElse_is404(String path) throws Exception {
        assertThat(get(new FakeExchange("GET", path)).status()).isEqualTo(404);
    }

    @Test
    void head_hasHeadersOnly() throws Exception {
        FakeExchange page = get(new FakeExchange("HEAD", "/index.html"));
        assertThat(page.header("Content-Length")).isEqualTo("7");
        assertThat(page.body()).isEmpty();
    }

    @Test
    void otherMethods_are405() throws Exception {
        FakeExchange page = get(new FakeExchange("POST", "/index.html"));
        assertThat(page.status()).isEqualTo(405);
        assertThat(page.header("Allow")).isEqualTo("GET, HEAD");
    }

    private FakeExchange get(FakeExchange exchange) throws Exception {
        servlet.service(exchange.request(), exchange.response());
        return exchange;
    }
}
