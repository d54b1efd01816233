package dev.ringcast.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Times are in seconds. */
class StraySoundTest {
    private final StraySound stray = new StraySound();

    private boolean isStray(long sound, long picture) {
        return stray.isStray(sound * 1_000_000, picture * 1_000_000);
    }

    private boolean takeLong(long picture) {
        return stray.takeLong(picture * 1_000_000);
    }

    @Test
    void isStray_near_isNot() {
        assertThat(isStray(15, 10)).isFalse();
        assertThat(isStray(5, 10)).isFalse();
        assertThat(takeLong(100)).isFalse();
    }

    /** The one track jumps a little before the other. */
    @Test
    void takeLong_jump_isNoLoss() {
        assertThat(isStray(3600, 10)).isTrue();
        assertThat(takeLong(10)).isFalse();
        assertThat(isStray(3601, 15)).isTrue();
        assertThat(takeLong(15)).isFalse();
        assertThat(isStray(3602, 3602)).isFalse();
        assertThat(isStray(20, 3603)).isTrue();
        assertThat(takeLong(3603)).isFalse();
    }

    @Test
    void takeLong_forGood_isToldOnce_andAgainAfterSoundThatFits() {
        for (int again = 0; again < 2; again++) {
            assertThat(isStray(60, 0)).isTrue();
            assertThat(takeLong(5)).isFalse();
            assertThat(isStray(66, 6)).isTrue();
            assertThat(takeLong(6)).isTrue();
            assertThat(isStray(68, 8)).isTrue();
            assertThat(takeLong(8)).isFalse();
            assertThat(isStray(9, 9)).isFalse();
        }
    }

    @Test
    void takeLong_picturesThatGoBack_countAnew() {
        assertThat(isStray(60, 1000)).isTrue();
        assertThat(isStray(61, 10)).isTrue();
        assertThat(takeLong(14)).isFalse();
        assertThat(takeLong(16)).isTrue();
    }
}
