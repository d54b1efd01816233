package dev.ringcast.it;

import dev.ringcast.testing.Await;
import dev.ringcast.testing.Http;
import dev.ringcast.testing.TomcatBase;
import dev.ringcast.testing.TomcatProcess;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One Tomcat for all tests of security, started for the first of them: channel {@code live}, open to everybody and with a
 * hostile title; {@code vault}, with a key; {@code door}, whose camera refuses its password. Users are {@code admin},
 * {@code target} (both administrators) and {@code viewer}, each with the password "right". Whatever is secret holds the
 * word "geheim".
 */
final class SecuredTomcat implements BeforeAllCallback {
    static final Duration SOON = Duration.ofSeconds(40);
    static final String SECRET = "geheim";
    static final String TITLE = "<img src=x onerror=window.xss=1>\"'&</script><script>window.xss=1</script>";

    @SuppressWarnings("NullAway.Init") // beforeAll() comes before everything else
    private static Running running;

    private record Running(RtspRefuser camera, TomcatProcess tomcat, Http admin) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            tomcat.close();
            camera.close();
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        // Closed by JUnit after the last test of all.
        running = context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .getOrComputeIfAbsent(SecuredTomcat.class, key -> launch(), Running.class);
        for (String name : List.of("live", "vault")) {
            Await.until("a segment of " + name, SOON, () -> Http.anonymous().status(address(name, "playlist")) == 200);
        }
    }

    static TomcatProcess tomcat() {
        return running.tomcat;
    }

    static RtspRefuser camera() {
        return running.camera;
    }

    static Http admin() {
        return running.admin;
    }

    /** A channel in the administrator's list. */
    static JsonObject channel(String name) throws IOException, InterruptedException {
        return admin()
                .json(tomcat().address("/admin/channels.json"))
                .getJsonArray("channels")
                .getValuesAs(JsonObject.class)
                .stream()
                .filter(channel -> channel.getString("name").equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** One of a channel's addresses in the administrator's list, signed where it needs to be. */
    static URI address(String name, String key) throws IOException, InterruptedException {
        return tomcat().address("/" + channel(name).getString(key));
    }

    private static Running launch() {
        try {
            RtspRefuser camera = RtspRefuser.start();
            TomcatProcess tomcat = TomcatBase.recommended()
                    .war("ROOT", TomcatBase.builtWar())
                    .user("admin", "right", "ringcast-admin")
                    .user("target", "right", "ringcast-admin")
                    .user("viewer", "right", "ringcast-publisher")
                    .file("conf/ringcast.properties", configuration(camera.port()))
                    .start("/");
            return new Running(camera, tomcat, Http.as("admin", "right"));
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("Tomcat could not be started", e);
        }
    }

    private static String configuration(int cameraPort) {
        String small = Stream.of("live", "vault", "door")
                .map(name -> """
                        channel.%1$s.video.size = 160x90
                        channel.%1$s.video.fps = 10
                        channel.%1$s.video.bitrate = 100k
                        channel.%1$s.segment = 1s
                        """.formatted(name))
                .collect(Collectors.joining());
        return """
                channels = live, vault, door
                channel.live.title = %s
                channel.live.source = pattern:
                channel.vault.source = pattern:
                channel.vault.playback.key = geheim-key-0123456789
                channel.vault.playback.key.previous = geheim-key-9876543210
                channel.door.source = rtsp://geheim-user:geheim-password@127.0.0.1:%d/stream?token=geheim-token
                channel.door.source.timeout = 1s
                """.formatted(TITLE, cameraPort) + small;
    }
}
