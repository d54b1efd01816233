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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Copied sources that do not fit, change, jump, go and come back. */
class CopyChangesTest {
    private static final Map<String, String> RARE = Map.of("gop", "2s");
    private static final Map<String, String> RARE_ENCODED = new TreeMap<>(Map.of("encode", "auto", "gop", "1s"));
    private static final Map<String, CopyChannel> CHANNELS = new HashMap<>();

    @TempDir
    private static Path media;

    @TempDir
    private Path directory;

    @BeforeAll
    static void make() throws Exception {
        NativeRuntime.load();
        Clips.make(media.resolve("rare.mp4"), 8, 25, 48_000, "-g 250");
        // As broadcasters send: pictures to join at, but no IDR.
        String open = "-bf 2 -x264-params open-gop=1:keyint=25 -bsf:v filter_units=remove_types=5";
        Clips.make(media.resolve("open.ts"), 8, 25, 48_000, open);
        Clips.make(media.resolve("hevc.mp4"), 4, 25, 48_000, "-c:v libx265 -x265-params log-level=none");
        Clips.make(media.resolve("mpeg.mkv"), 2, 25, 48_000, "-g 25 -c:a mp2");
        Clips.make(media.resolve("slow.mp4"), 8, 2, 0, "-g 2");
        Clips.make(media.resolve("one.ts"), 3, 25, 48_000, "-g 25 -bf 2");
        Clips.make(media.resolve("other.ts"), 3, 25, 48_000, "-g 25 -bf 2 -s 480x270 -output_ts_offset 3");
        Clips.make(media.resolve("later.ts"), 3, 25, 48_000, "-g 25 -bf 2 -output_ts_offset 100");
        Clips.make(media.resolve("short.mp4"), 3, 25, 48_000, "-g 25 -bf 2");
        Clips.make(media.resolve("short.mkv"), 3, 25, 22_050, "-g 25 -bf 2");
        concatenate("changing.ts", "one.ts", "other.ts");
        concatenate("jumping.ts", "one.ts", "later.ts");
        concatenate("returning.ts", "later.ts", "one.ts");
        // Those that take their time, all at once.
        for (String film : List.of("changing.ts", "jumping.ts", "returning.ts", "short.mp4", "short.mkv", "one.ts")) {
            channel(film, Map.of());
        }
        channel("rare.mp4", RARE);
        channel("rare.mp4", RARE_ENCODED);
        channel("open.ts", RARE);
        channel("open.ts", RARE_ENCODED);
    }

    private static void concatenate(String to, String... from) throws Exception {
        try (OutputStream out = Files.newOutputStream(media.resolve(to))) {
            for (String name : from) {
                Files.copy(media.resolve(name), out);
            }
        }
    }

    private static CopyChannel channel(String film, Map<String, String> settings) {
        return CHANNELS.computeIfAbsent(film + settings, key -> new CopyChannel(media, "file:" + film, settings));
    }

    @AfterAll
    static void stop() {
        CHANNELS.values().forEach(CopyChannel::close);
        CHANNELS.clear();
    }

    @Test
    void L31_partsThatCannotHoldEnoughPictures_areToldOf() {
        assertThat(channel("short.mp4", Map.of("part", "100ms", "video.fps", "30"))
                        .problem())
                .startsWith("file:short.mp4: with 25 pictures a second")
                .endsWith("set channel.copy.video.fps to the source's frame rate");
    }

    @Test
    void never_keyframesTooRare_endsWithWhatToDo() {
        CopyChannel channel = channel("rare.mp4", RARE);
        assertThat(channel.problem())
                .startsWith("file:rare.mp4: no keyframe for 2.08 s, and channel.copy.gop is 2 s;"
                        + " channel.copy.encode=always serves it all the same");
        Await.until(
                "a failed channel",
                Duration.ofMinutes(1),
                () -> channel.channel().status().state() instanceof ChannelState.Failed);
        List<MediaSegment> segments = channel.output(Packaging.TS).snapshot().segments();
        assertThat(segments)
                .isNotEmpty()
                .allSatisfy(segment -> assertThat(segment.duration()).isLessThan(Duration.ofMillis(2500)));
    }

