package dev.ringcast.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameRateTest {
    @ParameterizedTest
    @CsvSource({
        "25, 25, 1",
        "30000/1001, 30000, 1001",
        "50/2, 25, 1",
        "23.976, 24000, 1001",
        "23.98, 24000, 1001",
        "29.97, 30000, 1001",
        "59.94, 60000, 1001"
    })
    void parse_rate_isExactAndReduced(String text, int numerator, int denominator) {
        assertThat(FrameRate.parse(text)).isEqualTo(new FrameRate(numerator, denominator));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-25", "25/0", "25/", "/1", "30.5", "a", "1/2/3", "99999999999"})
    void parse_noRate_isRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> FrameRate.parse(text));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void nanosAt_anyFrame_isTheExactTimeRoundedDown(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 1000; i++) {
            FrameRate rate = new FrameRate(random.nextInt(1, 200_000), random.nextInt(1, 2000));
            long index = random.nextLong(10_000_000_000L);
            BigInteger exact = BigInteger.valueOf(index)
                    .multiply(BigInteger.valueOf(rate.denominator()))
                    .multiply(BigInteger.valueOf(1_000_000_000))
                    .divide(BigInteger.valueOf(rate.numerator()));
            if (exact.bitLength() < 63) {
                assertThat(rate.nanosAt(index)).as("%s at %s", rate, index).isEqualTo(exact.longValueExact());
            }
        }
    }

    @Test
    void toString_isWhatParseReads() {
        assertThat(new FrameRate(30000, 1001)).hasToString("30000/1001");
        assertThat(new FrameRate(25, 1)).hasToString("25");
    }
}
