package dev.ringcast.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ringcast.media.MediaBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BodyTest {
    private static final Body BODY = Body.of(Stream.of("abc", "", "d", "efgh")
            .map(text -> MediaBytes.owning(text.getBytes(StandardCharsets.UTF_8)))
            .toList());

    @Test
    void writeTo_everySlice_isThatStretchOfThePiecesTogether() throws IOException {
        String whole = "abcdefgh";
        for (int first = 0; first <= whole.length(); first++) {
            for (int end = first; end <= whole.length(); end++) {
                Body slice = BODY.slice(first, end - first);
                assertThat(written(slice)).isEqualTo(whole.substring(first, end));
                assertThat(slice.size()).isEqualTo(end - first);
            }
        }
    }

    @Test
    void slice_beyondThePieces_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> BODY.slice(8, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> BODY.slice(-1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Body(List.of(), 1, 0));
    }

    @Test
    void writeSome_fromEverywhere_writesOnceAndNotBeyondTheStretch() throws IOException {
        Body slice = BODY.slice(1, 6);
        for (int from = 0; from < 6; from++) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            int length = slice.writeSome(out, from, 2);
            assertThat(length).isBetween(1, 2);
            assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("bcdefg".substring(from, from + length));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> BODY.writeSome(new ByteArrayOutputStream(), 8, 1));
    }

    private static String written(Body body) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        body.writeTo(out, written -> {});
        return out.toString(StandardCharsets.UTF_8);
    }
}
