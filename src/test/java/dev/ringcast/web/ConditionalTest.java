package dev.ringcast.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionalTest {
    private static final Instant MODIFIED = Instant.parse("2026-11-03T10:00:00.250Z");
    private static final Instant WHOLE_SECOND = Instant.parse("2026-11-03T10:00:00Z");
    private static final String DATE = "Tue, 03 Nov 2026 10:00:00 GMT";

    @ParameterizedTest
    @ValueSource(strings = {"\"a\"", "W/\"a\"", "*", " * ", "\"x\", \"a\"", "\"x,y\",W/\"a\"", "\"\", \"a\""})
    void notModified_tagListed_isTrue(String ifNoneMatch) {
        assertThat(Conditional.notModified(headers(ifNoneMatch, ""), "\"a\"", MODIFIED))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"b\"", "a", "\"x\"a\"", "\"A\"", "\"a-gz\"", "\"a", "**", "\"x,\\\"a\\\"\""})
    void notModified_tagNotListed_isFalse(String ifNoneMatch) {
        assertThat(Conditional.notModified(headers(ifNoneMatch, ""), "\"a\"", MODIFIED))
                .isFalse();
    }

    @Test
    void notModified_tagDiffersButDateMatches_isFalse() {
        assertThat(Conditional.notModified(headers("", DATE), "\"a\"", WHOLE_SECOND))
                .isTrue();
        assertThat(Conditional.notModified(headers("\"b\"", DATE), "\"a\"", WHOLE_SECOND))
                .isFalse();
    }

    @Test
    void notModified_changedWithinTheSecondOfTheDate_isFalse() {
        assertThat(Conditional.notModified(headers("", DATE), "\"a\"", MODIFIED))
                .isFalse();
    }

    /** As it is after the machine's clock was set back: what is new bears an older date than what the client has. */
    @Test
    void notModified_dateAfterTheChange_isFalse() {
        assertThat(Conditional.notModified(headers("", "Tue, 03 Nov 2026 11:00:00 GMT"), "\"a\"", WHOLE_SECOND))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "2026-11-03T10:00:00Z", "Tue, 99 Nov 2026 10:00:00 GMT", "0"})
    void notModified_noDate_isFalse(String ifModifiedSince) {
        assertThat(Conditional.notModified(headers("", ifModifiedSince), "\"a\"", MODIFIED))
                .isFalse();
    }

    @Test
    void notModified_timeNotKnown_isFalse() {
        assertThat(Conditional.notModified(headers("", DATE), "\"a\"", null)).isFalse();
    }

    @Test
    void sameForRange_onlyTheStrongTag_isTrue() {
        assertThat(Conditional.sameForRange(ifRange(""), "\"a\"")).isTrue();
        assertThat(Conditional.sameForRange(ifRange("\"a\""), "\"a\"")).isTrue();
        assertThat(Conditional.sameForRange(ifRange("W/\"a\""), "\"a\"")).isFalse();
        assertThat(Conditional.sameForRange(ifRange("\"b\""), "\"a\"")).isFalse();
        assertThat(Conditional.sameForRange(ifRange("Tue, 03 Nov 2026 11:00:00 GMT"), "\"a\""))
                .isFalse();
    }

    @Test
    void httpDate_dayBelowTen_hasTwoDigits() {
        assertThat(Conditional.httpDate(MODIFIED)).isEqualTo("Tue, 03 Nov 2026 10:00:00 GMT");
    }

    private static RequestHeaders headers(String ifNoneMatch, String ifModifiedSince) {
        return new RequestHeaders(true, "", ifNoneMatch, ifModifiedSince, "", "");
    }

    private static RequestHeaders ifRange(String ifRange) {
        return new RequestHeaders(true, "", "", "", "bytes=0-", ifRange);
    }
}
