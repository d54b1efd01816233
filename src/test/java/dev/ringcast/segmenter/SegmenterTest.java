package dev.ringcast.segmenter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;

import dev.ringcast.encoder.AudioEncoder;
import dev.ringcast.ffmpeg.Ffmpeg;
import dev.ringcast.ffmpeg.FfmpegException;
import dev.ringcast.ffmpeg.NativePacket;
import dev.ringcast.ffmpeg.NativeRuntime;
import dev.ringcast.media.Cadence;
import dev.ringcast.media.FrameRate;
import dev.ringcast.media.Packaging;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmenterTest {
    /** The last beat of a run: within the first part of a segment, within its second, at its end. */
    @ParameterizedTest
    @CsvSource({"62, begin 100 end", "70, begin 333 33 end", "59, ''"})
    void L27_finish_soundAlone_hasTheSegmentThatThePicturesHave(long lastBeat, String expected) throws Exception {
        NativeRuntime.load();
        RecordingSink sink = new RecordingSink();
        int before = 0;
        Cadence cadence = new Cadence(new FrameRate(30, 1), 60, 10);
        try (AudioEncoder audio = AudioEncoder.open(48_000, 128_000);
                Segmenter segmenter = Segmenter.openAudioOnly(Packaging.TS, cadence, audio.context(), sink)) {
            for (long beat = 0; beat <= lastBeat; beat++) {
                segmenter.beatDone(beat);
                if (beat == 59) {
                    before = sink.calls().size();
                }
            }

            segmenter.finish(lastBeat);

            assertThat(String.join(
                            " ", sink.calls().subList(before, sink.calls().size())))
                    .isEqualTo(expected);
        }
    }

    /** Not with the first part: until then the playlist would not hint at a new init segment. */
    @Test
    void L37_audio_soundAlone_beginsTheSegmentAtOnce() throws Exception {
        NativeRuntime.load();
        RecordingSink sink = new RecordingSink();
        try (AudioEncoder audio = AudioEncoder.open(48_000, 128_000);
                Segmenter segmenter = Segmenter.openAudioOnly(
                        Packaging.CMAF, new Cadence(new FrameRate(30, 1), 60, 10), audio.context(), sink)) {
            assertThat(sink.begun()).isEmpty();
            write(segmenter, 0, 1);
            assertThat(sink.begun()).containsExactly(Duration.ZERO);
            write(segmenter, 1, 2);
            assertThat(sink.begun()).hasSize(1);
        }
    }

    /** By its time a part of a source that is copied could be of any size. */
    @Test
    void audio_moreThanAPartMayHold_fails() throws Exception {
        NativeRuntime.load();
        Cadence cadence = new Cadence(new FrameRate(30, 1), 60, 10);
        RecordingSink sink = new RecordingSink();
        try (AudioEncoder audio = AudioEncoder.open(48_000, 128_000);
                Segmenter segmenter = Segmenter.openAudioOnly(Packaging.CMAF, cadence, audio.context(), sink)) {
            write(segmenter, 0, 20);
            segmenter.beatDone(9);
            write(segmenter, 20, 40);
            segmenter.beatDone(19);
            assertThat(sink.parts()).hasSize(2);

            assertThatThrownBy(() -> write(segmenter, 40, 80))
                    .isInstanceOf(FfmpegException.class)
                    .hasMessage("writing a part: it would be larger than 32 MB");
        }
    }

    /** Packets of a megabyte each. */
    private static void write(Segmenter segmenter, int from, int to) throws FfmpegException {
        for (int i = from; i < to; i++) {
            try (NativePacket packet = NativePacket.empty()) {
                Ffmpeg.check(av_new_packet(packet.avPacket(), 1 << 20), "av_new_packet");
                packet.avPacket().pts(1024L * i);
                packet.avPacket().dts(1024L * i);
                segmenter.audio(packet);
            }
        }
    }
}
