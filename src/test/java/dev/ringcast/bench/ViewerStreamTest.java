package dev.ringcast.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ViewerStreamTest {
    private static final String PLAYLIST = """
            #EXTM3U
            #EXT-X-PROGRAM-DATE-TIME:2026-01-02T03:04:05.000Z
            #EXT-X-PART:DURATION=0.200000,URI="r1/70.0.m4s",INDEPENDENT=YES
            #EXTINF:2.000000,
            r1/70.m4s
            #EXT-X-PROGRAM-DATE-TIME:2026-01-02T03:04:07.000Z
            #EXT-X-PART:DURATION=0.200000,URI="r1/71.0.m4s",INDEPENDENT=YES
            #EXT-X-PART:DURATION=0.200000,URI="r1/71.1.m4s"
            #EXT-X-PRELOAD-HINT:TYPE=PART,URI="r1/71.2.m4s"
            """;

    private final ViewerStream stream = new ViewerStream("host:1", "/live/a/180p/", "r1", 10);

    @Test
    void hinted_isReadFromTheEnd() {
        assertThat(stream.hinted(bytes(PLAYLIST))).isEqualTo(712);
        assertThat(stream.hinted(bytes("#EXTM3U\n"))).isEqualTo(-1);
        assertThat(stream.hinted(bytes(""))).isEqualTo(-1);
    }

    @Test
    void requests_nameWhatIsNumbered() {
        assertThat(text(stream.reload(719)))
                .startsWith(
                        "GET /live/a/180p/cmaf.m3u8?_HLS_msn=71&_HLS_part=9&_HLS_skip=YES HTTP/1.1\r\nHost: host:1\r\n")
                .endsWith("\r\n\r\n");
        assertThat(text(stream.part(720))).startsWith("GET /live/a/180p/r1/72.0.m4s HTTP/1.1\r\n");
    }

    @Test
    void playlistEnd_isThatOfItsLastPart() {
        assertThat(PlaylistEnd.of(PLAYLIST))
                .isEqualTo(new PlaylistEnd("r1/71.1.m4s", Instant.parse("2026-01-02T03:04:07.400Z"), "r1/71.2.m4s"));
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String text(ByteBuffer buffer) {
        return StandardCharsets.US_ASCII.decode(buffer.duplicate().rewind()).toString();
    }
}
