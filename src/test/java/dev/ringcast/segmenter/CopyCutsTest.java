package dev.ringcast.segmenter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CopyCutsTest {
    private static final long MILLI = 1_000_000L;

    /** 2 s and a third, and what is allowed beyond. */
    private final CopyCuts cuts = new CopyCuts(Duration.ofSeconds(2), Duration.ofMillis(343));

    private final List<List<Duration>> segments = new ArrayList<>(List.of(new ArrayList<>()));

    private boolean next(long dts, long pts, boolean idr) {
        Optional<CopyCuts.Cut> cut = cuts.next(dts, pts, idr);
        cut.ifPresent(this::add);
        return cut.isPresent();
    }

    private void add(CopyCuts.Cut cut) {
        for (Duration part : List.of(cut.before(), cut.after())) {
            if (!part.isZero()) {
                segments.get(segments.size() - 1).add(part);
            }
        }
        if (cut.segmentEnds()) {
            segments.add(new ArrayList<>());
        }
    }

    private static Duration sum(List<Duration> parts) {
        return parts.stream().reduce(Duration.ZERO, Duration::plus);
    }

    /** L31: at least 85 % of the part target, at each frame rate where that can be. */
    @ParameterizedTest
    @CsvSource({
        "24000, 1001, 8",
        "24, 1, 8",
        "25, 1, 8",
        "30000, 1001, 10",
        "30, 1, 10",
        "50, 1, 17",
        "60000, 1001, 20",
        "60, 1, 20",
        "15, 1, 5",
        "12, 1, 4",
        "10, 1, 3"
    })
    void L31_evenPictures_fillPartsWithAsManyAsFit(int numerator, int denominator, int expected) {
        long frame = denominator * 1_000_000_000L / numerator;
        int gop = (int) Math.round(2e9 / frame);
        cuts.start(0, 0);
        for (int i = 1; i <= 10 * gop; i++) {
            assertThat(next(i * frame, i * frame, i % gop == 0)).isTrue();
        }
        assertThat(segments).hasSize(11);
        for (List<Duration> parts : segments.subList(0, 10)) {
            assertThat(sum(parts)).isEqualTo(Duration.ofNanos(gop * frame));
            assertThat(parts.subList(0, parts.size() - 1)).containsOnly(Duration.ofNanos(expected * frame));
        }
    }

    /** Whatever the timestamps do, no part is too long, and what is cut is what was there. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void L31_L07_pictures_thatJitter_makeNoPartTooLong(int seed) {
        Random random = new Random(seed);
        long now = 0;
        cuts.start(0, 80 * MILLI);
        for (int i = 1; i <= 3000; i++) {
            now += (10 + random.nextInt(60)) * MILLI;
            assertThat(next(now, now + 80 * MILLI, i % 50 == 0)).isTrue();
        }
        add(cuts.finish());
        assertThat(sum(segments.stream().flatMap(List::stream).toList()))
                .isBetween(Duration.ofNanos(now), Duration.ofNanos(now + 70 * MILLI));
        for (List<Duration> parts : segments.subList(0, segments.size() - 2)) {
            assertThat(sum(parts)).isGreaterThanOrEqualTo(Duration.ofMillis(1980));
            assertThat(parts)
                    .allSatisfy(part -> assertThat(part).isBetween(Duration.ofMillis(1), Duration.ofMillis(343)));
            assertThat(parts.subList(0, parts.size() - 1))
                    .allSatisfy(part -> assertThat(part).isGreaterThan(Duration.ofMillis(343 - 70)));
        }
    }

    /** Containers that count in milliseconds: a keyframe at 1.999 s is one at 2 s, yet segments are not shorter. */
    @Test
    void L11_keyframes_thatComeAMillisecondEarly_countButNeverAddUp() {
        cuts.start(0, 0);
        for (int i = 1; i <= 60 * 40; i++) {
            long now = (i * 1999L / 60) * MILLI;
            assertThat(next(now, now, i % 60 == 0)).isTrue();
        }
        long longer = segments.stream()
                .limit(segments.size() - 1)
                .filter(parts -> sum(parts).compareTo(Duration.ofSeconds(3)) > 0)
                .count();
        assertThat(longer).isBetween(1L, 2L);
        assertThat(sum(segments.get(0))).isEqualTo(Duration.ofMillis(1999));
    }

    @Test
    void next_pictureThatLastsLongerThanAPart_isRefused() {
        cuts.start(0, 0);
        assertThat(next(40 * MILLI, 40 * MILLI, false)).isTrue();
        assertThat(next(384 * MILLI, 384 * MILLI, false)).isFalse();
    }

    @Test
    void next_timeThatGoesBack_isRefused() {
        cuts.start(0, 0);
        assertThat(next(40 * MILLI, 40 * MILLI, false)).isTrue();
        assertThat(next(40 * MILLI, 40 * MILLI, false)).isFalse();
        assertThat(next(30 * MILLI, 30 * MILLI, false)).isFalse();
    }

    @Test
    void L07_reorderedPictures_segmentLastsFromKeyframeToKeyframeAsShown() {
        cuts.start(-80 * MILLI, 0);
        for (int i = 1; i < 50; i++) {
            assertThat(next((i * 40L - 80) * MILLI, i * 40L * MILLI, false)).isTrue();
        }
        assertThat(next((2000 - 40) * MILLI, 2000 * MILLI, true)).isTrue();
        assertThat(sum(segments.get(0))).isEqualTo(Duration.ofSeconds(2));
        assertThat(cuts.segmentBegin()).isEqualTo(Duration.ofSeconds(2));
    }

    /** With B-frames and irregular keyframes too: whoever waits as long has not missed a cut. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void uncut_anyStream_isBeforeEachCut(int reordered) {
        Random random = new Random(reordered);
        long frame = 33_366_667L;
        long delay = reordered * frame;
        long at = 0;
        long free = 0;
        cuts.start(0, delay);
        for (int i = 1; i < 5000; i++) {
            at += frame;
            boolean idr = random.nextInt(40) == 0;
            CopyCuts.Cut cut = cuts.next(at, at + delay, idr).orElseThrow();
            boolean any =
                    cut.segmentEnds() || !cut.before().isZero() || !cut.after().isZero();
            assertThat(any && at < free).isFalse();
            free = at + cuts.uncut();
        }
        assertThat(cuts.uncut()).isLessThan(343 * MILLI);
    }

    @Test
    void uncut_afterACut_isAllOfThePartButItsLastPicture() {
        cuts.start(0, 0);
        for (int i = 1; i <= 10; i++) {
            next(i * 33L * MILLI, i * 33L * MILLI, false);
        }
        assertThat(segments.get(0)).containsExactly(Duration.ofMillis(330));

        assertThat(cuts.uncut()).isEqualTo((343 - 33) * MILLI);
    }
}
