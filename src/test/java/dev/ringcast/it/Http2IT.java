package dev.ringcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.rules.ParsedPlaylist;
import dev.ringcast.rules.PlaylistRuleChecker;
import dev.ringcast.testing.Await;
import dev.ringcast.testing.Http;
import dev.ringcast.testing.TomcatBase;
import dev.ringcast.testing.TomcatProcess;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTTP/2 over TLS as tomcat-conf/server.xml has it in a comment (L39): Apple's players need it for low latency. */
class Http2IT {
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final int REQUESTS = 50;

    @TempDir
    private Path directory;

    @Test
    void L39_blockingRequests_shareOneConnection() throws Exception {
        KeyStore key = key();
        int port = freePort();
        try (TomcatProcess tomcat = TomcatBase.recommended()
                .war("ROOT", TomcatBase.builtWar())
                .file("conf/server.xml", withTls())
                .file(
                        "conf/privkey.pem",
                        pem("PRIVATE KEY", key.getKey("tomcat", PASSWORD).getEncoded()))
                .file(
                        "conf/cert.pem",
                        pem("CERTIFICATE", key.getCertificate("tomcat").getEncoded()))
                .file(
                        "conf/chain.pem",
                        pem("CERTIFICATE", key.getCertificate("tomcat").getEncoded()))
                .file("conf/ringcast.properties", "channel.live.source = pattern:\nchannel.live.video.size = 320x180\n")
                .option("-Dhttps.port=" + port)
                .start("/")) {
            Await.until(
                    "a first segment",
                    Duration.ofSeconds(30),
                    () -> Http.anonymous().status(tomcat.address("/live/live/180p/cmaf.m3u8")) == 200);
            HttpClient client =
                    HttpClient.newBuilder().sslContext(trusting(key)).build();
            URI playlist = URI.create("https://localhost:" + port + "/live/live/180p/cmaf.m3u8");
            HttpResponse<String> now = get(client, playlist).get(10, TimeUnit.SECONDS);
            assertThat(now.version()).isEqualTo(HttpClient.Version.HTTP_2);
            ParsedPlaylist parsed = PlaylistRuleChecker.parse(now.body());

            List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
            for (int i = 0; i < REQUESTS; i++) {
                waiting.add(get(client, URI.create(playlist + "?_HLS_msn=" + (parsed.lastSequence() + 1))));
            }
            for (CompletableFuture<HttpResponse<String>> each : waiting) {
                HttpResponse<String> answer = each.get(10, TimeUnit.SECONDS);
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
            }
            assertThat(tomcat.complaints()).isEmpty();
        }
    }

    private static CompletableFuture<HttpResponse<String>> get(HttpClient client, URI address) {
        return client.sendAsync(
                HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
    }

    /** The configuration with the HTTPS connector taken out of its comment. */
    private static String withTls() throws Exception {
        String server = Files.readString(Path.of(System.getProperty("tomcat.conf"), "server.xml"));
        String begin = "uncomment this.\n";
        int from = server.indexOf(begin);
        int to = server.indexOf("-->", from);
        assertThat(from).isPositive();
        return server.substring(0, from) + begin + "-->" + server.substring(from + begin.length(), to)
                + server.substring(to + "-->".length());
    }

    private KeyStore key() throws Exception {
        Path file = directory.resolve("key.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "tomcat",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore key = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            key.load(in, PASSWORD);
        }
        return key;
    }

    private static SSLContext trusting(KeyStore key) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("tomcat", key.getCertificate("tomcat"));
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    private static String pem(String type, byte[] bytes) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n";
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
