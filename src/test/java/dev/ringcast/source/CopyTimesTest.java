package dev.ringcast.source;

import static dev.ringcast.source.CopyTimes.Placing.GOOD;
import static dev.ringcast.source.CopyTimes.Placing.JUMPED;
import static dev.ringcast.source.CopyTimes.Placing.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;

import dev.ringcast.ffmpeg.NativePacket;
import dev.ringcast.ffmpeg.NativeRuntime;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Timestamps that are missing, equal or elsewhere. They are counted in pictures, of which there are 25 a second. */
class CopyTimesTest {
    /** In ticks of 90 kHz. */
    private static final long PICTURE = 3600;

    /** No timestamp; {@code AV_NOPTS_VALUE}, which cannot be asked for before FFmpeg is loaded. */
    private static final double NONE = Double.NaN;

    private static final long NO_TIME = Long.MIN_VALUE;

    private AVFormatContext context;
    private AVStream stream;

    private record Placed(CopyTimes.Placing placing, double dts, double pts) {}

    @BeforeAll
    static void load() throws Exception {
        NativeRuntime.load();
    }

    @BeforeEach
    void open() {
        context = avformat_alloc_context();
        stream = avformat_new_stream(context, null);
        stream.time_base().num(1);
        stream.time_base().den(90_000);
    }

    @AfterEach
    void close() {
        avformat_free_context(context);
    }

    private CopyTimes times(int reordered, double frames) {
        stream.codecpar().video_delay(reordered);
        return new CopyTimes(stream, frames);
    }

    private static Placed place(CopyTimes times, double dts, double pts) throws Exception {
        return place(times, dts, pts, 0, false);
    }

    private static Placed keyframe(CopyTimes times, double dts, double pts) throws Exception {
        return place(times, dts, pts, 0, true);
    }

    private static Placed place(CopyTimes times, double dts, double pts, double duration, boolean key)
            throws Exception {
        try (NativePacket packet = NativePacket.empty()) {
            AVPacket av = packet.avPacket();
            av.dts(ticks(dts));
            av.pts(ticks(pts));
            av.duration(ticks(duration));
            av.flags(key ? AV_PKT_FLAG_KEY : 0);
            CopyTimes.Placing placing = times.place(av);
            return new Placed(placing, pictures(av.dts()), pictures(av.pts()));
        }
    }

    private static long ticks(double pictures) {
        return Double.isNaN(pictures) ? NO_TIME : Math.round(pictures * PICTURE);
    }

    private static double pictures(long ticks) {
        return ticks == NO_TIME ? NONE : (double) ticks / PICTURE;
    }

    private static double tickAfter(int picture) {
        return pictures(picture * PICTURE + 1);
    }

    private static Placed good(double dts, double pts) {
        return new Placed(GOOD, dts, pts);
    }

    @Test
    void place_noTimes_areUnknownUntilThereIsOne() throws Exception {
        CopyTimes times = times(0, 25);
        for (int i = 0; i < 3; i++) {
            assertThat(keyframe(times, NONE, NONE)).isEqualTo(new Placed(UNKNOWN, NONE, NONE));
        }
        assertThat(keyframe(times, 5, 5)).isEqualTo(good(5, 5));
        assertThat(place(times, NONE, NONE)).isEqualTo(good(6, 6));
    }

    /** As in AVI: when a picture is shown cannot be told where pictures may be reordered. */
    @Test
    void place_timesOfDecodingAlone_areUnknown() throws Exception {
        CopyTimes times = times(1, 25);
        assertThat(keyframe(times, 0, NONE).placing()).isEqualTo(UNKNOWN);
        assertThat(place(times, 1, NONE).placing()).isEqualTo(UNKNOWN);
    }

    @Test
    void place_timeOfPresentationMissing_isAsFarFromDecodingAsBefore() throws Exception {
        CopyTimes times = times(1, 25);
        assertThat(keyframe(times, 0, 2)).isEqualTo(good(0, 2));
        assertThat(place(times, 1, NONE)).isEqualTo(good(1, 3));
    }

    /** Shown in the order of their presentation times, decoded in this one. */
    @Test
    void place_timesOfPresentationAlone_areDecodedEvenlyAndNeverAfterTheyAreShown() throws Exception {
        CopyTimes times = times(1, 25);
        assertThat(keyframe(times, NONE, 10)).isEqualTo(good(9, 10));
        assertThat(place(times, NONE, 12)).isEqualTo(good(10, 12));
        assertThat(place(times, NONE, 11)).isEqualTo(good(11, 11));
        assertThat(place(times, NONE, 14)).isEqualTo(good(12, 14));
        assertThat(place(times, NONE, 13)).isEqualTo(good(13, 13));
        assertThat(place(times, NONE, 13.5)).isEqualTo(good(13.5, 13.5));
    }

