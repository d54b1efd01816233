package dev.ringcast.playlist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.media.FrameRate;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalsTest {
    @ParameterizedTest
    @CsvSource({
        "2000000000, 2.000000",
        "2002000000, 2.002000",
        "333333333, 0.333333",
        "333333500, 0.333334",
        "1, 0.000000",
        "100, 0.000000",
        "1000, 0.000001",
        "1999999999, 2.000000",
        "86400000000000, 86400.000000"
    })
    void seconds_haveSixDecimalsAndNoExponent(long nanos, String expected) {
        assertThat(Decimals.seconds(Duration.ofNanos(nanos))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"30, 30.000", "24000/1001, 23.976", "30000/1001, 29.970", "60000/1001, 59.940", "1/1000000, 0.000"})
    void framesPerSecond_haveThreeDecimals(String frameRate, String expected) {
        assertThat(Decimals.framesPerSecond(FrameRate.parse(frameRate))).isEqualTo(expected);
    }

    @Test
    void dateTime_hasMillisecondsAndZone() {
        assertThat(Decimals.dateTime(Instant.parse("2026-11-24T10:00:00.999999999Z")))
                .isEqualTo("2026-11-24T10:00:00.999Z");
        assertThat(Decimals.dateTime(Instant.parse("2026-01-01T00:00:00Z"))).isEqualTo("2026-01-01T00:00:00.000Z");
    }
}
