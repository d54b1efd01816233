package dev.ringcast.playlist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class RenderedPlaylistTest {
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    @Test
    void of_text_holdsItPlainAndCompressed() throws IOException {
        String text = "#EXTM3U\n" + "#EXTINF:2.000000,\nä/1.ts\n".repeat(30);

        RenderedPlaylist playlist = RenderedPlaylist.of(text, NOW);

        assertThat(playlist.plain().toByteArray()).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
        try (GZIPInputStream gzip = new GZIPInputStream(playlist.gzip().asInputStream())) {
            assertThat(gzip.readAllBytes()).isEqualTo(playlist.plain().toByteArray());
        }
        assertThat(playlist.gzip().size()).isLessThan(playlist.plain().size() / 4);
        assertThat(playlist.lastModified()).isEqualTo(NOW);
    }

    @Test
    void etag_dependsOnTheTextAlone() {
        RenderedPlaylist playlist = RenderedPlaylist.of("#EXTM3U\n", NOW);

        assertThat(RenderedPlaylist.of("#EXTM3U\n", NOW.plusSeconds(1)).etag()).isEqualTo(playlist.etag());
        assertThat(RenderedPlaylist.of("#EXTM3U\n#\n", NOW).etag()).isNotEqualTo(playlist.etag());
        assertThat(playlist.etag()).matches("\"[0-9a-f]{32}\"");
    }

    @Test
    void gzipEtag_isTheOtherWithAnEnding() {
        RenderedPlaylist playlist = RenderedPlaylist.of("#EXTM3U\n", NOW);

        assertThat(playlist.gzipEtag()).matches("\"[0-9a-f]{32}-gz\"");
        assertThat(playlist.gzipEtag()).startsWith(playlist.etag().substring(0, 33));
    }
}
