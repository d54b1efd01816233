package dev.ringcast.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.ringcast.testing.Bounds;

/** Any bytes have a codec's name or none. */
class CodecStringsFuzzTest {
    @FuzzTest
    void avc1(byte[] bytes) throws Exception {
        Bounds.hold(() -> {
            try {
                assertThat(CodecStrings.avc1(bytes)).matches("avc1\\.[0-9a-f]{6}");
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessage("no sequence parameter set in " + bytes.length + " bytes");
            }
        });
    }
}
