package dev.ringcast.source;

import static org.bytedeco.ffmpeg.global.avutil.AV_CHANNEL_ORDER_UNSPEC;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLT;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_compare;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_copy;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_uninit;
import static org.bytedeco.ffmpeg.global.avutil.av_opt_set_double;
import static org.bytedeco.ffmpeg.global.swresample.swr_alloc_set_opts2;
import static org.bytedeco.ffmpeg.global.swresample.swr_convert;
import static org.bytedeco.ffmpeg.global.swresample.swr_free;
import static org.bytedeco.ffmpeg.global.swresample.swr_get_delay;
import static org.bytedeco.ffmpeg.global.swresample.swr_get_out_samples;
import static org.bytedeco.ffmpeg.global.swresample.swr_init;
import static org.bytedeco.ffmpeg.global.swresample.swr_set_matrix;

import dev.ringcast.ffmpeg.Ffmpeg;
import dev.ringcast.ffmpeg.FfmpegException;
import dev.ringcast.ffmpeg.NativeFrame;
import org.bytedeco.ffmpeg.avutil.AVChannelLayout;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swresample.SwrContext;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/** Makes 48 kHz stereo of any sound; built anew when the sound changes its form. Used by one thread. */
final class Resampler implements AutoCloseable {
    private static final float FULL_SCALE = 1;

    /** Half a minute: coded frames are shorter, and one that claims to be longer would fill the memory. */
    private static final int MOST_SAMPLES = 30 * SourceSink.SAMPLE_RATE;

    private final AVChannelLayout inputLayout = new AVChannelLayout();
    private final AVChannelLayout outputLayout = new AVChannelLayout();
    private final PointerPointer<FloatPointer> planes = new PointerPointer<>(1);
    private @Nullable SwrContext context;
    private int inputRate;
    private int inputFormat;
    private FloatPointer buffer = new FloatPointer();
    private float[] samples = new float[0];

    Resampler() {
        Pointer.memset(inputLayout, 0, inputLayout.sizeof());
        Pointer.memset(outputLayout, 0, outputLayout.sizeof());
        av_channel_layout_default(outputLayout, SourceSink.CHANNELS);
    }

    /** How much sound is held back for the next call, in microseconds. */
    long delayMicros() {
        return context == null ? 0 : swr_get_delay(context, 1_000_000);
    }

    /** What the last call made, interleaved. Valid until the next call. */
    float[] samples() {
        return samples;
    }

    /** @return how many samples per channel came of the frame; 0 also of one that is too long, which is left out */
    int resample(NativeFrame frame) throws FfmpegException {
        AVFrame sound = frame.avFrame();
        if (context == null
                || sound.sample_rate() != inputRate
                || sound.format() != inputFormat
                || av_channel_layout_compare(sound.ch_layout(), inputLayout) != 0) {
            build(sound);
        }
        return convert(sound.extended_data(), sound.nb_samples());
    }

    /** @return how many samples per channel were held back */
    int drain() throws FfmpegException {
        return context == null ? 0 : convert(null, 0);
    }

    private void build(AVFrame sound) throws FfmpegException {
        freeContext();
        Ffmpeg.check(av_channel_layout_copy(inputLayout, sound.ch_layout()), "av_channel_layout_copy");
        inputRate = sound.sample_rate();
        inputFormat = sound.format();
        try (AVChannelLayout known = new AVChannelLayout()) {
            Pointer.memset(known, 0, known.sizeof());
            if (inputLayout.order() == AV_CHANNEL_ORDER_UNSPEC) {
                av_channel_layout_default(known, inputLayout.nb_channels());
            } else {
                Ffmpeg.check(av_channel_layout_copy(known, inputLayout), "av_channel_layout_copy");
            }
            SwrContext made = new SwrContext(null);
            int result = swr_alloc_set_opts2(
                    made,
                    outputLayout,
                    AV_SAMPLE_FMT_FLT,
                    SourceSink.SAMPLE_RATE,
                    known,
                    inputFormat,
                    inputRate,
                    0,
                    null);
            av_channel_layout_uninit(known);
            Ffmpeg.check(result, "swr_alloc_set_opts2");
            context = made;
            // Five channels mixed into two stay within full scale.
            av_opt_set_double(made, "rematrix_maxval", FULL_SCALE, 0);
            if (inputLayout.nb_channels() == 1) {
                // By itself it would make one channel on two sides quieter by 3 dB.
                Ffmpeg.check(swr_set_matrix(made, new double[] {FULL_SCALE, FULL_SCALE}, 1), "swr_set_matrix");
            }
            Ffmpeg.check(swr_init(made), "swr_init");
        } catch (FfmpegException e) {
            freeContext();
            throw e;
        }
    }

    private int convert(@Nullable PointerPointer<?> input, int inputSamples) throws FfmpegException {
        int room = Math.max(1, Ffmpeg.check(swr_get_out_samples(context, inputSamples), "swr_get_out_samples"));
        if (room > MOST_SAMPLES) {
            return 0;
        }
        int values = room * SourceSink.CHANNELS;
        if (buffer.capacity() < values) {
            buffer.close();
            buffer = new FloatPointer(values);
            planes.put(0, buffer);
        }
        int made = Ffmpeg.check(swr_convert(context, planes, room, input, inputSamples), "swr_convert");
        int madeValues = made * SourceSink.CHANNELS;
        if (samples.length < madeValues) {
            samples = new float[values];
        }
        buffer.get(samples, 0, madeValues);
        for (int i = 0; i < madeValues; i++) {
            float value = samples[i];
            // What is not a number comes from a damaged stream and becomes silence.
            samples[i] = Float.isNaN(value) ? 0 : Math.max(-FULL_SCALE, Math.min(FULL_SCALE, value));
        }
        return made;
    }

    /** Forgets what was held back; the next frame begins anew. */
    void reset() {
        freeContext();
    }

    private void freeContext() {
        if (context != null) {
            swr_free(context);
            context = null;
        }
    }

    @Override
    public void close() {
        freeContext();
        av_channel_layout_uninit(inputLayout);
        inputLayout.close();
        outputLayout.close();
        planes.close();
        buffer.close();
    }
}
