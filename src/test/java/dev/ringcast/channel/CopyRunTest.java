package dev.ringcast.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ringcast.ffmpeg.NativeRuntime;
import dev.ringcast.media.MediaSegment;
import dev.ringcast.media.Packaging;
import dev.ringcast.media.PartialSegment;
import dev.ringcast.testing.Clips;
import dev.ringcast.testing.Mp4;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a copied channel serves, of films that {@code ffmpeg} has made. All of them run at once. */
class CopyRunTest {
    private static final int SEGMENTS = 4;

    /** Films of 25 pictures a second. */
    private static final List<String> FILMS =
            List.of("reordered.mp4", "irregular.ts", "silent.mp4", "reordered.ts", "sparse.mkv");

    @TempDir
    private static Path media;

    private static CopyChannels channels;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() throws Exception {
        NativeRuntime.load();
        Clips.make(media.resolve("reordered.mp4"), 8, 25, 48_000, "-g 25 -bf 3 -b_strategy 0");
        Clips.make(
                media.resolve("irregular.ts"),
                12,
                25,
                44_100,
                "-g 250 -bf 2 -force_key_frames 0,0.4,1.24,1.6,3.72,4.2,6.6,8,8.04,9,10.2,11");
        Clips.make(media.resolve("silent.mp4"), 8, 25, 0, "-g 12 -bf 0");
        Clips.make(media.resolve("reordered.ts"), 8, 25, 48_000, "-g 25 -bf 2");
        Clips.make(media.resolve("sparse.mkv"), 12, 25, 22_050, "-g 50 -bf 2");
        channels = new CopyChannels(media);
        FILMS.forEach(CopyRunTest::channel);
    }

    @AfterAll
    static void stop() {
        channels.close();
    }

    private static CopyChannel channel(String film) {
        // The first segments must be there still when the last test looks at them.
        return channels.of(film, Map.of("window", "10m"));
    }

    private static List<MediaSegment> segments(String film, Packaging packaging) {
        return channel(film).segments(packaging, SEGMENTS);
    }

    static Stream<Arguments> films() {
        return FILMS.stream()
                .flatMap(film -> Stream.of(Packaging.values()).map(packaging -> Arguments.of(film, packaging)));
    }

    private Path file(List<MediaSegment> segments, Packaging packaging) throws Exception {
        return SegmentFiles.write(segments, directory.resolve("media." + packaging.fileEnding()));
    }

    @ParameterizedTest
    @MethodSource("films")
    void ffmpegProgram_allSegments_decodesWithoutAWarning(String film, Packaging packaging) throws Exception {
        assertThat(SegmentFiles.decode(file(segments(film, packaging), packaging)))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("films")
    void L19_L07_everySegment_startsWithAnIdrDecodesAloneAndLastsAsLongAsItsFrames(String film, Packaging packaging)
            throws Exception {
        for (MediaSegment segment : segments(film, packaging)) {
            Path file = file(List.of(segment), packaging);
            assertThat(SegmentFiles.decode(file)).isEmpty();
            List<String> flags = SegmentFiles.probe(file, "v", "packet=flags");
            assertThat(flags.get(0)).startsWith("K");
            assertThat(segment.duration()).isEqualTo(Duration.ofMillis(40L * flags.size()));
        }
    }

    @ParameterizedTest
    @MethodSource("films")
    void packets_areTheSourcesOwn(String film, Packaging packaging) throws Exception {
        Path served = file(segments(film, packaging), packaging);
        for (String track : film.startsWith("silent") ? List.of("v") : List.of("v", "a")) {
            List<String> copied = Clips.hashes(served, track);
            List<String> own = Clips.hashes(media.resolve(film), track);
            int first = own.indexOf(copied.get(0));
            assertThat(first).as("first packet of " + track).isBetween(0, 10);
            assertThat(copied).isEqualTo(own.subList(first, first + copied.size()));
        }
    }

    @ParameterizedTest
    @MethodSource("films")
    void soundAndPicture_areAsFarApartAsTheyWere(String film, Packaging packaging) throws Exception {
        if (film.startsWith("silent")) {
            return;
        }
        Path served = file(segments(film, packaging), packaging);
        Path own = media.resolve(film);
        int first = Clips.hashes(own, "a").indexOf(Clips.hashes(served, "a").get(0));
        double was = times(own, "a").get(first) - times(own, "v").get(0);
        double is = packaging == Packaging.TS
                ? times(served, "a").get(0) - times(served, "v").get(0)
                : soundAfterPicture(segments(film, packaging).get(0));
        assertThat(is).isCloseTo(was, within(0.002));
    }

    /** From the boxes: ffprobe moves reordered pictures in a fragmented file. */
    private static double soundAfterPicture(MediaSegment segment) {
        List<Long> scales = Mp4.timescales(segment.init().toByteArray());
        List<Mp4.TrackFragment> tracks = Mp4.tracks(
                Mp4.boxes(segment.parts().get(0).bytes().toByteArray()).get(0));
        Mp4.TrackFragment picture = tracks.get(0);
        Mp4.TrackFragment sound = tracks.get(1);
        return (double) sound.decodeTime() / scales.get(1)
                - (double) (picture.decodeTime() + picture.offset()) / scales.get(0);
    }

    private static List<Double> times(Path file, String track) throws Exception {
        return SegmentFiles.probe(file, track, "packet=pts_time").stream()
                .map(Double::valueOf)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"reordered.mp4", "irregular.ts", "silent.mp4", "reordered.ts", "sparse.mkv"})
    void cmaf_eachPart_isOneFragmentThatFollowsTheOneBefore(String film) {
        Fragments.requireContinuous(segments(film, Packaging.CMAF), film.startsWith("silent") ? 1 : 2);
    }

