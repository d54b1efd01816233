package dev.ringcast.source;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avutil.AV_CHANNEL_ORDER_UNSPEC;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_describe;

import dev.ringcast.ffmpeg.FfmpegException;
import dev.ringcast.ffmpeg.NativeFrame;
import java.nio.charset.StandardCharsets;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVChannelLayout;

/** The sound of an input, decoded and resampled to what the sink takes. Used by one thread. */
final class AudioTrack implements AutoCloseable {
    private static final int HIGHEST_RATE = 768_000;

    /** Below it nothing is sound: a rate of 1 Hz makes gigabytes of a frame. */
    private static final int LOWEST_RATE = 4000;

    /** So many frames may come without a time before the track is given one. */
    private static final int UNTIMED = 100;

    private final Decoder decoder;
    private final Resampler resampler = new Resampler();
    private final TrackOutput output;
    private final int index;
    private final boolean needed;
    private final TrackClock clock;
    private String described = "";

    /**
     * Opens the decoder.
     *
     * @param live whether the clock may be anywhere when reading begins
     * @param needed whether to fail rather than leave out what cannot be mixed into two channels
     */
    AudioTrack(AVStream stream, boolean live, boolean needed, TrackOutput output) throws FfmpegException {
        this.decoder = Decoder.open(stream, "slice");
        this.output = output;
        this.index = stream.index();
        this.needed = needed;
        this.clock = new TrackClock(!live, UNTIMED);
        if (stream.codecpar().sample_rate() > 0) {
            describe(words(stream.codecpar().sample_rate(), stream.codecpar().ch_layout()));
        }
    }

    /** The stream's number in the input. */
    int index() {
        return index;
    }

    /** Packets and frames that could not be decoded. */
    long corrupted() {
        return decoder.corrupted();
    }

    void decode(AVPacket packet) throws FfmpegException, SourceClosedException, InterruptedException {
        decoder.decode(packet, this::take);
    }

    /** Delivers what is left and makes ready for the input's beginning. */
    void rewind() throws FfmpegException, SourceClosedException, InterruptedException {
        decoder.decode(null, this::take);
        if (clock.isSet()) {
            deliver(resampler.drain(), clock.advance(TrackClock.MISSING, 0));
        }
        resampler.reset();
        decoder.flush();
        clock.reset();
    }

    private void take(NativeFrame frame) throws FfmpegException, SourceClosedException, InterruptedException {
        int rate = frame.avFrame().sample_rate();
        int samples = frame.avFrame().nb_samples();
        if (rate < LOWEST_RATE
                || rate > HIGHEST_RATE
                || samples < 1
                || frame.avFrame().ch_layout().nb_channels() < 1) {
            return;
        }
        long timestamp = clock.advance(decoder.timestamp(frame), samples * 1_000_000L / rate);
        if (timestamp == TrackClock.MISSING) {
            return;
        }
        long held = resampler.delayMicros();
        int made;
        try {
            made = resampler.resample(frame);
        } catch (FfmpegException e) {
            if (needed || e.isOutOfMemory()) {
                throw e;
            }
            // The next frame may have another form: a damaged header can claim any.
            describe(words(rate, frame.avFrame().ch_layout()) + leftOut(e));
            return;
        }
        describe(words(rate, frame.avFrame().ch_layout()));
        deliver(made, timestamp - held);
    }

    private void deliver(int samples, long timestamp) throws SourceClosedException, InterruptedException {
        if (samples > 0) {
            output.audio(resampler.samples(), samples, timestamp);
        }
    }

    private String words(int rate, AVChannelLayout layout) {
        return decoder.codec() + " " + rate + " Hz " + channels(layout);
    }

    /** What is shown of a stream that cannot be decoded. */
    static String leftOut(AVStream stream, FfmpegException reason) {
        return avcodec_get_name(stream.codecpar().codec_id()).getString() + leftOut(reason);
    }

    private static String leftOut(FfmpegException reason) {
        return ", left out: " + reason.getMessage();
    }

    private void describe(String now) {
        if (!now.equals(described)) {
            described = now;
            output.audioFormat(now);
        }
    }

    private static String channels(AVChannelLayout layout) {
        int count = layout.nb_channels();
        if (layout.order() == AV_CHANNEL_ORDER_UNSPEC) {
            return count == 1 ? "mono" : count == 2 ? "stereo" : count + " channels";
        }
        byte[] buffer = new byte[64];
        int length = av_channel_layout_describe(layout, buffer, buffer.length);
        return length < 2 ? "" : new String(buffer, 0, Math.min(length, buffer.length) - 1, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        resampler.close();
        decoder.close();
    }
}
