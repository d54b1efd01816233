package dev.ringcast.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaybackTokensTest {
    private static final String KEY = "0123456789abcdef";
    private static final String OLD_KEY = "fedcba9876543210";
    private static final Instant EXPIRY = Instant.ofEpochSecond(1_800_000_000);

    private Instant now = EXPIRY.minusSeconds(60);
    private final InstantSource clock = () -> now;
    private final PlaybackTokens tokens = tokens("live", KEY);

    /** Made with: printf %s '/live/live/~1800000000' | openssl dgst -sha256 -hmac 0123456789abcdef */
    @Test
    void make_isTheTimeAndTheMacOfTheAddress() {
        assertThat(tokens.make(EXPIRY))
                .isEqualTo("1800000000-66531f170fca0ec502ed7334108db5a0fbe68a7c52e92e5275e68a3103a60e17");
    }

    @Test
    void check_tokenOfOurs_tellsHowLongItIsGood() {
        PlaybackTokens.Grant grant =
                tokens.check(tokens.make(EXPIRY.plusMillis(900))).orElseThrow();
        assertThat(grant.expiry()).isEqualTo(EXPIRY);
        assertThat(grant.left()).isEqualTo(Duration.ofSeconds(60));
        now = EXPIRY.minusMillis(1);
        assertThat(grant.isGood()).isTrue();
        now = EXPIRY;
        assertThat(grant.isGood()).isFalse();
        now = EXPIRY.plusSeconds(1);
        assertThat(grant.left()).isEqualTo(Duration.ofSeconds(-1));
        assertThat(tokens.check(tokens.make(EXPIRY))).isPresent();
    }

    @Test
    void check_anyCharacterChanged_isRefused() {
        String token = tokens.make(EXPIRY);
        for (int i = 0; i < token.length(); i++) {
            char other = token.charAt(i) == '1' ? '2' : '1';
            String changed = token.substring(0, i) + other + token.substring(i + 1);
            assertThat(tokens.check(changed)).as(changed).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "~",
                "-",
                "1800000000",
                "1800000000-",
                "-66531f170fca0ec502ed7334108db5a0fbe68a7c52e92e5275e68a3103a60e17",
                "01800000000-%s",
                "+1800000000-%s",
                "99999999999999999999999-%s",
                "1800000000-%s ",
                "1800000000-%s0",
                "1800000000-%s\n"
            })
    void check_otherForm_isRefused(String form) {
        String mac = tokens.make(EXPIRY).substring(11);
        assertThat(tokens.check(String.format(form, mac))).isEmpty();
        assertThat(tokens.check("1800000000-" + mac.toUpperCase(java.util.Locale.ROOT)))
                .isEmpty();
    }

    @Test
    void check_tokenOfAnotherChannelOrKey_isRefused() {
        assertThat(tokens.check(tokens("other", KEY).make(EXPIRY))).isEmpty();
        assertThat(tokens.check(tokens("live", OLD_KEY).make(EXPIRY))).isEmpty();
    }

    @Test
    void keys_exchanged_bothAreAcceptedAndTheNewOneSigns() {
        PlaybackTokens both = tokens("live", KEY, OLD_KEY);
        assertThat(both.check(tokens("live", OLD_KEY).make(EXPIRY))).isPresent();
        assertThat(both.check(tokens.make(EXPIRY))).isPresent();
        assertThat(both.make(EXPIRY)).isEqualTo(tokens.make(EXPIRY));
    }

    @Test
    void of_noKey_isNone() {
        assertThat(PlaybackTokens.of("live", List.of(), clock)).isEmpty();
    }

    @Test
    void make_timeWithoutTenDigits_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> tokens.make(Instant.EPOCH));
        assertThatIllegalArgumentException().isThrownBy(() -> tokens.make(Instant.MAX));
    }

    private PlaybackTokens tokens(String channel, String... keys) {
        return PlaybackTokens.of(channel, List.of(keys), clock).orElseThrow();
    }
}