    @Test
    void never_noIdrAtAll_isRefused() {
        CopyChannel channel = channel("open.ts", RARE);
        assertThat(channel.problem())
                .startsWith("file:open.ts: no keyframe that players can begin with (IDR) for 2.08 s,"
                        + " and channel.copy.gop is 2 s; channel.copy.encode=always serves it all the same");
    }

    @Test
    void never_hevc_isRefused() {
        CopyChannel channel = channel("hevc.mp4", Map.of());
        assertThat(channel.problem())
                .startsWith("file:hevc.mp4: its picture is hevc, and only h264 can be copied;"
                        + " channel.copy.encode=always serves it all the same");
    }

    @Test
    void never_soundThatIsNotAac_isRefused() {
        CopyChannel channel = channel("mpeg.mkv", Map.of());
        assertThat(channel.problem()).contains("its sound is mp2, and only aac can be copied");
    }

    @Test
    void never_testCard_isRefused() {
        try (CopyChannel channel = new CopyChannel(media, "pattern:", Map.of())) {
            assertThat(channel.problem()).contains("not encoded yet", "encode=always");
        }
    }

    @Test
    void never_picturesLongerThanAPart_areRefused() {
        CopyChannel channel = channel("slow.mp4", Map.of());
        assertThat(channel.problem()).contains("its pictures are 0.5 s apart, longer than channel.copy.part");
    }

    @Test
    void auto_hevc_isEncodedAndTheReasonShown() {
        CopyChannel channel = channel("hevc.mp4", Map.of("encode", "auto"));
        channel.segments(Packaging.CMAF, 2);
        ChannelStatus status = channel.channel().status();
        assertThat(status.output().video())
                .startsWith("h264 320x180 25 fps")
                .endsWith("; encoded because file:hevc.mp4: its picture is hevc, and only h264 can be copied");
        assertThat(channel.problem()).startsWith("encoded because file:hevc.mp4: its picture is hevc");
        assertThat(channel.playlist(Packaging.CMAF)).contains("#EXT-X-TARGETDURATION:5\n");
    }

    @Test
    void auto_keyframesTooRare_isEncodedFromThenOn() {
        CopyChannel channel = channel("rare.mp4", RARE_ENCODED);
        List<MediaSegment> segments = channel.segments(Packaging.CMAF, 4);
        assertThat(segments.get(0).duration()).isLessThan(Duration.ofMillis(1500));
        // On a busy machine the encoder is not open at once, and a gap stands between.
        assertThat(segments.stream().skip(1).filter(segment -> !segment.gap()).findFirst())
                .hasValueSatisfying(
                        encoded -> assertThat(encoded.discontinuity()).isTrue());
        assertThat(channel.problem()).startsWith("encoded because file:rare.mp4: no keyframe for 1.08 s");
        assertThat(channel.channel().status().restarts()).isZero();
    }

    @Test
    void auto_noIdrAtAll_isEncoded() {
        CopyChannel channel = channel("open.ts", RARE_ENCODED);
        channel.segments(Packaging.CMAF, 2);
        assertThat(channel.channel().status().output().video())
                .contains("encoded because file:open.ts: no keyframe that players can begin with (IDR)");
    }

    @Test
    void auto_h264_isCopied() {
        CopyChannel channel = channel("short.mp4", Map.of("encode", "auto"));
        channel.segments(Packaging.CMAF, 1);
        assertThat(channel.channel().status().output().video()).startsWith("copied: ");
    }

    @ParameterizedTest
    @EnumSource(Packaging.class)
    void L17_otherSize_beginsAnewWithAnotherInitSegment(Packaging packaging) throws Exception {
        CopyChannel channel = channel("changing.ts", Map.of());
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
            CopyChannel channel = channel(film, Map.of());
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
        CopyChannel channel = channel(film, Map.of());
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
