package dev.ringcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.rules.ParsedPlaylist;
import dev.ringcast.rules.PlaylistRuleChecker;
import dev.ringcast.testing.Await;
import dev.ringcast.testing.Http;
import dev.ringcast.testing.LocalCertificate;
import dev.ringcast.testing.TomcatBase;
import dev.ringcast.testing.TomcatProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTTP/2 over TLS as tomcat-conf/server.xml has it in a comment (L39): Apple's players need it for low latency. */
class Http2IT {
    private static final int REQUESTS = 50;

    @TempDir
    private Path directory;

    @Test
    void L39_blockingRequests_shareOneConnection() throws Exception {
        LocalCertificate certificate = LocalCertificate.make(directory);
        int port = TomcatProcess.freePort();
        try (TomcatProcess tomcat = certificate
                .install(TomcatBase.recommended(), port)
                .war("ROOT", TomcatBase.builtWar())
                .file("conf/ringcast.properties", "channel.live.source = pattern:\nchannel.live.video.size = 320x180\n")
                .start("/")) {
            Await.until(
                    "a first segment",
                    Duration.ofSeconds(30),
                    () -> Http.anonymous().status(tomcat.address("/live/live/180p/cmaf.m3u8")) == 200);
            HttpClient client =
                    HttpClient.newBuilder().sslContext(certificate.trusted()).build();
            URI playlist = URI.create("https://localhost:" + port + "/live/live/180p/cmaf.m3u8");
            HttpResponse<String> now = get(client, playlist).get(10, TimeUnit.SECONDS);
            assertThat(now.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(now.headers().firstValue("Priority")).contains("u=1");
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

    /** The filter in a comment of tomcat-conf/web.xml; framed players must still be possible. */
    @Test
    void hsts_filterUncommented_isToldByHttpsAlone() throws Exception {
        LocalCertificate certificate = LocalCertificate.make(directory);
        int port = TomcatProcess.freePort();
        try (TomcatProcess tomcat = certificate
                .install(TomcatBase.recommended(), port)
                .file("conf/web.xml", LocalCertificate.uncommented("web.xml"))
                .war("ROOT", TomcatBase.builtWar())
                .start("/")) {
            HttpClient client =
                    HttpClient.newBuilder().sslContext(certificate.trusted()).build();
            for (String path : List.of("/", "/live/channels.json", "/absent")) {
                HttpResponse<String> answer = get(client, URI.create("https://localhost:" + port + path))
                        .get(10, TimeUnit.SECONDS);
                assertThat(answer.headers().allValues("Strict-Transport-Security"))
                        .as(path)
                        .containsExactly("max-age=31536000");
                assertThat(answer.headers().allValues("X-Content-Type-Options")).hasSize(1);
                assertThat(answer.headers().firstValue("X-Frame-Options")).isEmpty();
            }
            assertThat(Http.anonymous().get(tomcat.address("/")).headers().firstValue("Strict-Transport-Security"))
                    .isEmpty();
            assertThat(tomcat.complaints()).isEmpty();
        }
    }

    private static CompletableFuture<HttpResponse<String>> get(HttpClient client, URI address) {
        return client.sendAsync(
                HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
    }
}
