package dev.ringcast.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstSegmentTest {
    private static final String PART = "#EXTM3U\n#EXT-X-PART:DURATION=0.333333,URI=\"r1/70.0.ts\",INDEPENDENT=YES\n";

    @TempDir
    private Path folder;

    @Test
    void address_isTheFirstOfThem() {
        assertThat(FirstSegment.address(PART + "#EXTINF:2.000,\nr1/70.ts\n#EXTINF:2.000,\nr1/71.ts\n"))
                .contains("r1/70.ts");
    }

    @Test
    void address_mayFollowOtherTags() {
        assertThat(FirstSegment.address("#EXTM3U\n#EXTINF:2.000,\n#EXT-X-BITRATE:2700\nout0.ts"))
                .contains("out0.ts");
    }

    @Test
    void address_ofPartsAlone_isNone() {
        assertThat(FirstSegment.address(PART)).isEmpty();
    }

    @Test
    void fetch_beforeTheSegmentIsThere_isNothing() throws IOException {
        Path playlist = folder.resolve("out.m3u8");
        Path copy = folder.resolve("copy.ts");
        assertThat(FirstSegment.fetch(playlist.toUri(), copy)).isEmpty();

        Files.writeString(playlist, "#EXTM3U\n#EXTINF:2.000,\nout0.ts\n");
        assertThat(FirstSegment.fetch(playlist.toUri(), copy)).isEmpty();

        Files.writeString(folder.resolve("out0.ts"), "media");
        assertThat(FirstSegment.fetch(playlist.toUri(), copy)).isPresent();
        assertThat(copy).hasContent("media");
    }
}
