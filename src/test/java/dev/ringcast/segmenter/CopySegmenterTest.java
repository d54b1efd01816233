package dev.ringcast.segmenter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avutil.av_max_alloc;

import dev.ringcast.encoder.AudioEncoder;
import dev.ringcast.ffmpeg.Ffmpeg;
import dev.ringcast.ffmpeg.FfmpegException;
import dev.ringcast.ffmpeg.NativePacket;
import dev.ringcast.ffmpeg.NativeRuntime;
import dev.ringcast.ffmpeg.NativeTrack;
import dev.ringcast.media.Packaging;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a muxer does that gets no memory. The "pictures" are of sound: nobody here looks into them. */
class CopySegmenterTest {
    private static final int BYTES = 500;

    /** A muxer without a buffer to write to ends the whole process when it is written to. */
    @ParameterizedTest
    @EnumSource(Packaging.class)
    void finish_afterAPartForWhichThereWasNoMemory_addsNothing(Packaging packaging) throws Exception {
        NativeRuntime.load();
        // From what a packet takes to what a part takes.
        for (int most = BYTES + 100; most < 4 * BYTES; most += 16) {
            RecordingSink sink = new RecordingSink();
            try (AudioEncoder encoder = AudioEncoder.open(48_000, 128_000);
                    NativeTrack track = NativeTrack.of(encoder.context());
                    CopySegmenter segmenter = CopySegmenter.open(
                            packaging, Duration.ofSeconds(2), Duration.ofMillis(100), List.of(track), sink)) {
                int picture = 0;
                while (sink.parts().size() < 2) {
                    picture(segmenter, picture++);
                }
                int next = picture;
                withMemoryOf(
                        most,
                        () -> assertThatThrownBy(() -> pictures(segmenter, next, next + 10))
                                .isInstanceOf(FfmpegException.class)
                                .hasMessageContaining("memory"));
                List<String> before = sink.calls();

                segmenter.finish();

                assertThat(sink.calls()).as("with %d bytes", most).isEqualTo(before);
            }
        }
    }

    /** All that a failing muxer still gives away is whole. */
    @ParameterizedTest
    @EnumSource(Packaging.class)
    void cut_withLessAndLessMemory_isWholeOrFails(Packaging packaging) throws Exception {
        NativeRuntime.load();
        byte[] whole = part(packaging, Integer.MAX_VALUE);
        int failed = 0;
        for (int most = 2 * whole.length; most > 0; most -= 200) {
            int bytes = most;
            try {
                assertThat(part(packaging, most)).as("with %d bytes", bytes).isEqualTo(whole);
            } catch (FfmpegException e) {
                assertThat(e.isOutOfMemory()).as("with %d bytes: %s", bytes, e).isTrue();
                failed++;
            }
        }
        assertThat(failed).isPositive();
    }

    @Test
    void write_afterAFailure_isRefused() throws Exception {
        NativeRuntime.load();
        try (AudioEncoder encoder = AudioEncoder.open(48_000, 128_000);
                NativeTrack track = NativeTrack.of(encoder.context());
                PartWriter writer = PartWriter.open(Packaging.TS, List.of(track), new RecordingSink());
                NativePacket packet = packet(0, BYTES)) {
            withMemoryOf(
                    1,
                    () -> assertThatThrownBy(() -> writer.writeLast(packet, 0)).isInstanceOf(FfmpegException.class));

            assertThat(writer.isIntact()).isFalse();
            assertThatThrownBy(() -> writer.writeLast(packet, 0)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> writer.cut(Duration.ofSeconds(1))).isInstanceOf(IllegalStateException.class);
        }
    }

    private interface Step {
        void run() throws FfmpegException;
    }

    private static void withMemoryOf(long bytes, Step step) throws FfmpegException {
        av_max_alloc(bytes);
        try {
            step.run();
        } finally {
            av_max_alloc(Integer.MAX_VALUE);
        }
    }

    /** Six large packets; the last five are written and cut with so much memory at a time. */
    private static byte[] part(Packaging packaging, int most) throws FfmpegException {
        RecordingSink sink = new RecordingSink();
        List<NativePacket> packets = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            packets.add(packet(i, 10 * BYTES));
        }
        try (AudioEncoder encoder = AudioEncoder.open(48_000, 128_000);
                NativeTrack track = NativeTrack.of(encoder.context());
                PartWriter writer = PartWriter.open(packaging, List.of(track), sink)) {
            // With the first packet muxers make the tables that they keep, which are larger than what is to fail.
            writer.writeLast(packets.get(0), 0);
            withMemoryOf(most, () -> {
                for (NativePacket packet : packets.subList(1, packets.size())) {
                    writer.writeLast(packet, 0);
                }
                writer.cut(Duration.ofMillis(200));
            });
        } finally {
            packets.forEach(NativePacket::close);
        }
        return sink.parts().get(0).bytes().toByteArray();
    }

    private static void pictures(CopySegmenter segmenter, int from, int to) throws FfmpegException {
        for (int i = from; i < to; i++) {
            picture(segmenter, i);
        }
    }

    private static void picture(CopySegmenter segmenter, int number) throws FfmpegException {
        try (NativePacket packet = packet(number, BYTES)) {
            segmenter.video(packet, number == 0);
        }
    }

    private static NativePacket packet(int number, int size) throws FfmpegException {
        NativePacket packet = NativePacket.empty();
        Ffmpeg.check(av_new_packet(packet.avPacket(), size), "av_new_packet");
        packet.avPacket().data().put(new byte[size]);
        packet.avPacket().pts(1024L * number);
        packet.avPacket().dts(1024L * number);
        packet.avPacket().duration(1024);
        return packet;
    }
}
