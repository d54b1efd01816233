package dev.ringcast.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ringcast.ffmpeg.NativeRuntime;
import dev.ringcast.media.FrameRate;
import dev.ringcast.media.MediaSegment;
import dev.ringcast.media.Packaging;
import dev.ringcast.media.PartialSegment;
import dev.ringcast.rules.ParsedPlaylist;
import dev.ringcast.rules.PlaylistRuleChecker;
import dev.ringcast.rules.Violation;
import dev.ringcast.testing.H264;
import dev.ringcast.testing.Mp4;
import dev.ringcast.testing.MpegTs;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The frame rates that cameras and broadcasters have, each for three segments of 2 s through the real encoders and muxers:
 * what the playlists promise is what the media hold. {@link LongRunTest} goes on for longer at some of them.
 */
class FrameRatesTest {
    private static final List<String> RATES = List.of("23.976", "24", "25", "29.97", "30", "50", "59.94", "60");
    private static final int SEGMENTS = 3;

    /** Less than a frame, and more than what the decimals of a playlist leave out. In seconds. */
    private static final double LITTLE = 0.001;

    private static final Map<String, Walk> WALKS = new HashMap<>();

    @TempDir
    private Path directory;

    @BeforeAll
    static void walk() throws Exception {
        NativeRuntime.load();
        for (String rate : RATES) {
            WALKS.put(rate, new Walk(FrameRate.parse(rate)));
        }
    }

    static Stream<Arguments> walks() {
        return RATES.stream()
                .flatMap(rate -> Stream.of(Packaging.values()).map(packaging -> Arguments.of(rate, packaging)));
    }

    @ParameterizedTest
    @MethodSource("walks")
    void L06_L31_playlists_breakNoRule(String rate, Packaging packaging) {
        assertThat(of(rate).violations(packaging)).isEmpty();
        assertThat(of(rate).playlist(packaging).segments()).hasSize(SEGMENTS);
    }

