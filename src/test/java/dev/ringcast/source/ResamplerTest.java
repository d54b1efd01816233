package dev.ringcast.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_U8;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;

import dev.ringcast.ffmpeg.Ffmpeg;
import dev.ringcast.ffmpeg.NativeFrame;
import dev.ringcast.ffmpeg.NativeRuntime;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ResamplerTest {
    @BeforeAll
    static void load() throws Exception {
        NativeRuntime.load();
    }

    /** Lossless codecs may put millions of samples into a frame. */
    @Test
    void resample_frameOfMinutes_isLeftOutAndTheNextIsNot() throws Exception {
        try (Resampler resampler = new Resampler();
                NativeFrame minute = sound(60 * 4000);
                NativeFrame second = sound(4000)) {
            assertThat(resampler.resample(minute)).isZero();
            assertThat(resampler.resample(second)).isBetween(47_000, 48_000);
        }
    }

    /** Sound of 4000 Hz. */
    private static NativeFrame sound(int samples) throws Exception {
        NativeFrame frame = NativeFrame.empty();
        frame.avFrame().format(AV_SAMPLE_FMT_U8);
        frame.avFrame().sample_rate(4000);
        frame.avFrame().nb_samples(samples);
        av_channel_layout_default(frame.avFrame().ch_layout(), 1);
        Ffmpeg.check(av_frame_get_buffer(frame.avFrame(), 0), "av_frame_get_buffer");
        return frame;
    }
}
