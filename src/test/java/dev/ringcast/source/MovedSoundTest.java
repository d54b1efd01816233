package dev.ringcast.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.ringcast.ffmpeg.NativeRuntime;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sender of MPEG-TS whose sound has another PID or another codec from some moment on: it has to be opened anew. */
@Tag("alone")
class MovedSoundTest {
    private static final Duration SILENCE = Duration.ofSeconds(3);

    @TempDir
    Path folder;

    private HttpServer server;

    @BeforeAll
    static void load() throws Exception {
        NativeRuntime.load();
    }

    /** In a file FFmpeg looks at the end before it begins, and knows all tracks. */
    @BeforeEach
    void serve() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] film = Files.readAllBytes(folder.resolve("film.ts"));
            exchange.sendResponseHeaders(200, film.length);
            exchange.getResponseBody().write(film);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private SourceRequest request() {
        return RunningSource.request("http://127.0.0.1:" + server.getAddress().getPort() + "/film.ts", SILENCE);
    }

    @Test
    void run_otherCodecOnTheSamePid_isNoticed() throws Exception {
        film("-c:a mp2", "-c:a ac3");
        RecordingSink sink = new RecordingSink();
        try (RunningSource running = RunningSource.start(request(), sink)) {
            assertThat(running.failure(30_000)).endsWith(": the codec of its picture or sound has changed");
        }
        assertThat(sink.soundCount()).isPositive();
    }

    @Test
    void run_otherPid_isNoticedOnceTheSoundHasBeenSilent() throws Exception {
        film("-c:a mp2", "-c:a mp2 -streamid 1:0x120");
        RecordingSink sink = new RecordingSink();
        try (RunningSource running = RunningSource.start(request(), sink)) {
            assertThat(running.failure(30_000)).endsWith(": its sound goes on in another track");
        }
        assertThat(sink.pictureCount()).isBetween(100, 224);
    }

    @Test
    void run_otherPidWhereItIsCopied_isNoticedOnceTheSoundHasBeenSilent() throws Exception {
        film("-c:a aac", "-c:a aac -streamid 1:0x120");
        CopiedTracks copied = CopiedTracks.of(MediaSources.copy(request()));
        assertThat(copied.end()).endsWith(": its sound goes on in another track");
        assertThat(copied.pictures()).hasSizeBetween(100, 224);
    }

    /** It would be played from its beginning, and nobody ever see its end. */
    @Test
    void run_file_isPlayedToItsEnd() throws Exception {
        film("-c:a mp2", "-c:a ac3");
        RecordingSink sink = PlayedFile.play("film.ts", folder, s -> s.pictureCount() > 250);
        assertThat(sink.formats()).hasSize(1);
    }

    /** Three seconds with the one sound, then six with the other. */
    private void film(String sound, String later) throws Exception {
        Path film = folder.resolve("film.ts");
        Path rest = folder.resolve("rest.ts");
        part(3, sound, film);
        part(6, later + " -output_ts_offset 3", rest);
        try (OutputStream out = Files.newOutputStream(film, StandardOpenOption.APPEND)) {
            Files.copy(rest, out);
        }
    }

    private static void part(int seconds, String arguments, Path to) throws Exception {
        PlayedFile.make("-f lavfi -i testsrc2=s=320x180:r=25 -f lavfi -i sine=r=48000 -t " + seconds
                + " -pix_fmt yuv420p -c:v libx264 -preset ultrafast -g 25 " + arguments + " " + to);
    }
}
