package dev.ringcast.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A channel of 25 pictures a second, in the time of a clock that goes on by what the pictures take. */
class OverloadTest {
    private static final long BEAT = 40;
    private static final int BEATS_A_SECOND = 25;

    private long now;
    private final Overload overload = new Overload(Overload.Rule.USUAL, Duration.ofMillis(BEAT), () -> now);

    /** Seconds in which so many of 25 pictures are left out, and one takes so long to encode. */
    private void run(int seconds, int leftOut, long millis) {
        for (int beat = 0; beat < seconds * BEATS_A_SECOND; beat++) {
            now += TimeUnit.MILLISECONDS.toNanos(BEAT);
            if (beat % BEATS_A_SECOND < leftOut) {
                overload.leftOut();
            } else {
                overload.encoded(TimeUnit.MILLISECONDS.toNanos(millis), false);
            }
        }
    }

    private Optional<String> after(int seconds, int leftOut, long millis) {
        run(seconds, leftOut, millis);
        return overload.reason();
    }

    @Test
    void reason_twoWindowsOnEnd_tellsTheFiguresOfTheLast() {
        assertThat(after(29, 5, 50)).isEmpty();
        assertThat(after(1, 5, 50))
                .contains(
                        "20 % of the pictures left out or late in the last 10 s; encoding took 50.0 ms of 40.0 ms per picture");
    }

    @ParameterizedTest
    @CsvSource({
        // A tenth or less is left out, however slow encoding is.
        "2, 60",
        "0, 60",
        // Much is left out, but not because of encoding.
        "20, 40",
        "20, 1"
    })
    void reason_oneFigureAlone_isNone(int leftOut, long millis) {
        assertThat(after(120, leftOut, millis)).isEmpty();
    }

    @Test
    void reason_firstSeconds_areNotLookedAt() {
        run(9, 20, 200);
        assertThat(after(60, 0, 30)).isEmpty();
    }

    @Test
    void reason_oneBadWindowBetweenGoodOnes_isNone() {
        run(10, 0, 30);
        for (int i = 0; i < 5; i++) {
            assertThat(after(10, 20, 80)).isEmpty();
            assertThat(after(10, 0, 30)).isEmpty();
        }
    }

    @Test
    void reason_machineThatPausesOften_isNone() {
        run(10, 0, 30);
        for (int i = 0; i < 10; i++) {
            // Five seconds within one picture; then most are left out until it is on time again.
            now += TimeUnit.SECONDS.toNanos(5);
            overload.encoded(TimeUnit.SECONDS.toNanos(5), true);
            assertThat(after(2, 22, 25)).isEmpty();
            assertThat(after(3, 0, 25)).isEmpty();
        }
    }

    @Test
    void reason_pictureThatTakesSeconds_isOne() {
        for (int i = 0; i < 20; i++) {
            now += TimeUnit.SECONDS.toNanos(3);
            overload.encoded(TimeUnit.SECONDS.toNanos(3), false);
            overload.leftOut();
        }
        assertThat(overload.reason()).isPresent();
    }

    @Test
    void reason_picturesThatMayNotBeLeftOut_countWhenTheyAreLate() {
        for (int beat = 0; beat < 30 * BEATS_A_SECOND; beat++) {
            now += TimeUnit.MILLISECONDS.toNanos(BEAT);
            overload.encoded(TimeUnit.MILLISECONDS.toNanos(50), true);
        }
        assertThat(overload.reason())
                .hasValueSatisfying(reason -> assertThat(reason).startsWith("100 %"));
    }

    @Test
    void reason_goodWindowAfterwards_isGone() {
        assertThat(after(30, 5, 50)).isPresent();
        assertThat(after(10, 0, 30)).isEmpty();
    }

    @Test
    void restart_beginsAnewWithTheSettling() {
        assertThat(after(30, 5, 50)).isPresent();

        overload.restart();

        assertThat(overload.reason()).isEmpty();
        assertThat(after(29, 5, 50)).isEmpty();
        assertThat(after(1, 5, 50)).isPresent();
    }
}
