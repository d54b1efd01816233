package dev.ringcast.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayRequestTest {
    @ParameterizedTest
    @CsvSource({
        "GET http://cam.example/a/b?c=http://d HTTP/1.1, cam.example, 80, GET /a/b?c=http://d HTTP/1.1",
        "GET http://cam.example:8080 HTTP/1.1, cam.example, 8080, GET / HTTP/1.1",
        "GET http://cam.example?x HTTP/1.1, cam.example, 80, GET /?x HTTP/1.1",
        "GET http://[::1]:8080/a b HTTP/1.0, ::1, 8080, GET /a b HTTP/1.0"
    })
    void read_absoluteAddress_isSentOnAsAPath(String line, String host, int port, String sent) throws Exception {
        GatewayRequest request =
                GatewayRequest.read(in(line + "\r\nHost: x\r\n\r\n")).orElseThrow();
        assertThat(request).isEqualTo(new GatewayRequest(false, host, port, sent + "\r\nHost: x\r\n\r\n"));
    }

    /** The second byte of «Å» in UTF-8 is the end of a line to Java's regular expressions. */
    @Test
    void read_pathThatIsNotEscaped_isSentOnAsItIs() throws Exception {
        byte[] line = "GET http://cam.example/Åland/\u2028.ts HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.UTF_8);
        GatewayRequest request =
                GatewayRequest.read(new ByteArrayInputStream(line)).orElseThrow();
        assertThat(request.head().getBytes(StandardCharsets.ISO_8859_1))
                .isEqualTo("GET /Åland/\u2028.ts HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.UTF_8));
    }

    /** FFmpeg would tell of an input/output error and nothing else. */
    @ParameterizedTest
    @CsvSource({
        "GET / HTTP/1.1, this is no request to a proxy",
        "GET http://cam.example:0/ HTTP/1.1, there is no port 0"
    })
    void gateway_notUnderstood_answersAndTellsWhy(String line, String reason) throws Exception {
        Confinement confinement =
                new Confinement("cam.example", List.of(), SourceRequest.Reach.PUBLIC, host -> List.of());
        try (HttpGateway gateway = HttpGateway.open(confinement, Duration.ofSeconds(5));
                Socket socket = new Socket(
                        InetAddress.getLoopbackAddress(),
                        URI.create(gateway.url()).getPort())) {
            socket.getOutputStream().write((line + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            assertThat(answer).startsWith("HTTP/1.1 400 ");
            assertThat(gateway.trouble()).contains("a request for it cannot be understood: " + reason);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "CONNECT cam.example:443 HTTP/1.1, cam.example, 443",
        "CONNECT [fe80::1%eth0]:8443 HTTP/1.1, fe80::1%eth0, 8443"
    })
    void read_tunnel_hasItsPlace(String line, String host, int port) throws Exception {
        assertThat(GatewayRequest.read(in(line + "\r\n\r\n"))).contains(new GatewayRequest(true, host, port, ""));
    }

    /** A page in a browser on the machine cannot make it do anything: browsers send a server its path alone. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1",
                "GET https://cam.example/ HTTP/1.1",
                "GET http://u:p@cam.example/ HTTP/1.1",
                "GET http://cam.example:0/ HTTP/1.1",
                "GET http://cam.example:65536/ HTTP/1.1",
                "CONNECT cam.example HTTP/1.1",
                "CONNECT cam.example:443/x HTTP/1.1",
                "GET http:///x HTTP/1.1",
                "GET http://cam.example/x"
            })
    void read_anythingElse_isRefused(String line) {
        assertThatThrownBy(() -> GatewayRequest.read(in(line + "\r\n\r\n"))).isInstanceOf(IOException.class);
    }

    @Test
    void read_severalRequests_oneAtATime() throws Exception {
        InputStream in =
                in("GET http://a/1 HTTP/1.1\r\n\r\nGET http://A/2 HTTP/1.1\r\n\r\nGET http://b/3 HTTP/1.1\r\n\r\n");
        GatewayRequest first = GatewayRequest.read(in).orElseThrow();
        assertThat(GatewayRequest.read(in).orElseThrow().isToTheHostOf(first)).isTrue();
        assertThat(GatewayRequest.read(in).orElseThrow().isToTheHostOf(first)).isFalse();
        assertThat(GatewayRequest.read(in)).isEmpty();
        assertThatThrownBy(() -> GatewayRequest.read(in("GET http://a/ HT"))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> GatewayRequest.read(in("x".repeat(70_000)))).isInstanceOf(IOException.class);
    }

    private static InputStream in(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
