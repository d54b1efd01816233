package dev.ringcast.it;

import static dev.ringcast.it.SecuredTomcat.SECRET;
import static dev.ringcast.it.SecuredTomcat.admin;
import static dev.ringcast.it.SecuredTomcat.tomcat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.testing.Http;
import dev.ringcast.testing.RawHttp;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an attacker tries at the addresses of a real Tomcat. */
@ExtendWith(SecuredTomcat.class)
class SecurityIT {
    @Test
    void everyMapping_hasARowInTheTable() throws Exception {
        Set<String> rows =
                new LinkedHashSet<>(Access.TABLE.stream().map(Access::mapping).toList());
        assertThat(rows).containsExactlyInAnyOrderElementsOf(Access.mappings());
    }

    @ParameterizedTest
    @FieldSource("dev.ringcast.it.Access#TABLE")
    void address_forEachRole_isWhatTheTableSays(Access row) throws Exception {
        URI address = tomcat().address(row.path());
        assertThat(List.of(
                        status(Http.anonymous(), row.method(), address),
                        status(Http.as("viewer", "right"), row.method(), address),
                        status(admin(), row.method(), address)))
                .containsExactly(row.anonymous(), row.viewer(), row.admin());
    }

    /** Whoever gets at the admin API without credentials by another spelling of its address. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/admin;x/channels.json",
                "/admin/;x/channels.json",
                "/;x/admin/channels.json",
                "//admin/channels.json",
                "/./admin/channels.json",
                "/live/../admin/channels.json",
                "/live/..;/admin/channels.json",
                "/js/%2e%2e/admin/channels.json",
                "/%61dmin/channels.json",
                "/admin%2fchannels.json",
                "/admin%5cchannels.json",
                "/admin\\channels.json",
                "/ADMIN/channels.json",
                "/admin/channels.json%00.m3u8",
                "/admin/channels.json;.m3u8",
                "/admin/x.m3u8/../channels.json"
            })
    void admin_otherSpelling_isRefusedToo(String path) throws Exception {
        RawHttp.Reply reply = RawHttp.send(tomcat().address("/"), "GET " + path);
        assertThat(reply.status()).isIn(400, 401, 404);
        assertThat(reply.body()).doesNotContain("\"channels\"");
    }

    static Stream<String> traversals() {
        List<String> up = List.of(
                "../",
                "..%2f",
                "%2e%2e/",
                "%2e%2e%2f",
                "%252e%252e%252f",
                "..%5c",
                "..\\",
                "..;/",
                ".;/../",
                "%c0%ae%c0%ae%c0%af",
                "%e0%80%ae%e0%80%ae/",
                "..%00/",
                "....//",
                "%u002e%u002e/");
        List<String> from =
                List.of("/", "/live/", "/live/live/", "/live/vault/~x/", "/admin-assets/", "/vendor/hls.js/");
        List<String> ends = List.of(
                "WEB-INF/web.xml", "WEB-INF/web.xml%00.m3u8", "WEB-INF/web.xml;.ts", "conf/ringcast.properties");
        List<String> paths = new ArrayList<>(List.of(
                "/WEB-INF;x/web.xml",
                "/%57EB-INF/web.xml",
                "/web-inf/web.xml",
                "/WEB-INF./web.xml",
                "/WEB-INF%20/web.xml",
                "/WEB-INF/admin.html",
                "/META-INF/sbom/ringcast.cdx.json",
                "/live/WEB-INF/x.m3u8",
                "/WEB-INF/x.jpg"));
        for (String start : from) {
            for (String end : ends) {
                up.forEach(step -> paths.add(start + step.repeat(3) + end));
                up.forEach(step -> paths.add(start + step + end));
            }
        }
        return paths.stream();
    }

    /** Wowza CVE-2018-19365 and its like: no address leads out of where it begins. */
    @Test
    void traversal_anyEncoding_readsNoFile() throws Exception {
        for (String path : traversals().toList()) {
            RawHttp.Reply reply = RawHttp.send(tomcat().address("/"), "GET " + path);
            assertThat(reply.status()).as(path).isIn(400, 401, 403, 404);
            assertThat(reply.body()).as(path).doesNotContain("<web-app", "channel.", SECRET, "csrf", "bomFormat");
        }
    }

    static Stream<String> paths() {
        return Access.TABLE.stream().map(Access::path).distinct();
    }

    @ParameterizedTest
    @MethodSource("paths")
    void answer_everyAddress_hasTheHeadersAndTellsNoVersion(String path) throws Exception {
        for (String method : List.of("GET", "POST", "OPTIONS", "FOO", "get")) {
            RawHttp.Reply reply = RawHttp.send(tomcat().address("/"), method + " " + path, "Content-Length: 0");
            assertThat(reply.status()).as(method).matches(status -> status < 500 || status == 501);
            String policy = reply.header("Content-Security-Policy").orElse("");
            if (!policy.startsWith("default-src 'none'; ")) {
                assertThat(policy)
                        .as(method)
                        .contains("default-src 'self'", "script-src 'self';", "object-src 'none'", "base-uri 'none'");
            }
            assertThat(reply.header("X-Content-Type-Options")).as(method).hasValue("nosniff");
            assertThat(reply.header("Referrer-Policy")).as(method).hasValue("no-referrer");
            assertThat(reply.header("Cross-Origin-Resource-Policy")).as(method).isPresent();
            assertThat(reply.header("Server")).isEmpty();
            assertThat(reply.header("X-Powered-By")).isEmpty();
            assertThat(reply.body()).as(method).doesNotContain("Apache Tomcat/", "at org.apache", "Exception");
        }
    }

