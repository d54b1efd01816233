package dev.ringcast.segmenter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoxesTest {
    @ParameterizedTest
    @CsvSource({
        "'', true",
        "00000008 6d6f6f66, true",
        "00000008 6d6f6f66 0000000a 6d646174 0102, true",
        // The box says more, or less, than there is.
        "00000008 6d6f6f66 0000000b 6d646174 0102, false",
        "00000008 6d6f6f66 00000009 6d646174 0102, false",
        // Less than a header.
        "00000008 6d6f6f66 0000, false",
        // Sizes that no box here has: to the end of the file, of 64 bits, beyond 2 GB.
        "00000000 6d646174, false",
        "00000001 6d646174, false",
        "ffffffff 6d646174, false",
    })
    void areWhole_endWhereTheBytesDo(String bytes, boolean expected) {
        assertThat(Boxes.areWhole(HexFormat.of().parseHex(bytes.replace(" ", ""))))
                .isEqualTo(expected);
    }
}
