package dev.ringcast.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.ringcast.testing.FfmpegProgram;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("paired")
class HttpSourceTest {
    @TempDir
    Path folder;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<HttpServer> servers = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        servers.forEach(server -> server.stop(0));
    }

    @Test
    void run_transportStream_comesInRealTimeAndEnds() throws Exception {
        copy("h264-aac.ts");
        RecordingSink sink = new RecordingSink();
        try (RunningSource running = start(serve() + "h264-aac.ts", sink)) {
            assertThat(running.failure(20_000)).endsWith(": the stream ended");
        }
        assertThat(sink.formats()).containsExactly(new SourceFormat("h264 320x180 25 fps", "aac 44100 Hz stereo"));
        assertThat(sink.pictureCount()).isEqualTo(75);
        assertInRealTime(sink, Duration.ofMillis(2960));
    }

    @Test
    void run_mp4_comesInRealTime() throws Exception {
        copy("h264-aac.mp4");
        RecordingSink sink = new RecordingSink();
        try (RunningSource running = start(serve() + "h264-aac.mp4", sink)) {
            assertThat(running.failure(20_000)).endsWith(": the stream ended");
        }
        assertThat(sink.pictureCount()).isEqualTo(50);
        assertInRealTime(sink, Duration.ofMillis(1960));
    }

    /** What is sent while it is made has no size; each stall of the line that was made up for would be delay for good. */
    @ParameterizedTest
    @ValueSource(strings = {"ts", "flv", "mkv", "mp4"})
    void run_streamWithoutASize_isNotSlowedDown(String container) throws Exception {
        String address = live(container, 1);
        RecordingSink sink = new RecordingSink();
        try (RunningSource running = start(address, sink)) {
            assertThat(running.failure(20_000)).endsWith(": the stream ended");
        }
        List<RecordingSink.Picture> pictures = sink.pictures();
        assertThat(pictures).hasSize(75);
        assertThat(Duration.ofNanos(
                        pictures.get(74).arrivedNanos() - pictures.get(0).arrivedNanos()))
                .isLessThan(Duration.ofMillis(2500));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ts", "flv"})
    void run_streamWithoutASize_isNotSlowedDownWhereItIsCopied(String container) throws Exception {
        CopiedTracks copied = CopiedTracks.of(MediaSources.copy(RunningSource.request(live(container, 4))));
        assertThat(copied.end()).endsWith(": the stream ended");
        assertThat(copied.pictures()).hasSizeGreaterThan(250);
        assertThat(copied.took()).isLessThan(Duration.ofSeconds(8));
    }

    @Test
    void run_fileThatIsCopied_comesInRealTime() throws Exception {
        copy("h264-aac.ts");
        CopiedTracks copied = CopiedTracks.of(MediaSources.copy(RunningSource.request(serve() + "h264-aac.ts")));
        assertThat(copied.pictures()).hasSize(75);
        assertThat(copied.took()).isGreaterThan(Duration.ofMillis(2700));
    }

    /** The address of so many times three seconds of a stream whose length nobody tells, and which comes as fast as it can. */
    private String live(String container, int times) throws Exception {
        PlayedFile.make("-stream_loop " + (times - 1) + " -i FILM -c copy "
                + (container.equals("ts") ? "" : "-bsf:a aac_adtstoasc ")
                + (container.equals("mp4") ? "-movflags frag_keyframe+empty_moov+default_base_moof " : "")
                + folder.resolve("live." + container));
        return serve() + "live." + container + "?endless";
    }

    /** The format numbers pictures as if there were 25 a second; at that pace those of a faster camera come ever later. */
    @Test
    void run_picturesWithoutTimes_areNotSlowedDown() throws Exception {
        FfmpegProgram.Result made = FfmpegProgram.run(
                Duration.ofSeconds(20),
                "-v",
                "error",
                "-f",
                "lavfi",
                "-i",
                "testsrc2=s=320x180:r=25",
                "-frames:v",
                "100",
                "-f",
                "mpjpeg",
                folder.resolve("camera.mjpg").toString());
        assertThat(made.code()).isZero();
        RecordingSink sink = new RecordingSink();
        try (RunningSource running = start(serve() + "camera.mjpg", sink)) {
            running.failure(20_000);
        }
        List<RecordingSink.Picture> pictures = sink.pictures();
        assertThat(pictures).hasSize(100);
        RecordingSink.Picture first = pictures.get(0);
        RecordingSink.Picture last = pictures.get(99);
        assertThat(Duration.ofNanos(last.arrivedNanos() - first.arrivedNanos())).isLessThan(Duration.ofSeconds(3));
        assertThat(last.micros() - first.micros()).isBetween(1L, 3_000_000L);
        assertThat(sink.formats()).containsExactly(new SourceFormat("mjpeg 320x180", ""));
    }

    @Test
    void run_hls_comesInRealTimeAndEnds() throws Exception {
        Process segmenter = new ProcessBuilder(
                        "ffmpeg",
                        "-loglevel",
                        "error",
                        "-i",
                        RunningSource.media().resolve("h264-aac.ts").toString(),
                        "-c",
                        "copy",
                        "-f",
                        "hls",
                        "-hls_time",
                        "1",
                        "-hls_list_size",
                        "0",
                        "live.m3u8")
                .directory(folder.toFile())
                .start();
        assertThat(segmenter.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(segmenter.exitValue()).isZero();
        RecordingSink sink = new RecordingSink();
        try (RunningSource running = start(serve() + "live.m3u8", sink)) {
            assertThat(running.failure(20_000)).endsWith(": the stream ended");
        }
        assertThat(sink.pictureCount()).isBetween(70, 75);
        assertInRealTime(sink, Duration.ofMillis(2760));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file://%s",
                "%s",
                "concat:%s",
                "subfile,,start,0,end,99999,,:%s",
                "crypto:file:%s",
                "async:file:%s",
                "data:video/mp2t;base64,RwAA"
            })
    void run_hlsThatNamesFiles_reachesNone(String reference) throws Exception {
        String segment = String.format(reference, RunningSource.media().resolve("h264-aac.ts"));
        String playlist = "#EXTM3U\n#EXT-X-TARGETDURATION:3\n#EXT-X-MAP:URI=\"" + segment + "\"\n#EXTINF:3,\n" + segment
                + "\n#EXT-X-ENDLIST\n";
        Files.writeString(folder.resolve("inner.m3u8"), playlist);
        Files.writeString(folder.resolve("outer.m3u8"), "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1000\ninner.m3u8\n");
        String base = serve();
        for (String name : new String[] {"inner.m3u8", "outer.m3u8"}) {
            RecordingSink sink = new RecordingSink();
            try (RunningSource running = start(base + name, sink)) {
                running.failure(20_000);
            }
            assertThat(sink.pictures()).isEmpty();
            assertThat(sink.sounds()).isEmpty();
        }
        assertThat(asked).contains("/outer.m3u8", "/inner.m3u8");
    }

    @Test
    void run_notFound_fails() throws Exception {
        try (RunningSource running = start(serve() + "none.ts?token=geheim", new RecordingSink())) {
            assertThat(running.failure(10_000))
                    .contains("none.ts?token=***: cannot be opened")
                    .contains("404");
        }
    }

    @Test
    void run_selfSignedCertificate_isRefused() throws Exception {
        copy("h264-aac.ts");
        RecordingSink sink = new RecordingSink();
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
        server.setHttpsConfigurator(new HttpsConfigurator(
                TestCertificate.make(folder, "ip:127.0.0.1").context()));
        String base = start(server, "https");
        try (RunningSource running = start(base + "h264-aac.ts", sink)) {
            assertThat(running.failure(10_000)).contains("cannot be opened");
        }
        assertThat(asked).isEmpty();
        assertThat(NetworkInput.authorities()).as("the system's authorities").isPresent();
    }

    private static void assertInRealTime(RecordingSink sink, Duration least) {
        List<RecordingSink.Picture> pictures = sink.pictures();
        long took = pictures.get(pictures.size() - 1).arrivedNanos()
                - pictures.get(0).arrivedNanos();
        assertThat(Duration.ofNanos(took)).isBetween(least.minusMillis(250), least.plusSeconds(3));
    }

    private static RunningSource start(String address, SourceSink sink) throws SourceException {
        return RunningSource.start(RunningSource.request(address), sink);
    }

    private void copy(String name) throws IOException {
        Files.copy(RunningSource.media().resolve(name), folder.resolve(name));
    }

    private String serve() throws IOException {
        return start(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5), "http");
    }

    private String start(HttpServer server, String scheme) {
        servers.add(server);
        server.createContext("/", this::answer);
        server.start();
        return scheme + "://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        asked.add(path);
        Path file = folder.resolve(path.substring(1));
        byte[] body =
                Files.isRegularFile(file) ? Files.readAllBytes(file) : "not found".getBytes(StandardCharsets.US_ASCII);
        boolean endless = exchange.getRequestURI().getQuery() != null;
        exchange.sendResponseHeaders(Files.isRegularFile(file) ? 200 : 404, endless ? 0 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
