package dev.ringcast.channel;

import dev.ringcast.encoder.AudioEncoder;
import dev.ringcast.encoder.FrameSync;
import dev.ringcast.encoder.RenditionEncoder;
import dev.ringcast.encoder.VideoSettings;
import dev.ringcast.ffmpeg.FfmpegException;
import dev.ringcast.ffmpeg.NativeFrame;
import dev.ringcast.ffmpeg.NativePacket;
import dev.ringcast.media.Cadence;
import dev.ringcast.media.FrameRate;
import dev.ringcast.media.Packaging;
import dev.ringcast.media.SegmentTiming;
import dev.ringcast.ring.RingLimits;
import dev.ringcast.segmenter.Segmenter;
import dev.ringcast.source.SourceSink;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The encoded path from the source's pictures and sound to the playlists, beat by beat as {@link EncodingRun} goes, but by
 * a clock that is set and not waited for. All stages are the real ones; the picture is tiny.
 *
 * <p>It can begin late: then the encoders' timestamps are moved on before they are multiplexed, as if the run were that old.
 */
final class LongRun implements AutoCloseable {
    static final Instant START = Instant.parse("2026-11-24T10:00:00Z");
    static final int SAMPLE_RATE = SourceSink.SAMPLE_RATE;

    /** Of AAC. */
    static final int FRAME_SAMPLES = 1024;

    private static final int WIDTH = 64;
    private static final int HEIGHT = 36;
    private static final long BITS_PER_SECOND = 100_000;

    /** The source has a clock of its own. */
    private static final long SOURCE_MICROS = 777_000_000;

    private final FrameRate rate;
    private final Cadence cadence;
    private final long earlier;
    private final long earlierSamples;
    private final FrameSync sync;
    private final NativeFrame picture;
    private final float[] block = new float[2 * FRAME_SAMPLES];
    private final RenditionEncoder video;
    private final AudioEncoder audio;
    private final List<RenditionOutput> outputs = new ArrayList<>();
    private final List<RunSink> sinks = new ArrayList<>();
    private final List<Segmenter> segmenters = new ArrayList<>();
    private long micros;
    private long beat;
    private long samples;
    private long repeated;

    /**
     * Opens everything.
     *
     * @param earlier how many beats there would have been before; a multiple of 20, so that these are whole ticks and samples
     */
    LongRun(FrameRate rate, long earlier) throws FfmpegException {
        this.rate = rate;
        this.cadence = Cadence.of(rate, Duration.ofSeconds(2), Duration.ofMillis(333));
        this.earlier = earlier;
        this.earlierSamples = earlier * rate.denominator() * SAMPLE_RATE / rate.numerator();
        this.sync = new FrameSync(rate.nanosAt(1) / 1000, () -> micros, SAMPLE_RATE);
        sync.sourceStarted(false);
        this.picture = NativeFrame.canvas(WIDTH, HEIGHT);
        for (int plane = 0; plane < 3; plane++) {
            ByteBuffer bytes = picture.plane(plane);
            while (bytes.hasRemaining()) {
                bytes.put((byte) 128);
            }
        }
        this.video = RenditionEncoder.open(new VideoSettings(
                WIDTH,
                HEIGHT,
                cadence,
                BITS_PER_SECOND,
                BITS_PER_SECOND,
                BITS_PER_SECOND,
                VideoSettings.AUTO,
                "ultrafast",
                "high",
                1));
        this.audio = AudioEncoder.open(SAMPLE_RATE, BITS_PER_SECOND);
        for (Packaging packaging : Packaging.values()) {
            RenditionOutput output = new RenditionOutput(
                    "36p",
                    packaging,
                    SegmentTiming.of(cadence),
                    new RingLimits(Duration.ofMinutes(1), Long.MAX_VALUE),
                    () -> now(),
                    () -> now());
            RunSink sink = new RunSink("run", output, () -> START);
            Segmenter segmenter = Segmenter.open(packaging, cadence, video.context(), audio.context(), sink);
            sink.init(segmenter.init());
            outputs.add(output);
            sinks.add(sink);
            segmenters.add(segmenter);
        }
    }

    Cadence cadence() {
        return cadence;
    }

    /** How many beats there were. */
    long beats() {
        return beat;
    }

    /** The wall clock: the beats so far are over. */
    Instant now() {
        return START.plusNanos(rate.nanosAt(beat));
    }

    /** What is served, in one packaging. */
    RenditionOutput output(Packaging packaging) {
        return outputs.stream()
                .filter(output -> output.packaging() == packaging)
                .findFirst()
                .orElseThrow();
    }

    /** The media playlist of one packaging. */
    String playlist(Packaging packaging) {
        return new String(
                output(packaging).playlist().orElseThrow().form(false).plain().toByteArray(), StandardCharsets.UTF_8);
    }

    /** Pictures of the source that were left out. */
    long late() {
        return sync.late();
    }

    /** Beats that showed the last picture again, or none. */
    long repeated() {
        return repeated;
    }

    /** Goes on until a segment ends. */
    void segment() throws FfmpegException, InterruptedException {
        do {
            step();
        } while (beat % cadence.framesPerSegment() != 0);
    }

    private void step() throws FfmpegException, InterruptedException {
        micros = rate.nanosAt(beat) / 1000;
        sync.video(picture.share(), SOURCE_MICROS + micros);
        for (long due = soundMicros(); due <= micros; due = soundMicros()) {
            sync.audio(block, FRAME_SAMPLES, SOURCE_MICROS + due);
            samples += FRAME_SAMPLES;
        }
        audio.encodeUntil(rate.nanosAt(beat), sync, this::sound);
        FrameSync.Picture shown = sync.picture(micros);
        repeated += shown.fresh() ? 0 : 1;
        // Nothing is due before the source's first picture has had its delay.
        video.picture(Objects.requireNonNullElse(shown.frame(), picture), beat, this::picture);
        for (Segmenter segmenter : segmenters) {
            segmenter.beatDone(beat);
        }
        beat++;
        for (int i = 0; i < sinks.size(); i++) {
            if (sinks.get(i).takeChanged()) {
                outputs.get(i).render(List.of());
            }
        }
    }

    private long soundMicros() {
        return samples * 1_000_000 / SAMPLE_RATE;
    }

    private void sound(NativePacket packet) throws FfmpegException {
        try (packet) {
            move(packet, earlierSamples);
            for (Segmenter segmenter : segmenters) {
                segmenter.audio(packet);
            }
        }
    }

    private void picture(NativePacket packet) throws FfmpegException {
        try (packet) {
            move(packet, earlier);
            for (Segmenter segmenter : segmenters) {
                segmenter.video(packet);
            }
        }
    }

    private static void move(NativePacket packet, long ticks) {
        packet.avPacket().pts(packet.pts() + ticks);
        packet.avPacket().dts(packet.dts() + ticks);
    }

    @Override
    public void close() {
        segmenters.forEach(Segmenter::close);
        audio.close();
        video.close();
        picture.close();
        sync.close();
    }
}
