package dev.ringcast.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Where FFmpeg gets to when a source leads elsewhere. The source is {@code cam.example}, which is 127.0.0.1; {@code OTHER}
 * is 127.0.0.2, where a server counts its callers.
 */
class ConfinedSourceTest {
    private static final Duration SHORT = Duration.ofSeconds(2);
    private static final Map<String, String> HOSTS =
            Map.of("cam.example", "127.0.0.1", "alias.example", "127.0.0.1", "other.example", "127.0.0.2");

    @TempDir
    Path folder;

    private final List<String> asked = new CopyOnWriteArrayList<>();

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.2:PORT/x.ts, 127.0.0.2",
        "http://other.example:PORT/x.ts, other.example (127.0.0.2)",
        "http://[::ffff:127.0.0.2]:PORT/x.ts, ::ffff:127.0.0.2 (127.0.0.2)",
        "http://2130706434:PORT/x.ts, 2130706434 (127.0.0.2)",
        "https://127.0.0.2:PORT/x.ts, 127.0.0.2",
        "https://other.example:PORT/x.ts, other.example (127.0.0.2)",
        "//127.0.0.2:PORT/x.ts, 127.0.0.2"
    })
    void run_redirectOutOfReach_isRefusedAndNamed(String location, String named) throws Exception {
        try (TextServer other = new TextServer("127.0.0.2", head -> "");
                TextServer server = new TextServer(head -> TextServer.redirect(filled(location, other)))) {
            try (RunningSource running = start("http://cam.example:" + server.port() + "/x.ts")) {
                assertThat(running.failure(10_000))
                        .startsWith("http://cam.example:" + server.port() + "/x.ts: cannot be opened: ")
                        .endsWith("it leads to " + named
                                + ", an address of the server itself; source.reach = private would allow that");
            }
            assertThat(server.requests()).containsExactly("GET /x.ts HTTP/1.1");
            assertThat(other.isCalled()).isFalse();
        }
    }

    /** {@code |} stands for the end of a line. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "#EXT-X-STREAM-INF:BANDWIDTH=1000|http://127.0.0.2:PORT/x.m3u8|",
                "#EXT-X-STREAM-INF:BANDWIDTH=1000|https://other.example:PORT/x.m3u8|",
                "#EXT-X-TARGETDURATION:3|#EXTINF:3,|http://127.0.0.2:PORT/x.ts|#EXT-X-ENDLIST|",
                "#EXT-X-TARGETDURATION:3|#EXT-X-KEY:METHOD=AES-128,URI=\"http://other.example:PORT/k\"|#EXTINF:3,|x.ts|",
                "#EXT-X-TARGETDURATION:3|#EXT-X-MAP:URI=\"http://127.0.0.2:PORT/i.mp4\"|#EXTINF:3,|x.m4s|#EXT-X-ENDLIST|"
            })
    void run_playlistOutOfReach_isRefused(String playlist) throws Exception {
        try (TextServer other = new TextServer("127.0.0.2", head -> "");
                TextServer server = new TextServer(head ->
                        TextServer.ok("#EXTM3U\n" + filled(playlist, other).replace('|', '\n')))) {
            try (RunningSource running = start("http://cam.example:" + server.port() + "/a.m3u8")) {
                assertThat(running.failure(20_000)).contains("; it leads to ", "source.reach = private");
            }
            assertThat(server.requests()).isNotEmpty();
            assertThat(other.isCalled()).isFalse();
        }
    }

    /** What TLS needs below it to get through the gateway, a playlist may not name. */
    @ParameterizedTest
    @ValueSource(
            strings = {"httpproxy://127.0.0.2:PORT/x", "crypto:httpproxy://127.0.0.2:PORT/x", "tcp://127.0.0.2:PORT"})
    void run_playlistThatNamesTheGatewaysProtocol_reachesNothing(String segment) throws Exception {
        try (TextServer other = new TextServer("127.0.0.2", head -> "");
                TextServer server = new TextServer(
                        head -> TextServer.ok("#EXTM3U\n#EXT-X-TARGETDURATION:3\n#EXT-X-KEY:METHOD=AES-128"
                                + ",URI=\"" + filled(segment, other) + "\"\n#EXTINF:3,\n" + filled(segment, other)
                                + "\n#EXT-X-ENDLIST\n"))) {
            for (SourceRequest.Reach reach : SourceRequest.Reach.values()) {
                try (RunningSource running = start(request("http://127.0.0.1:" + server.port() + "/a.m3u8", reach))) {
                    running.failure(20_000);
                }
            }
            assertThat(server.requests()).isNotEmpty();
            assertThat(other.isCalled()).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PUBLIC, http://cam.example:PORT/y.ts",
        "PUBLIC, http://alias.example:PORT/y.ts",
        "PUBLIC, http://127.0.0.1:PORT/y.ts",
        "PUBLIC, /y.ts",
        "PRIVATE, http://127.0.0.2:PORT/y.ts"
    })
    void run_redirectWithinReach_isFollowed(SourceRequest.Reach reach, String location) throws Exception {
        String address = location.contains("127.0.0.2") ? "127.0.0.2" : "127.0.0.1";
        try (TextServer target =
                        new TextServer(address, head -> "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
                TextServer server = new TextServer(head -> head.get(0).contains("/y.ts")
                        ? "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
                        : TextServer.redirect(filled(location, target)))) {
            SourceRequest request = request("http://cam.example:" + server.port() + "/x.ts", reach);
            try (RunningSource running = start(request)) {
                assertThat(running.failure(10_000)).contains("404").doesNotContain("leads");
            }
            assertThat(location.startsWith("/") ? server.requests() : target.requests())
                    .contains("GET /y.ts HTTP/1.1");
        }
    }

    /** The name server gives another address each time it is asked. */
    @Test
    void run_rebinding_staysWithTheFirstAddress() throws Exception {
        try (TextServer other = new TextServer("127.0.0.2", head -> "");
                TextServer server = new TextServer(head -> head.get(0).contains("/y.ts")
                        ? "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
                        : TextServer.redirect("/y.ts"))) {
            Confinement.Resolver rebinding = name -> {
                asked.add(name);
                return List.of(InetAddress.getByName("127.0.0." + asked.size()));
            };
            SourceRequest request =
                    request("http://cam.example:" + server.port() + "/x.ts", SourceRequest.Reach.PUBLIC);
            try (RunningSource running = start(request, rebinding, Optional.empty(), Optional.empty())) {
                assertThat(running.failure(10_000)).contains("404");
            }
            assertThat(asked).containsExactly("cam.example");
            assertThat(server.requests()).containsExactly("GET /x.ts HTTP/1.1", "GET /y.ts HTTP/1.1");
            assertThat(other.isCalled()).isFalse();
        }
    }

    @Test
    void run_environmentThatGoesPastTheGateway_isRefused() throws Exception {
        SourceRequest request = request("http://cam.example/x.ts", SourceRequest.Reach.PUBLIC);
        try (RunningSource running =
                start(request, ConfinedSourceTest::resolve, Optional.empty(), Optional.of("127.0.0.2,localhost"))) {
            assertThat(running.failure(10_000)).contains("no_proxy", "source.reach = any");
        }
    }

    @Test
    void run_nobodyListens_saysWhere() throws Exception {
        int port;
        try (TextServer gone = new TextServer(head -> "")) {
            port = gone.port();
        }
        try (RunningSource running = start("http://cam.example:" + port + "/x.ts")) {
            assertThat(running.failure(10_000)).contains("; no connection to cam.example, port " + port + ": ");
        }
    }

    /** Through the gateway, the certificate is checked against the name that was asked for. */
    @ParameterizedTest
    @CsvSource({"cam.example, true", "alias.example, false"})
    void run_tls_isCheckedByName(String host, boolean good) throws Exception {
        TestCertificate certificate = TestCertificate.make(folder, "dns:cam.example");
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().getPath());
            byte[] film = Files.readAllBytes(RunningSource.media().resolve("h264-aac.ts"));
            exchange.sendResponseHeaders(200, film.length);
            exchange.getResponseBody().write(film);
            exchange.close();
        });
        server.start();
        // The first handshake takes long on a busy machine.
        SourceRequest request = RunningSource.request(
                "https://" + host + ":" + server.getAddress().getPort() + "/x.ts", Duration.ofSeconds(20));
        RecordingSink sink = new RecordingSink();
        try (RunningSource running = start(
                request, ConfinedSourceTest::resolve, Optional.of(certificate.authorities()), Optional.empty(), sink)) {
            assertThat(running.failure(60_000)).contains(good ? ": the stream ended" : ": cannot be opened: ");
        } finally {
            server.stop(0);
        }
        assertThat(asked).isEqualTo(good ? List.of("/x.ts") : List.of());
        assertThat(sink.pictureCount()).isEqualTo(good ? 75 : 0);
    }

    private static RunningSource start(String address) throws SourceException {
        return start(request(address, SourceRequest.Reach.PUBLIC));
    }

    private static RunningSource start(SourceRequest request) throws SourceException {
        return start(request, ConfinedSourceTest::resolve, Optional.empty(), Optional.empty());
    }

    private static RunningSource start(
            SourceRequest request,
            Confinement.Resolver resolver,
            Optional<Path> authorities,
            Optional<String> exceptions)
            throws SourceException {
        return start(request, resolver, authorities, exceptions, new RecordingSink());
    }

    private static RunningSource start(
            SourceRequest request,
            Confinement.Resolver resolver,
            Optional<Path> authorities,
            Optional<String> exceptions,
            RecordingSink sink)
            throws SourceException {
        ConfinedHttp finder = new ConfinedHttp(request, NetworkInput.of(request, authorities), resolver, exceptions);
        return RunningSource.start(
                new FfmpegSource(finder, request.address(), Pacing.LIVE, FfmpegSource.Manner.SLOWED, request.silence()),
                sink);
    }

    private static SourceRequest request(String address, SourceRequest.Reach reach) {
        SourceRequest usual = RunningSource.request(address, SHORT);
        return new SourceRequest(
                usual.address(),
                usual.mediaFolder(),
                usual.width(),
                usual.height(),
                usual.frameRate(),
                usual.microphone(),
                usual.silence(),
                usual.rtspTransport(),
                reach);
    }

    private static List<InetAddress> resolve(String host) throws UnknownHostException {
        return List.of(InetAddress.getByName(HOSTS.getOrDefault(host, host)));
    }

    private static String filled(String text, TextServer other) {
        return text.replace("PORT", Integer.toString(other.port()));
    }
}