    /** A player of another origin may read why it was refused; the body itself is never waited for. */
    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "OPTIONS", "POST", "PUT", "FOO"})
    void media_requestWithABody_isRefusedWithTheHeadersForOtherOrigins(String method) throws Exception {
        for (String path : List.of("/live/live/90p/ts.m3u8", "/live/channels.json", "/stream.m3u8", "/live/x")) {
            RawHttp.Reply reply = RawHttp.send(tomcat().address("/"), method + " " + path, "Content-Length: 5");
            assertThat(reply.status()).as(path).isEqualTo(413);
            assertThat(reply.header("Access-Control-Allow-Origin")).as(path).hasValue("*");
            assertThat(reply.header("Access-Control-Expose-Headers")).as(path).isPresent();
            assertThat(reply.header("Cross-Origin-Resource-Policy")).as(path).hasValue("cross-origin");
        }
    }

    @ParameterizedTest
    @MethodSource("paths")
    void method_thatChangesOrEchoes_doesNeither(String path) throws Exception {
        for (String method : List.of("TRACE", "PUT", "DELETE", "PATCH", "PROPFIND", "CONNECT")) {
            RawHttp.Reply reply = RawHttp.send(
                    tomcat().address("/"), method + " " + path, "X-Echo: geheim-echo", "Content-Length: 0");
            assertThat(reply.status()).as(method).isBetween(400, 501).isNotEqualTo(500);
            assertThat(reply.body()).as(method).doesNotContain("geheim-echo");
        }
        RawHttp.Reply overridden = RawHttp.send(
                tomcat().address("/"), "GET " + path, "X-HTTP-Method-Override: DELETE", "X-HTTP-Method: PUT");
        assertThat(overridden.status())
                .isEqualTo(RawHttp.send(tomcat().address("/"), "GET " + path).status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/admin%0d%0aX-Injected:1",
                "/js%0d%0aX-Injected:1",
                "/js?%0d%0aX-Injected:1",
                "/js%0d%0a%0d%0a<script>",
                "/stream.m3u8?_HLS_msn=%0d%0aX-Injected:1",
                "/live/live/90p/cmaf.m3u8?_HLS_skip=%0d%0aX-Injected:1",
                "/?channel=%0d%0aX-Injected:1",
                "//evil.example/js",
                "//evil.example/%2e%2e/js",
                "/\\evil.example/js",
                "/js/..;//evil.example"
            })
    void header_lineBreaksAndHostsInAnAddress_reachNoHeader(String target) throws Exception {
        for (String method : List.of("GET", "HEAD", "POST")) {
            RawHttp.Reply reply = RawHttp.send(tomcat().address("/"), method + " " + target, "Content-Length: 0");
            assertThat(reply.all("X-Injected")).isEmpty();
            assertThat(reply.body()).doesNotContain("<script>", "X-Injected");
            assertThat(reply.header("Location").orElse("/")).matches("/(?![/\\\\]).*");
        }
    }

    /** Cache poisoning: nothing that a cache does not count to its key is told back. */
    @ParameterizedTest
    @MethodSource("paths")
    void header_namesOfOtherHosts_areToldBackNowhere(String path) throws Exception {
        RawHttp.Reply reply = RawHttp.send(
                tomcat().address("/"),
                "GET " + path,
                "X-Forwarded-Host: evil.example",
                "X-Forwarded-Proto: evil.example",
                "X-Original-URL: /evil.example",
                "Forwarded: host=evil.example",
                "Origin: https://evil.example",
                "Referer: https://evil.example/");
        assertThat(reply.body()).doesNotContain("evil.example");
        assertThat(reply.lines()).noneMatch(line -> line.contains("evil.example"));
        assertThat(reply.all("Access-Control-Allow-Credentials")).isEmpty();
    }

    /** Slowloris: a client that never ends its request keeps its connection for ten seconds. */
    @Test
    void connection_headersThatDoNotEnd_isCutOff() throws Exception {
        RawHttp.Reply reply = RawHttp.exchange(tomcat().address("/"), "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ");
        assertThat(reply.status()).isIn(0, 400, 408);
    }

    @Test
    void login_wrongPasswords_lockTheUserOut() throws Exception {
        URI page = tomcat().address("/admin/");
        for (int i = 0; i < 5; i++) {
            assertThat(Http.as("target", "wrong" + i).status(page)).isEqualTo(401);
        }
        assertThat(Http.as("target", "right").status(page)).isEqualTo(401);
        assertThat(Http.as("admin", "right").status(page)).isEqualTo(200);
    }

    private static int status(Http client, String method, URI address) throws IOException, InterruptedException {
        return client.send(method, address, Map.of()).statusCode();
    }
}
