package dev.ringcast.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.web.FakeSession;
import org.junit.jupiter.api.Test;

class CsrfTokenTest {
    private final FakeSession session = new FakeSession();

    @Test
    void of_sameSession_isTheSameToken() {
        String token = CsrfToken.of(session.session());
        assertThat(CsrfToken.of(session.session())).isEqualTo(token);
        assertThat(token).matches("[A-Za-z0-9_-]{43}");
        assertThat(CsrfToken.of(new FakeSession().session())).isNotEqualTo(token);
    }

    @Test
    void matches_onlyTheSessionsToken_isTrue() {
        assertThat(CsrfToken.matches(session.session(), "")).isFalse();
        String token = CsrfToken.of(session.session());
        assertThat(CsrfToken.matches(session.session(), token)).isTrue();
        assertThat(CsrfToken.matches(session.session(), token.substring(1))).isFalse();
        assertThat(CsrfToken.matches(session.session(), null)).isFalse();
        assertThat(CsrfToken.matches(null, token)).isFalse();
    }
}
