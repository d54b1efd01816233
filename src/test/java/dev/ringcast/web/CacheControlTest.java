package dev.ringcast.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CacheControlTest {
    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "3, 1", "4, 2", "5, 2", "6, 3"})
    void multivariant_targetDuration_isHalfOfItButAtLeastOneSecond(int targetDuration, int maxAge) {
        assertThat(CacheControl.multivariant(targetDuration)).isEqualTo("public, max-age=" + maxAge);
    }

    /** L15. */
    @ParameterizedTest
    @CsvSource({"1, 3600", "600, 3600", "601, 3606"})
    void media_targetDuration_isSixOfThemButAtLeastAnHour(int targetDuration, int maxAge) {
        assertThat(CacheControl.media(targetDuration)).isEqualTo("public, max-age=" + maxAge + ", immutable");
    }
}
