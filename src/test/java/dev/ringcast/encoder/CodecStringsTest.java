package dev.ringcast.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class CodecStringsTest {
    @Test
    void avc1_highProfileLevel31_namesProfileConstraintsAndLevel() {
        byte[] parameterSets = HexFormat.of().parseHex("00000001090000000001" + "6764001facd9" + "0000000168ebe3");
        assertThat(CodecStrings.avc1(parameterSets)).isEqualTo("avc1.64001f");
    }

    @Test
    void avc1_noSequenceParameterSet_throws() {
        assertThatThrownBy(() -> CodecStrings.avc1(HexFormat.of().parseHex("0000000168ebe3cb22c0")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no sequence parameter set");
    }
}
