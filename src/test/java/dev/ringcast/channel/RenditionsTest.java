package dev.ringcast.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.config.ConfigLoader;
import dev.ringcast.ffmpeg.NativeRuntime;
import dev.ringcast.media.MediaSegment;
import dev.ringcast.media.Packaging;
import dev.ringcast.media.PartialSegment;
import dev.ringcast.playlist.RenderedPlaylist;
import dev.ringcast.rules.ParsedPlaylist;
import dev.ringcast.rules.PlaylistRuleChecker;
import dev.ringcast.testing.Await;
import dev.ringcast.testing.FfmpegProgram;
import dev.ringcast.testing.Mp4;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A channel with two renditions in both packagings, at a frame rate that is no whole number. */
class RenditionsTest {
    private static final int SEGMENTS = 3;
    private static final List<String> RENDITIONS = List.of("360p", "240p", "audio");

    private static LiveChannel channel;
    private static final Map<RenditionOutput, List<MediaSegment>> SERVED = new HashMap<>();

    private static final Map<RenditionOutput, String> PLAYLISTS = new HashMap<>();

    @TempDir
    private Path directory;

    @BeforeAll
    static void run() throws Exception {
        NativeRuntime.load();
        Map<String, String> settings = Map.of(
                "ringcast.channel.card.source", "pattern:",
                "ringcast.channel.card.video.size", "640x360",
                "ringcast.channel.card.video.fps", "23.976",
                "ringcast.channel.card.ladder", "360p:800k, 240p, audio",
                "ringcast.channel.card.segment", "1s",
                "ringcast.channel.card.window", "20s");
        var config = ConfigLoader.load(settings, Map.of(), path -> Optional.empty());
        assertThat(config.problems()).isEmpty();
        channel = new LiveChannel(ChannelPlan.of(config.channels().get(0), config.mediaFolder()));
        channel.start();
        Await.until(
                "three segments",
                Duration.ofSeconds(60),
                () -> channel.snapshot().segments().size() >= SEGMENTS);
        for (String rendition : RENDITIONS) {
            for (Packaging packaging : Packaging.values()) {
                RenditionOutput output = output(rendition, packaging);
                PLAYLISTS.put(output, text(output.playlist().orElseThrow().full()));
            }
        }
        channel.stop();
        for (String rendition : RENDITIONS) {
            for (Packaging packaging : Packaging.values()) {
                RenditionOutput output = output(rendition, packaging);
                SERVED.put(output, output.snapshot().segments());
            }
        }
    }

    @AfterAll
    static void close() {
        channel.close();
    }

    private static RenditionOutput output(String rendition, Packaging packaging) {
        return (RenditionOutput) channel.stream(rendition, packaging).orElseThrow();
    }

    private static List<MediaSegment> segments(String rendition, Packaging packaging) {
        return SERVED.getOrDefault(output(rendition, packaging), List.of());
    }

    @Test
    void L27_allRenditionsAndPackagings_areCutAtTheSameTimes() {
        List<String> cuts = cuts(RENDITIONS.get(0), Packaging.TS);
        assertThat(cuts.size()).isGreaterThanOrEqualTo(SEGMENTS);
        for (String rendition : RENDITIONS) {
            for (Packaging packaging : Packaging.values()) {
                assertThat(cuts(rendition, packaging)).isEqualTo(cuts);
            }
        }
    }