    /** What was estimated since the one before may be off. */
    @Test
    void place_timeOfPresentationAloneOfAKeyframe_tellsWhenItIsDecoded() throws Exception {
        CopyTimes times = times(1, 25);
        assertThat(keyframe(times, NONE, 10)).isEqualTo(good(9, 10));
        assertThat(place(times, NONE, 15)).isEqualTo(good(10, 15));
        assertThat(keyframe(times, NONE, 20)).isEqualTo(good(19, 20));
    }

    @Test
    void place_timesMissingInBetween_goOnByThePacketsOwnDuration() throws Exception {
        CopyTimes times = times(0, 25);
        place(times, 0, 0, 0.5, true);
        assertThat(place(times, NONE, NONE, 0.5, false)).isEqualTo(good(0.5, 0.5));
        assertThat(place(times, NONE, NONE, 0.5, false)).isEqualTo(good(1, 1));
    }

    @Test
    void place_timesAndDurationMissing_goOnByTheStepBefore() throws Exception {
        CopyTimes times = times(0, 0);
        keyframe(times, 0, 0);
        place(times, 0.5, 0.5);
        assertThat(place(times, NONE, NONE)).isEqualTo(good(1, 1));
    }

    /** Sound tells how long its frames are, and may come in leaps all the same. */
    @Test
    void expect_frames_goOnByTheirDurationWhateverTheStepBefore() throws Exception {
        CopyTimes times = times(0, 0);
        times.expect(50);
        place(times, 0, 0);
        place(times, 3, 3);
        assertThat(place(times, NONE, NONE)).isEqualTo(good(3.5, 3.5));
    }

    /** An estimate is no time that others could fall behind. */
    @Test
    void place_knownTimeThatAnEstimateHasPassed_isNoJump() throws Exception {
        CopyTimes times = times(1, 25);
        keyframe(times, 0, 1);
        assertThat(place(times, NONE, NONE)).isEqualTo(good(1, 2));
        assertThat(place(times, NONE, NONE)).isEqualTo(good(2, 3));
        assertThat(place(times, 1, 2)).isEqualTo(good(tickAfter(2), tickAfter(2)));
        assertThat(place(times, 3, 4)).isEqualTo(good(3, 4));
    }

    @Test
    void place_equalTimes_areATickApart() throws Exception {
        CopyTimes times = times(0, 25);
        keyframe(times, 7, 7);
        assertThat(place(times, 7, 7)).isEqualTo(good(tickAfter(7), tickAfter(7)));
        assertThat(place(times, 8, 8)).isEqualTo(good(8, 8));
    }

    /** Five seconds are 125 pictures. */
    @ParameterizedTest
    @CsvSource({"225, GOOD", "226, JUMPED", "99, JUMPED", "-1000, JUMPED", "1000000, JUMPED"})
    void place_knownTimeElsewhere_hasJumped(double to, CopyTimes.Placing expected) throws Exception {
        CopyTimes times = times(1, 25);
        keyframe(times, 100, 101);
        assertThat(keyframe(times, to, to + 1)).isEqualTo(new Placed(expected, to, to + 1));
        assertThat(place(times, to + 1, to + 2)).isEqualTo(good(to + 1, to + 2));
    }

    @Test
    void place_timesOfPresentationThatGoBack_haveJumped() throws Exception {
        CopyTimes times = times(0, 25);
        keyframe(times, 100, 100);
        assertThat(keyframe(times, NONE, 50)).isEqualTo(new Placed(JUMPED, 50, 50));
    }

    @Test
    void forget_timesGoOnAnywhereAndCannotBeMissing() throws Exception {
        CopyTimes times = times(0, 25);
        keyframe(times, 100, 100);
        times.forget();
        assertThat(place(times, NONE, NONE).placing()).isEqualTo(UNKNOWN);
        assertThat(place(times, 3, 3)).isEqualTo(good(3, 3));
    }

    /** As an input that is played again. */
    @Test
    void shift_timesFromTheBeginningAgain_goOn() throws Exception {
        CopyTimes times = times(1, 25);
        for (int round = 0; round < 3; round++) {
            assertThat(keyframe(times, 10, 11)).isEqualTo(good(10 + 3 * round, 11 + 3 * round));
            assertThat(place(times, NONE, NONE)).isEqualTo(good(11 + 3 * round, 12 + 3 * round));
            assertThat(place(times, 12, 13)).isEqualTo(good(12 + 3 * round, 13 + 3 * round));
            assertThat(times.length()).isEqualTo(120_000);
            times.shift(times.length());
        }
    }

    /** Two tracks of a file, whose units are not the same, would drift apart. */
    @Test
    void shift_byWhatIsNoWholeUnit_doesNotAddUp() throws Exception {
        CopyTimes times = times(0, 25);
        long micros = times.micros(10) + times.micros(1) / 3;
        for (int round = 0; round < 9000; round++) {
            times.shift(micros);
        }

        assertThat(Math.round(keyframe(times, 0, 0).dts() * PICTURE)).isEqualTo(times.ticks(9000 * micros));
    }

    @Test
    void length_nothingPlaced_isNothing() throws Exception {
        CopyTimes times = times(0, 25);
        place(times, NONE, NONE);
        assertThat(times.length()).isZero();
    }
}
