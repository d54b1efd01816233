package dev.ringcast.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ringcast.config.ConfigLoader;
import dev.ringcast.ffmpeg.NativeRuntime;
import dev.ringcast.media.MediaSegment;
import dev.ringcast.media.Packaging;
import dev.ringcast.media.PartialSegment;
import dev.ringcast.playlist.RenderedPlaylist;
import dev.ringcast.rules.ParsedPlaylist;
import dev.ringcast.rules.PlaylistRuleChecker;
import dev.ringcast.testing.Await;
import dev.ringcast.testing.Mp4;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A channel with three pictures and sound alone in both packagings, at a frame rate that is no whole number: one with half
 * of its pictures stands between two that have them all.
 */
@Tag("alone")
class RenditionsTest {
    private static final int SEGMENTS = 3;
    private static final int FRAMES_PER_SEGMENT = 24;
    private static final List<String> RENDITIONS = List.of("360p", "240p", "144p", "audio");

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
                "ringcast.channel.card.ladder", "360p:800k, 240p:12000/1001fps:baseline, 144p, audio",
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
                PLAYLISTS.put(output, text(output.playlist().orElseThrow().form(false)));
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
    @ValueSource(strings = {"360p", "240p", "144p", "audio"})
    void cmaf_eachPart_isOneFragmentThatFollowsTheOneBefore(String rendition) {
        Fragments.requireContinuous(segments(rendition, Packaging.CMAF), rendition.equals("audio") ? 1 : 2);
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
        return SegmentFiles.decode(SegmentFiles.write(segments, file));
    }

    @ParameterizedTest
    @EnumSource(Packaging.class)
    void L27_halfOfThePictures_areThoseOfEachSecondBeatAndTheSameSegmentsBeginWithAnIdr(Packaging packaging)
            throws Exception {
        List<Double> all = times("360p", packaging);
        List<Double> half = times("240p", packaging);

        // Whole segments only: the run ends in the middle of one.
        int whole = SEGMENTS * FRAMES_PER_SEGMENT;
        assertThat(all).hasSizeGreaterThanOrEqualTo(whole);
        assertThat(half).hasSizeGreaterThanOrEqualTo(whole / 2);
        for (int i = 0; i < whole / 2; i++) {
            assertThat(half.get(i)).isCloseTo(all.get(2 * i), within(0.0001));
        }
        for (String rendition : List.of("360p", "240p", "144p")) {
            List<Double> keys = times(rendition, packaging, "-skip_frame", "nokey");
            for (int i = 0; i < SEGMENTS; i++) {
                assertThat(keys.get(i)).isCloseTo(all.get(i * FRAMES_PER_SEGMENT), within(0.0001));
            }
        }
    }

    @Test
    void L27_cmaf_picturesAndSoundBeginAtTheSameTimeInAllRenditions() {
        for (String rendition : List.of("360p", "240p", "144p")) {
            MediaSegment first = segments(rendition, Packaging.CMAF).get(0);
            List<Mp4.TrackFragment> tracks = Mp4.tracks(
                    Mp4.boxes(first.parts().get(0).bytes().toByteArray()).get(0));
            List<Long> scales = Mp4.timescales(first.init().toByteArray());
            assertThat(tracks.get(0).decodeTime()).isEqualTo(10 * scales.get(0));
        }
    }

    @Test
    void profile_isTheRungsOwn() throws Exception {
        assertThat(profile("360p")).isEqualTo("High");
        assertThat(profile("240p")).isEqualTo("Constrained Baseline");
        assertThat(profile("144p")).isEqualTo("High");
    }

    private String profile(String rendition) throws Exception {
        Path file = directory.resolve("one.ts");
        SegmentFiles.write(segments(rendition, Packaging.TS), file);
        return SegmentFiles.probe(file, "v", "stream=profile").get(0);
    }

    /** When the decoded pictures are to be shown, in seconds. */
    private List<Double> times(String rendition, Packaging packaging, String... options) throws Exception {
        Path file = directory.resolve("media." + packaging.fileEnding());
        SegmentFiles.write(segments(rendition, packaging), file);
        return SegmentFiles.probe(file, "v", "frame=pts_time", options).stream()
                .map(Double::valueOf)
                .toList();
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
        assertThat(found).hasSize(4);
        assertThat(found.get(0))
                .matches("CODECS=\"avc1.6400..,mp4a.40.2\",RESOLUTION=640x360,FRAME-RATE=23.976 360p/" + name);
        assertThat(found.get(1))
                .matches("CODECS=\"avc1.42[0-9a-f]{2}..,mp4a.40.2\",RESOLUTION=426x240,FRAME-RATE=11.988 240p/" + name);
        assertThat(found.get(2))
                .matches("CODECS=\"avc1.6400..,mp4a.40.2\",RESOLUTION=256x144,FRAME-RATE=23.976 144p/" + name);
        assertThat(found.get(3)).isEqualTo("CODECS=\"mp4a.40.2\" audio/" + name);
    }

    @Test
    void L38_everyPlaylist_reportsTheOtherOfItsPackaging() {
        assertThat(reports("360p", Packaging.CMAF))
                .containsExactly("../240p/cmaf.m3u8", "../144p/cmaf.m3u8", "../audio/cmaf.m3u8");
        assertThat(reports("audio", Packaging.TS))
                .containsExactly("../360p/ts.m3u8", "../240p/ts.m3u8", "../144p/ts.m3u8");
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
