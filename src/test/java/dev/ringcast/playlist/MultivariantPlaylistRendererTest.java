package dev.ringcast.playlist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ringcast.media.FrameRate;
import dev.ringcast.rules.PlaylistRuleChecker;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MultivariantPlaylistRendererTest {
    private static final Variant HIGH = new Variant(
            "video/ts.m3u8",
            3_300_000,
            2_800_000,
            "avc1.64001f,mp4a.40.2",
            picture(1280, 720, new FrameRate(30000, 1001)));
    private static final Variant LOW = new Variant(
            "low/ts.m3u8", 900_000, 800_000, "avc1.4d401e,mp4a.40.2", picture(640, 360, new FrameRate(15, 1)));
    private static final Variant SOUND = new Variant("audio/ts.m3u8", 160_000, 150_000, "mp4a.40.2", Optional.empty());

    private static Optional<Variant.Picture> picture(int width, int height, FrameRate frameRate) {
        return Optional.of(new Variant.Picture(width, height, frameRate));
    }

    @Test
    void render_soundAlone_hasNoResolution() {
        assertThat(MultivariantPlaylistRenderer.render(List.of(SOUND)))
                .endsWith(
                        "#EXT-X-STREAM-INF:BANDWIDTH=160000,AVERAGE-BANDWIDTH=150000,CODECS=\"mp4a.40.2\"\naudio/ts.m3u8\n");
    }

    @Test
    void render_oneVariant() throws IOException {
        Golden.assertEqual("multivariant-one", MultivariantPlaylistRenderer.render(List.of(HIGH)));
    }

    @Test
    void render_twoVariants_inTheirOrderInAnyLocale() throws IOException {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            Golden.assertEqual("multivariant-two", MultivariantPlaylistRenderer.render(List.of(HIGH, LOW)));
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void render_keepsTheRules() {
        String text = MultivariantPlaylistRenderer.render(List.of(HIGH, LOW));

        assertThat(new PlaylistRuleChecker().observe(text, Instant.EPOCH)).isEmpty();
    }

    @Test
    void render_noVariant_throws() {
        assertThatIllegalArgumentException().isThrownBy(() -> MultivariantPlaylistRenderer.render(List.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "'',          2, 1, avc1, 2, 2",
        "'#a',        2, 1, avc1, 2, 2",
        "'a b.m3u8',  2, 1, avc1, 2, 2",
        "a.m3u8,      1, 2, avc1, 2, 2",
        "a.m3u8,      1, 0, avc1, 2, 2",
        "a.m3u8,      2, 1, '',   2, 2",
        "a.m3u8,      2, 1, 'a\"b', 2, 2",
        "a.m3u8,      2, 1, avc1, 0, 2",
        "a.m3u8,      2, 1, avc1, 2, 0"
    })
    void variant_thatWouldBreakThePlaylist_isRefused(
            String uri, long bandwidth, long averageBandwidth, String codecs, int width, int height) {
        FrameRate frameRate = new FrameRate(30, 1);

        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new Variant(uri, bandwidth, averageBandwidth, codecs, picture(width, height, frameRate)));
    }
}
