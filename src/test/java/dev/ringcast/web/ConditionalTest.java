package dev.ringcast.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionalTest {
    private static final Instant MODIFIED = Instant.parse("2026-11-03T10:00:00.250Z");

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
        String later = "Tue, 03 Nov 2026 11:00:00 GMT";
        assertThat(Conditional.notModified(headers("", later), "\"a\"", MODIFIED))
                .isTrue();
        assertThat(Conditional.notModified(headers("\"b\"", later), "\"a\"", MODIFIED))
                .isFalse();
    }

    @Test
    void notModified_changedWithinTheSecondOfTheDate_isFalse() {
        assertThat(Conditional.notModified(headers("", "Tue, 03 Nov 2026 10:00:00 GMT"), "\"a\"", MODIFIED))
                .isFalse();
        assertThat(Conditional.notModified(headers("", "Tue, 03 Nov 2026 10:00:01 GMT"), "\"a\"", MODIFIED))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "2026-11-03T10:00:00Z", "Tue, 99 Nov 2026 10:00:00 GMT", "0"})
    void notModified_noDate_isFalse(String ifModifiedSince) {
        assertThat(Conditional.notModified(headers("", ifModifiedSince), "\"a\"", MODIFIED))
                .isFalse();
    }

    @Test
    void notModified_timeNotKnown_isFalse() {
        assertThat(Conditional.notModified(headers("", "Tue, 03 Nov 2026 11:00:00 GMT"), "\"a\"", null))
                .isFalse();
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