    @ParameterizedTest
    @MethodSource("walks")
    void L31_eachPart_isFilledToThePartTargetAndLastsAsLongAsItsPictures(String rate, Packaging packaging) {
        Walk walk = of(rate);
        double target = walk.playlist(packaging).partTarget().orElseThrow().doubleValue();
        for (MediaSegment segment : walk.segments(packaging)) {
            List<PartialSegment> parts = segment.parts();
            for (int i = 0; i < parts.size(); i++) {
                double told = parts.get(i).duration().toNanos() / 1e9;
                assertThat(walk.seconds(segment, parts.get(i), packaging)).isCloseTo(told, within(LITTLE));
                assertThat(told).isLessThanOrEqualTo(target);
                assertThat(told).isGreaterThanOrEqualTo(i < parts.size() - 1 ? target * 0.85 : 0);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("walks")
    void L07_extinfsOfAnySegmentsInARow_addUpToTheirPictures(String rate, Packaging packaging) {
        Walk walk = of(rate);
        for (int from = 0; from < SEGMENTS; from++) {
            double pictures = 0;
            BigDecimal told = BigDecimal.ZERO;
            for (int i = from; i < SEGMENTS; i++) {
                MediaSegment segment = walk.segments(packaging).get(i);
                for (PartialSegment part : segment.parts()) {
                    pictures += walk.seconds(segment, part, packaging);
                }
                told = told.add(walk.playlist(packaging).segments().get(i).duration());
                assertThat(told.doubleValue()).isCloseTo(pictures, within(LITTLE));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("walks")
    void L19_L33_eachSegment_beginsWithAnIdrAndHasNoOther(String rate, Packaging packaging) throws Exception {
        for (MediaSegment segment : of(rate).segments(packaging)) {
            for (int i = 0; i < segment.parts().size(); i++) {
                PartialSegment part = segment.parts().get(i);
                assertThat(part.independent()).as("part " + i).isEqualTo(i == 0);
                assertThat(firstSlice(part, packaging) == H264.IDR)
                        .as("part " + i)
                        .isEqualTo(i == 0);
            }
            if (packaging == Packaging.TS) {
                assertThat(H264.slices(MpegTs.pictures(SegmentFiles.bytes(segment))))
                        .hasSize(of(rate).framesPerSegment)
                        .containsOnlyOnce(H264.IDR);
            }
        }
    }

    private static int firstSlice(PartialSegment part, Packaging packaging) {
        byte[] bytes = part.bytes().toByteArray();
        return packaging == Packaging.TS
                ? H264.slices(MpegTs.pictures(bytes)).get(0)
                : H264.firstSlice(Mp4.boxes(bytes).get(1).content());
    }

    @ParameterizedTest
    @MethodSource("walks")
    void timestamps_ofPictureAndSound_goOnFromSegmentToSegment(String rate, Packaging packaging) throws Exception {
        List<MediaSegment> segments = of(rate).segments(packaging);
        if (packaging == Packaging.CMAF) {
            Fragments.requireContinuous(segments, 2);
            segments.forEach(segment -> requireEven(segment, of(rate).rate));
        } else {
            Path file = SegmentFiles.write(segments, directory.resolve("media.ts"));
            double ticks = 90_000 / of(rate).rate.framesPerSecond();
            assertThat(SegmentFiles.steps(file, "v"))
                    .hasSize(SEGMENTS * of(rate).framesPerSegment - 1)
                    .containsOnly((long) Math.floor(ticks), (long) Math.ceil(ticks));
            assertThat(SegmentFiles.steps(file, "a"))
                    .hasSizeGreaterThan(SEGMENTS * 90)
                    .containsOnly(1920L);
        }
    }

    /** A frame that is missing would make the one before it longer. */
    private static void requireEven(MediaSegment segment, FrameRate rate) {
        long scale = Mp4.timescales(segment.init().toByteArray()).get(0);
        for (PartialSegment part : segment.parts()) {
            List<Mp4.TrackFragment> tracks = Fragments.tracks(part);
            assertThat(tracks.get(0).duration() * rate.numerator())
                    .isEqualTo(tracks.get(0).samples() * scale * rate.denominator());
            assertThat(tracks.get(1).duration()).isEqualTo(tracks.get(1).samples() * (long) LongRun.FRAME_SAMPLES);
        }
    }

    private static Walk of(String rate) {
        return Optional.ofNullable(WALKS.get(rate)).orElseThrow();
    }

    /** What has become of some segments at one rate. */
    private static final class Walk {
        private final FrameRate rate;
        private final int framesPerSegment;
        private final Map<Packaging, List<MediaSegment>> segments = new EnumMap<>(Packaging.class);
        private final Map<Packaging, ParsedPlaylist> playlists = new EnumMap<>(Packaging.class);
        private final Map<Packaging, List<Violation>> violations = new EnumMap<>(Packaging.class);

        Walk(FrameRate rate) throws Exception {
            this.rate = rate;
            Map<Packaging, PlaylistRuleChecker> checkers = new EnumMap<>(Packaging.class);
            try (LongRun run = new LongRun(rate, 0)) {
                framesPerSegment = run.cadence().framesPerSegment();
                for (int i = 0; i < SEGMENTS; i++) {
                    run.segment();
                    for (Packaging packaging : Packaging.values()) {
                        String playlist = run.playlist(packaging);
                        violations
                                .computeIfAbsent(packaging, key -> new ArrayList<>())
                                .addAll(checkers.computeIfAbsent(packaging, key -> new PlaylistRuleChecker())
                                        .observe(playlist, run.now()));
                        segments.put(packaging, run.output(packaging).snapshot().segments());
                        playlists.put(packaging, PlaylistRuleChecker.parse(playlist));
                    }
                }
            }
        }

        List<MediaSegment> segments(Packaging packaging) {
            return segments.getOrDefault(packaging, List.of());
        }

        ParsedPlaylist playlist(Packaging packaging) {
            return Optional.ofNullable(playlists.get(packaging)).orElseThrow();
        }

        List<Violation> violations(Packaging packaging) {
            return violations.getOrDefault(packaging, List.of());
        }

        /** How long the pictures of a part last, by what its container says. */
        double seconds(MediaSegment segment, PartialSegment part, Packaging packaging) {
            if (packaging == Packaging.TS) {
                long pictures = new MpegTs()
                        .read(part.bytes().toByteArray()).stream()
                                .filter(MpegTs.Start::video)
                                .count();
                return pictures / rate.framesPerSecond();
            }
            long scale = Mp4.timescales(segment.init().toByteArray()).get(0);
            return (double) Fragments.tracks(part).get(0).duration() / scale;
        }
    }
}
