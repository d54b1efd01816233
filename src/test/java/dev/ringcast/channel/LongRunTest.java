package dev.ringcast.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.ffmpeg.NativeRuntime;
import dev.ringcast.media.FrameRate;
import dev.ringcast.media.MediaSegment;
import dev.ringcast.media.Packaging;
import dev.ringcast.media.PartialSegment;
import dev.ringcast.rules.ParsedPlaylist;
import dev.ringcast.rules.PlaylistRuleChecker;
import dev.ringcast.testing.Mp4;
import dev.ringcast.testing.MpegTs;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A run that goes on for days: the timestamps of MPEG-TS begin anew after 26.5 hours, those of CMAF outgrow 32 bits, and
 * nothing drifts. As a rule it is a minute around the moment at which MPEG-TS wraps; {@code ./mvnw test
 * -Dtest=LongRunTest -Dlong.hours=30} goes all the way from the beginning, with {@code -Dlong.fps=23.976} at another frame
 * rate than 29.97.
 */
class LongRunTest {
    private static final long HOURS = Long.getLong("long.hours", 0);
    private static final long WRAP = 1L << 33;
    private static final long TICKS = 90_000;
    private static final long SECONDS_AROUND = 30;

    /** Every so many segments their durations are summed up; a playlist has more. */
    private static final long SUMMED_SEGMENTS = 10;

    /** Earlier beats are a multiple of it: see {@link LongRun}. */
    private static final long WHOLE = 20;

    private final PlaylistRuleChecker checker = new PlaylistRuleChecker();

    @BeforeAll
    static void load() throws Exception {
        NativeRuntime.load();
    }

    static Stream<String> rates() {
        return HOURS > 0 ? Stream.of(System.getProperty("long.fps", "29.97")) : Stream.of("25", "29.97", "23.976");
    }

    @ParameterizedTest
    @MethodSource("rates")
    void run_pastTheWrapOfTimestamps_neitherBreaksNorDrifts(String text) throws Exception {
        FrameRate rate = FrameRate.parse(text);
        double seconds = HOURS > 0 ? HOURS * 3600.0 : 2 * SECONDS_AROUND;
        long earlier =
                HOURS > 0 ? 0 : (long) ((WRAP / TICKS - SECONDS_AROUND) * rate.framesPerSecond()) / WHOLE * WHOLE;
        try (LongRun run = new LongRun(rate, earlier)) {
            Ts ts = new Ts(rate, earlier);
            Cmaf cmaf = new Cmaf(rate, earlier);
            List<Object> broken = new ArrayList<>();
            while (run.beats() < seconds * rate.framesPerSecond()) {
                long first = run.beats();
                run.segment();
                for (Packaging packaging : Packaging.values()) {
                    checkTimes(run, first, rate, packaging);
                }
                ts.check(first, last(run, Packaging.TS));
                cmaf.check(first, last(run, Packaging.CMAF));
                String playlist = run.playlist(Packaging.CMAF);
                broken.addAll(checker.observe(playlist, run.now()));
                if (first % (SUMMED_SEGMENTS * run.cadence().framesPerSegment()) == 0) {
                    checkSum(playlist, rate, run.cadence().framesPerSegment());
                }
            }
            assertThat(broken).isEmpty();
            assertThat(ts.wrapped()).isEqualTo(HOURS == 0 || HOURS > WRAP / TICKS / 3600);
            assertThat(run.late()).isZero();
            // Those before the first picture was due.
            assertThat(run.repeated()).isLessThan(3);
        }
    }

    /** L18: each segment's date and duration are those of its pictures, to the nanosecond, however long it has been. */
    private static void checkTimes(LongRun run, long first, FrameRate rate, Packaging packaging) {
        MediaSegment segment = last(run, packaging);
        assertThat(segment.programDateTime()).isEqualTo(LongRun.START.plusNanos(rate.nanosAt(first)));
        assertThat(segment.duration()).isEqualTo(Duration.ofNanos(rate.nanosAt(run.beats()) - rate.nanosAt(first)));
    }

    /** L7: what is written of the durations adds up to that of the pictures. */
    private static void checkSum(String playlist, FrameRate rate, int framesPerSegment) {
        ParsedPlaylist parsed = PlaylistRuleChecker.parse(playlist);
        int count = parsed.segments().size();
        BigDecimal pictures = BigDecimal.valueOf(rate.nanosAt((long) count * framesPerSegment), 9);
        assertThat(parsed.duration().subtract(pictures).abs()).isLessThanOrEqualTo(BigDecimal.valueOf(count, 6));
    }

