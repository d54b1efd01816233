package dev.ringcast.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptEncodingTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "gzip",
                "GZIP",
                "x-gzip",
                "gzip, deflate, br, zstd",
                "br;q=1.0, gzip;q=0.8, *;q=0.1",
                "*",
                "identity;q=0.5, *;q=0.6",
                "gzip;q=0.001",
                "gzip ; q=1.000",
                "identity, gzip",
                "identity;q=0, gzip;q=0.2",
                ",,gzip,"
            })
    void prefersGzip_accepted_isTrue(String header) {
        assertThat(AcceptEncoding.prefersGzip(header)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "identity",
                "br",
                "gzip;q=0",
                "gzip;q=0.000",
                "gzip;q=0, *",
                "*;q=0",
                "identity;q=1, gzip;q=0.5",
                "gzip;q=high",
                "gzip;q=-1",
                "gzip;q=2",
                "gzip;q=NaN",
                "notgzip",
                ";;;",
                ";q=1"
            })
    void prefersGzip_refusedLessLikedOrMalformed_isFalse(String header) {
        assertThat(AcceptEncoding.prefersGzip(header)).isFalse();
    }
}
