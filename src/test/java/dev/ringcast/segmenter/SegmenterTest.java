package dev.ringcast.segmenter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.encoder.AudioEncoder;
import dev.ringcast.ffmpeg.NativeRuntime;
import dev.ringcast.media.Cadence;
import dev.ringcast.media.FrameRate;
import dev.ringcast.media.Packaging;
import dev.ringcast.media.PartialSegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmenterTest {
    /** The last beat of a run: within the first part of a segment, within its second, at its end. */
    @ParameterizedTest
    @CsvSource({"62, begin 100 end", "70, begin 333 33 end", "59, ''"})
    void L27_finish_soundAlone_hasTheSegmentThatThePicturesHave(long lastBeat, String expected) throws Exception {
        NativeRuntime.load();
        List<String> calls = new ArrayList<>();
        SegmentSink sink = new SegmentSink() {
            @Override
            public void beginSegment(Duration sinceStart) {
                calls.add("begin");
            }

            @Override
            public void part(PartialSegment part) {
                calls.add(String.valueOf(part.duration().toMillis()));
            }

            @Override
            public void endSegment() {
                calls.add("end");
            }
        };
        Cadence cadence = new Cadence(new FrameRate(30, 1), 60, 10);
        try (AudioEncoder audio = AudioEncoder.open(48_000, 128_000);
                Segmenter segmenter = Segmenter.openAudioOnly(Packaging.TS, cadence, audio.context(), sink)) {
            for (long beat = 0; beat <= lastBeat; beat++) {
                segmenter.beatDone(beat);
                if (beat == 59) {
                    calls.clear();
                }
            }

            segmenter.finish(lastBeat);

            assertThat(String.join(" ", calls)).isEqualTo(expected);
        }
    }
}
