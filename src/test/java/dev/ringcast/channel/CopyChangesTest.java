package dev.ringcast.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.ringcast.ffmpeg.NativeRuntime;
import dev.ringcast.media.MediaSegment;
import dev.ringcast.media.Packaging;
import dev.ringcast.testing.Await;
import dev.ringcast.testing.Clips;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Copied sources that change, jump, end, go and come back. */
class CopyChangesTest {
    @TempDir
    private static Path media;

    private static CopyChannels channels;

    @TempDir
    private Path directory;

    @BeforeAll
    static void make() throws Exception {
        NativeRuntime.load();
        Clips.make(media.resolve("one.ts"), 3, 25, 48_000, "-g 25 -bf 2");
        Clips.make(media.resolve("other.ts"), 3, 25, 48_000, "-g 25 -bf 2 -s 480x270 -output_ts_offset 3");
        Clips.make(media.resolve("later.ts"), 3, 25, 48_000, "-g 25 -bf 2 -output_ts_offset 100");
        Clips.make(media.resolve("paused.ts"), 3, 25, 48_000, "-g 50 -bf 2 -output_ts_offset 6.5");
        Clips.make(media.resolve("short.mp4"), 3, 25, 48_000, "-g 25 -bf 2");
        Clips.make(media.resolve("short.mkv"), 3, 25, 22_050, "-g 25 -bf 2");
        concatenate("changing.ts", "one.ts", "other.ts");
        concatenate("jumping.ts", "one.ts", "later.ts");
        concatenate("returning.ts", "later.ts", "one.ts");
        concatenate("hole.ts", "one.ts", "paused.ts");
        channels = new CopyChannels(media);
        // They take their time, so all at once.
        for (String film : List.of("changing.ts", "jumping.ts", "returning.ts", "short.mp4", "short.mkv", "one.ts")) {
            channel(film);
        }
    }

    private static void concatenate(String to, String... from) throws Exception {
        try (OutputStream out = Files.newOutputStream(media.resolve(to))) {
            for (String name : from) {
                Files.copy(media.resolve(name), out);
            }
        }
    }

    private static CopyChannel channel(String film) {
        // All that was ever listed is looked at, however slow the machine.
        return channels.of(film, Map.of("window", "10m"));
    }

    @AfterAll
    static void stop() {
        channels.close();
    }

    @ParameterizedTest
    @EnumSource(Packaging.class)
    void L17_otherSize_beginsAnewWithAnotherInitSegment(Packaging packaging) throws Exception {
        CopyChannel channel = channel("changing.ts");
        Map<String, List<MediaSegment>> runs = runs(channel.segments(packaging, 5));
        assertThat(runs).hasSize(2);
        List<List<MediaSegment>> two = List.copyOf(runs.values());
        requireDiscontinuity(two.get(1).get(0), two.get(0));
        if (packaging == Packaging.CMAF) {
            assertThat(two.get(0).get(0).init().toByteArray())
                    .isNotEqualTo(two.get(1).get(0).init().toByteArray());
        }
        for (List<MediaSegment> run : two) {
            assertThat(decode(run, packaging)).isEmpty();
        }
        assertThat(channel.channel().status().problems()).isEmpty();
        // It is repeated, so each of the two comes again.
        for (String size : List.of("320x180", "480x270")) {
            Await.until(
                    size,
                    Duration.ofMinutes(1),
                    () -> channel.channel().status().input().video().equals("h264 " + size + " 25 fps"));
        }
    }

    @Test
    void L17_timestampsThatJump_beginAnew() throws Exception {
        for (String film : List.of("jumping.ts", "returning.ts")) {
            CopyChannel channel = channel(film);
            List<List<MediaSegment>> two = Await.value("another run", Duration.ofSeconds(90), () -> {
                Map<String, List<MediaSegment>> runs =
                        runs(channel.output(Packaging.CMAF).snapshot().segments());
                return runs.size() < 2 ? Optional.empty() : Optional.of(List.copyOf(runs.values()));
            });
            requireDiscontinuity(two.get(1).get(0), two.get(0));
            for (List<MediaSegment> run : two) {
                assertThat(decode(run, Packaging.CMAF)).isEmpty();
            }
        }
    }

    /** Keyframes are never farther apart than {@code gop} but across the hole. */
    @Test
    void L17_holeInTheTimestamps_beginsAnew_andIsNoMissingKeyframe() throws Exception {
        try (CopyChannel channel = new CopyChannel(media, "file:hole.ts", Map.of("encode", "auto", "gop", "4s"))) {
            assertThat(channel.problem())
                    .isEqualTo("file:hole.ts: a picture is longer than channel.copy.part, or its time goes back; the"
                            + " stream begins anew");
            List<MediaSegment> segments = channel.segments(Packaging.CMAF, 4);
            List<List<MediaSegment>> two = List.copyOf(runs(segments).values());
            requireDiscontinuity(two.get(1).get(0), two.get(0));
            assertThat(channel.channel().status().output().video()).startsWith("copied: ");
        }
    }

    private static void requireDiscontinuity(MediaSegment first, List<MediaSegment> before) {
        MediaSegment last = before.get(before.size() - 1);
        assertThat(first.discontinuity()).isTrue();
        assertThat(first.discontinuitySequence()).isEqualTo(last.discontinuitySequence() + 1);
        assertThat(first.sequence()).isEqualTo(last.sequence() + 1);
        assertThat(first.programDateTime())
                .isAfterOrEqualTo(last.programDateTime().plus(last.duration()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"short.mp4", "short.mkv", "one.ts"})
    void file_atItsEnd_goesOnFromItsBeginning(String film) throws Exception {
        CopyChannel channel = channel(film);
        List<MediaSegment> segments = channel.segments(Packaging.TS, 5);
        assertThat(runs(segments)).hasSize(1);
        assertThat(decode(segments, Packaging.TS)).isEmpty();
        assertThat(channel.channel().status().problems()).isEmpty();
    }

    @Test
    void sourceThatGoesAndComesBack_isAnotherRun() throws Exception {
        byte[] film = Files.readAllBytes(media.resolve("one.ts"));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/one.ts", exchange -> {
            exchange.sendResponseHeaders(200, film.length);
            exchange.getResponseBody().write(film);
            exchange.close();
        });
        server.start();
        String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/one.ts";
        try (CopyChannel channel = new CopyChannel(media, address, Map.of())) {
            List<List<MediaSegment>> two = Await.value("another run", Duration.ofSeconds(90), () -> {
                Map<String, List<MediaSegment>> runs =
                        runs(channel.output(Packaging.CMAF).snapshot().segments());
                return runs.size() < 2 ? Optional.empty() : Optional.of(List.copyOf(runs.values()));
            });
            requireDiscontinuity(two.get(1).get(0), two.get(0));
            assertThat(channel.problem()).contains("the stream ended");
            assertThat(channel.playlist(Packaging.CMAF))
                    .contains("#EXT-X-DISCONTINUITY\n")
                    .doesNotContain("ENDLIST");
        } finally {
            server.stop(0);
        }
    }

    private static Map<String, List<MediaSegment>> runs(List<MediaSegment> segments) {
        return segments.stream()
                .collect(Collectors.groupingBy(MediaSegment::run, LinkedHashMap::new, Collectors.toList()));
    }

    private List<String> decode(List<MediaSegment> segments, Packaging packaging) throws Exception {
        return SegmentFiles.decode(SegmentFiles.write(segments, directory.resolve("media." + packaging.fileEnding())));
    }
}