    @ParameterizedTest
    @MethodSource("films")
    void L31_L33_parts_areFilledToTheTargetAndIndependentWhereTheyBeginWithAnIdr(String film, Packaging packaging)
            throws Exception {
        Duration target = channel(film).output(packaging).timing().partTarget();
        for (MediaSegment segment : segments(film, packaging)) {
            List<PartialSegment> parts = segment.parts();
            assertThat(parts.get(0).independent()).isTrue();
            for (PartialSegment part : parts) {
                assertThat(part.duration()).isLessThanOrEqualTo(target);
            }
            assertThat(parts.subList(0, parts.size() - 1))
                    .allSatisfy(part -> assertThat(part.duration())
                            .isGreaterThanOrEqualTo(target.multipliedBy(85).dividedBy(100)));
        }
    }

    @ParameterizedTest
    @MethodSource("films")
    void L06_L18_segments_areWithinTheTargetAndDatedByTheirMedia(String film, Packaging packaging) {
        List<MediaSegment> segments = segments(film, packaging);
        for (int i = 0; i < segments.size(); i++) {
            MediaSegment segment = segments.get(i);
            assertThat(segment.duration()).isBetween(Duration.ofMillis(980), Duration.ofMillis(5049));
            if (i > 0) {
                MediaSegment before = segments.get(i - 1);
                assertThat(segment.programDateTime())
                        .isEqualTo(before.programDateTime().plus(before.duration()));
                assertThat(segment.run()).isEqualTo(before.run());
            }
        }
        assertThat(channel(film).playlist(packaging)).contains("#EXT-X-TARGETDURATION:5\n");
    }

    @Test
    void irregularKeyframes_cutAtTheFirstAfterASegmentsDuration() {
        assertThat(segments("irregular.ts", Packaging.TS))
                .extracting(segment -> segment.duration().toMillis())
                .containsExactly(1240L, 2480L, 2880L, 1400L);
    }

    @Test
    void silent_keyframesWithinASegment_makeIndependentParts() {
        // Keyframes each 0.48 s, parts of five pictures: pictures 0, 5, 10 … and keyframes 0, 12, 24, 36.
        List<MediaSegment> segments = segments("silent.mp4", Packaging.CMAF);
        assertThat(segments.get(0).duration()).isEqualTo(Duration.ofMillis(1440));
        assertThat(segments.get(0).parts())
                .extracting(PartialSegment::independent)
                .containsExactly(true, false, false, false, false, false, false, false);
    }

    @Test
    void multivariantPlaylist_tellsTheSourcesFigures() {
        segments("reordered.mp4", Packaging.CMAF);
        segments("silent.mp4", Packaging.CMAF);
        assertThat(multivariant("reordered.mp4"))
                .contains("RESOLUTION=320x180", "FRAME-RATE=25.000", "\nsource/cmaf.m3u8\n")
                .containsPattern("CODECS=\"avc1\\.6400[0-9a-f]{2},mp4a\\.40\\.2\"");
        assertThat(multivariant("silent.mp4")).containsPattern("CODECS=\"avc1\\.[0-9a-f]{6}\"");
    }

    private static String multivariant(String film) {
        return new String(
                channel(film)
                        .channel()
                        .multivariantPlaylist(Packaging.CMAF)
                        .orElseThrow()
                        .plain()
                        .toByteArray(),
                StandardCharsets.UTF_8);
    }

    @Test
    void status_saysCopied() {
        segments("irregular.ts", Packaging.TS);
        ChannelStatus status = channel("irregular.ts").channel().status();
        assertThat(status.state()).isInstanceOf(ChannelState.Live.class);
        assertThat(status.output().video()).isEqualTo("copied: h264 320x180 25 fps");
        assertThat(status.output().audio()).isEqualTo("copied: aac 44100 Hz, 1 channels");
        assertThat(status.problems()).isEmpty();
    }

    @Test
    void packagings_areCutAtTheSameTimes() {
        Function<MediaSegment, String> cuts = segment -> segment.run()
                + segment.sequence()
                + segment.programDateTime()
                + segment.parts().stream().map(PartialSegment::duration).toList();
        for (String film : FILMS) {
            assertThat(segments(film, Packaging.TS).stream().map(cuts).toList())
                    .isEqualTo(segments(film, Packaging.CMAF).stream().map(cuts).toList());
        }
    }

    @Test
    void poster_isMade() throws Exception {
        segments("reordered.ts", Packaging.TS);
        assertThat(channel("reordered.ts").channel().poster()).isPresent();
    }
}
