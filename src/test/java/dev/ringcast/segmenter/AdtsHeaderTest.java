package dev.ringcast.segmenter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;

import dev.ringcast.ffmpeg.Ffmpeg;
import dev.ringcast.ffmpeg.FfmpegException;
import dev.ringcast.ffmpeg.NativePacket;
import dev.ringcast.ffmpeg.NativeRuntime;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdtsHeaderTest {
    private static byte[] hex(String bytes) {
        return HexFormat.of().parseHex(bytes);
    }

    /** As FFmpeg's own muxer writes them. */
    @ParameterizedTest
    @CsvSource({
        // AAC-LC, 48 kHz, stereo, as our encoder tells it.
        "119056e500, 100, fff14c800d7ffc",
        // 44.1 kHz, mono.
        "1208, 300, fff15040267ffc",
        // 8 kHz, 7.1; the longest frame there is.
        "15b8, 8184, fff16dc3fffffc",
        // AAC Main, 96 kHz, stereo.
        "0810, 0, fff1008000fffc",
    })
    void bytes_ofAFrame_areThoseOfTheStandard(String configuration, int size, String expected) {
        assertThat(HexFormat.of()
                        .formatHex(
                                AdtsHeader.of(hex(configuration)).orElseThrow().bytes(size)))
                .isEqualTo(expected);
    }

    /** Nothing, SBR, 22.05 kHz written out, channels by a table of its own, frames of 960 samples, a channel too many. */
    @ParameterizedTest
    @ValueSource(strings = {"", "11", "2b92", "1780", "1180", "1194", "11c0"})
    void of_whatAnAdtsHeaderCannotTell_isLeftToTheMuxer(String configuration) {
        assertThat(AdtsHeader.of(hex(configuration))).isEmpty();
    }

    @Test
    void prefix_frameThatSomebodyElseHasToo_isNotChangedThere() throws Exception {
        NativeRuntime.load();
        AdtsHeader header = AdtsHeader.of(hex("1190")).orElseThrow();
        try (NativePacket frame = packet(100);
                NativePacket other = frame.copy()) {
            header.prefix(frame.avPacket());

            assertThat(bytes(frame))
                    .startsWith(header.bytes(100))
                    .endsWith(bytes(other))
                    .hasSize(107);
            assertThat(bytes(other)).hasSize(100).containsOnly(0x21);
        }
    }

    @Test
    void prefix_frameThatIsTooLong_fails() throws Exception {
        NativeRuntime.load();
        AdtsHeader header = AdtsHeader.of(hex("1190")).orElseThrow();
        try (NativePacket longest = packet(8184);
                NativePacket longer = packet(8185)) {
            header.prefix(longest.avPacket());

            assertThat(longest.avPacket().size()).isEqualTo(8191);
            assertThatThrownBy(() -> header.prefix(longer.avPacket()))
                    .isInstanceOf(FfmpegException.class)
                    .hasMessageContaining("8185 bytes");
        }
    }

    private static NativePacket packet(int size) throws FfmpegException {
        NativePacket packet = NativePacket.empty();
        Ffmpeg.check(av_new_packet(packet.avPacket(), size), "av_new_packet");
        byte[] content = new byte[size];
        Arrays.fill(content, (byte) 0x21);
        packet.avPacket().data().put(content);
        return packet;
    }

    private static byte[] bytes(NativePacket packet) {
        byte[] bytes = new byte[packet.avPacket().size()];
        packet.avPacket().data().get(bytes);
        return bytes;
    }
}