    private static List<String> cuts(String rendition, Packaging packaging) {
        return segments(rendition, packaging).stream()
                .map(segment -> segment.run() + "/" + segment.sequence() + " " + segment.programDateTime() + " "
                        + segment.parts().stream().map(PartialSegment::duration).toList())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"360p", "240p", "audio"})
    void cmaf_eachPart_isOneFragmentThatFollowsTheOneBefore(String rendition) {
        Map<Integer, Long> expected = new HashMap<>();
        for (MediaSegment segment : segments(rendition, Packaging.CMAF)) {
            for (PartialSegment part : segment.parts()) {
                List<Mp4.Box> boxes = Mp4.boxes(part.bytes().toByteArray());
                assertThat(boxes).extracting(Mp4.Box::type).containsExactly("moof", "mdat");
                List<Mp4.TrackFragment> tracks = Mp4.tracks(boxes.get(0));
                assertThat(tracks).hasSize(rendition.equals("audio") ? 1 : 2);
                for (Mp4.TrackFragment track : tracks) {
                    Long before = expected.put(track.track(), track.decodeTime() + track.duration());
                    assertThat(before == null ? track.decodeTime() : before).isEqualTo(track.decodeTime());
                }
            }
        }
        assertThat(expected).hasSize(rendition.equals("audio") ? 1 : 2);
    }

    @ParameterizedTest
    @EnumSource(Packaging.class)
    void ffmpegProgram_everyRendition_decodesWithoutAWarning(Packaging packaging) throws Exception {
        for (String rendition : RENDITIONS) {
            List<String> output = decode(segments(rendition, packaging), packaging);
            assertThat(output).as(rendition).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Packaging.class)
    void L19_everySegment_decodesAlone(Packaging packaging) throws Exception {
        for (MediaSegment segment : segments("240p", packaging)) {
            assertThat(decode(List.of(segment), packaging)).isEmpty();
        }
    }

    private List<String> decode(List<MediaSegment> segments, Packaging packaging) throws Exception {
        Path file = directory.resolve("media." + packaging.fileEnding());
        write(segments, file);
        FfmpegProgram.Result result = FfmpegProgram.run(
                Duration.ofSeconds(60),
                "-nostdin",
                "-v",
                "warning",
                "-xerror",
                "-i",
                file.toString(),
                "-map",
                "0",
                "-f",
                "null",
                "-");
        assertThat(result.code()).isZero();
        return result.output();
    }

    private static void write(List<MediaSegment> segments, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            segments.get(0).init().writeTo(out);
            for (MediaSegment segment : segments) {
                for (PartialSegment part : segment.parts()) {
                    part.bytes().writeTo(out);
                }
            }
        }
    }

    @Test
    void L31_parts_areOfTheTargetButTheLastOfASegment() {
        Duration target = output("360p", Packaging.CMAF).timing().partTarget();
        for (MediaSegment segment : segments("360p", Packaging.CMAF)) {
            List<PartialSegment> whole =
                    segment.parts().subList(0, segment.parts().size() - 1);
            assertThat(whole)
                    .allSatisfy(part -> assertThat(part.duration())
                            .isBetween(target.multipliedBy(85).dividedBy(100), target.plusNanos(1)));
        }
    }

    @ParameterizedTest
    @EnumSource(Packaging.class)
    void multivariantPlaylist_hasEveryRenditionWithItsFigures(Packaging packaging) {
        String text = text(channel.multivariantPlaylist(packaging).orElseThrow());
        List<String> lines = text.lines().toList();
        List<String> found = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("#EXT-X-STREAM-INF:")) {
                found.add(lines.get(i).replaceAll(".*BANDWIDTH=[0-9]+,", "") + " " + lines.get(i + 1));
            }
        }
        String name = packaging.playlistName() + ".m3u8";
        assertThat(found).hasSize(3);
        assertThat(found.get(0))
                .matches("CODECS=\"avc1.6400..,mp4a.40.2\",RESOLUTION=640x360,FRAME-RATE=23.976 360p/" + name);
        assertThat(found.get(1))
                .matches("CODECS=\"avc1.6400..,mp4a.40.2\",RESOLUTION=426x240,FRAME-RATE=23.976 240p/" + name);
        assertThat(found.get(2)).isEqualTo("CODECS=\"mp4a.40.2\" audio/" + name);
    }

    @Test
    void L38_everyPlaylist_reportsTheOtherOfItsPackaging() {
        assertThat(reports("360p", Packaging.CMAF)).containsExactly("../240p/cmaf.m3u8", "../audio/cmaf.m3u8");
        assertThat(reports("audio", Packaging.TS)).containsExactly("../360p/ts.m3u8", "../240p/ts.m3u8");
    }

    private static List<String> reports(String rendition, Packaging packaging) {
        return PlaylistRuleChecker.parse(PLAYLISTS.getOrDefault(output(rendition, packaging), "")).reports().stream()
                .map(ParsedPlaylist.Report::uri)
                .toList();
    }

    private static String text(RenderedPlaylist playlist) {
        return new String(playlist.plain().toByteArray(), StandardCharsets.UTF_8);
    }
}