    private static MediaSegment last(LongRun run, Packaging packaging) {
        return run.output(packaging).snapshot().last().orElseThrow();
    }

    /** The timestamps of MPEG-TS, which the muxer delays by a constant. */
    private static final class Ts {
        private static final long AAC_TICKS = LongRun.FRAME_SAMPLES * TICKS / LongRun.SAMPLE_RATE;

        /** A PES packet carries 0.2 s of sound at most, which is encoded a little before. */
        private static final long MOST_SOUND_TICKS = TICKS * 3 / 10;

        private final FrameRate rate;
        private final long earlier;
        private final MpegTs reader = new MpegTs();
        private long base = -1;
        private long before;
        private boolean wrapped;

        Ts(FrameRate rate, long earlier) {
            this.rate = rate;
            this.earlier = earlier;
        }

        boolean wrapped() {
            return wrapped;
        }

        void check(long first, MediaSegment segment) throws IOException {
            long beat = first;
            for (MpegTs.Start start : reader.read(SegmentFiles.bytes(segment))) {
                if (base < 0) {
                    assertThat(start.video()).as("a run begins with a picture").isTrue();
                    base = Math.floorMod(start.pts() - ticks(0), WRAP);
                    before = start.pts();
                }
                long since = Math.floorMod(start.pts() - base, WRAP);
                if (start.video()) {
                    assertThat(since).as("beat " + beat).isEqualTo(Math.floorMod(ticks(beat), WRAP));
                    wrapped |= start.pts() < before;
                    before = start.pts();
                    beat++;
                } else {
                    long behind = Math.floorMod(ticks(beat) - since + WRAP / 2, WRAP) - WRAP / 2;
                    assertThat(behind).as("sound before beat " + beat).isBetween(-AAC_TICKS, MOST_SOUND_TICKS);
                    assertThat(Math.floorMod(ticks(beat) - behind - ticks(0), AAC_TICKS))
                            .as("sound before beat " + beat)
                            .isZero();
                }
            }
            assertThat(beat - first).isEqualTo(segment.duration().toNanos() / rate.nanosAt(1));
        }

        /** To the nearest tick. */
        private long ticks(long beat) {
            long frames = (earlier + beat) * rate.denominator() * TICKS;
            return (frames + rate.numerator() / 2) / rate.numerator();
        }
    }

    /** The decoding times of CMAF. */
    private static final class Cmaf {
        private final FrameRate rate;
        private final long earlier;
        private final Map<Integer, Long> expected = new HashMap<>();
        private long base = -1;
        private double leastLag = Double.MAX_VALUE;
        private double mostLag = -Double.MAX_VALUE;

        Cmaf(FrameRate rate, long earlier) {
            this.rate = rate;
            this.earlier = earlier;
        }

        void check(long first, MediaSegment segment) {
            List<Long> scales = Mp4.timescales(segment.init().toByteArray());
            long beat = first;
            for (PartialSegment part : segment.parts()) {
                Mp4.Box moof = Mp4.boxes(part.bytes().toByteArray()).get(0);
                List<Mp4.TrackFragment> tracks = Mp4.tracks(moof);
                for (Mp4.TrackFragment track : tracks) {
                    Long follows = expected.put(track.track(), track.decodeTime() + track.duration());
                    assertThat(follows == null ? track.decodeTime() : follows).isEqualTo(track.decodeTime());
                }
                Mp4.TrackFragment pictures = tracks.get(0);
                long ticks = (earlier + beat) * rate.denominator() * scales.get(0) / rate.numerator();
                if (base < 0) {
                    base = pictures.decodeTime() - ticks;
                }
                assertThat(pictures.decodeTime() - base).as("beat " + beat).isEqualTo(ticks);
                beat += pictures.samples();
                checkSound(pictures, tracks.get(1), scales);
            }
        }

        /** Sound is encoded a frame at a time, so it ends within a frame of where it ended before, seen from the picture. */
        private void checkSound(Mp4.TrackFragment pictures, Mp4.TrackFragment sound, List<Long> scales) {
            double lag = (double) (pictures.decodeTime() + pictures.duration()) / scales.get(0)
                    - (double) (sound.decodeTime() + sound.duration()) / scales.get(1);
            leastLag = Math.min(leastLag, lag);
            mostLag = Math.max(mostLag, lag);
            assertThat(mostLag - leastLag).isLessThan((LongRun.FRAME_SAMPLES + 1.0) / LongRun.SAMPLE_RATE);
        }
    }
}
