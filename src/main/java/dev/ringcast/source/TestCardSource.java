package dev.ringcast.source;

import dev.ringcast.ffmpeg.FfmpegException;
import dev.ringcast.ffmpeg.NativeFrame;
import dev.ringcast.media.FrameRate;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * The test card: pictures on the beat of the monotonic clock, labelled with the wall clock, and a beep with every flash.
 */
final class TestCardSource implements MediaSource {
    static final String SHOWN = "pattern:";

    /** Beyond this the wall clock was set: the card follows it. */
    private static final long MOST_DRIFT = TimeUnit.MILLISECONDS.toNanos(50);

    /** Sound of pictures left out is made up for, unless the machine stood still. */
    private static final long MOST_MADE_UP = 2L * SourceSink.SAMPLE_RATE;

    private final int width;
    private final int height;
    private final FrameRate frameRate;
    private final Gate gate = new Gate();
    private float[] samples = new float[0];

    TestCardSource(int width, int height, FrameRate frameRate) {
        this.width = width;
        this.height = height;
        this.frameRate = frameRate;
    }

    @Override
    public Pacing pacing() {
        return Pacing.LIVE;
    }

    @Override
    public void run(SourceSink sink) throws SourceException {
        try {
            play(sink);
        } catch (SourceClosedException e) {
            // What was asked for.
            return;
        } catch (FfmpegException e) {
            throw new SourceException(SHOWN, String.valueOf(e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceException(SHOWN, "its thread was interrupted", e);
        }
    }

    @Override
    public void close() {
        gate.close();
    }

    private void play(SourceSink sink) throws FfmpegException, SourceClosedException, InterruptedException {
        gate.pass(() -> sink.format(new SourceFormat(
                "test card " + width + "x" + height + " " + frameRate + " fps", "tone 48000 Hz stereo")));
        TestCardPicture picture = new TestCardPicture(width, height, frameRate);
        long unixNow = unixNanos();
        TestCardClock clock = TestCardClock.aligned(frameRate, unixNow);
        long base = System.nanoTime() - (unixNow - clock.unixNanos());
        long first = frameAt(unixNow - clock.unixNanos()) + 1;
        long frame = first;
        long sample = clock.firstSample(first);
        while (true) {
            gate.sleepUntil(base + frameRate.nanosAt(frame));
            long late = System.nanoTime() - base - frameRate.nanosAt(frame);
            frame += Math.max(0, frameAt(late));
            clock = followed(clock, base);
            NativeFrame drawn = picture.draw(clock.unixNanosAt(frame), frame - first, clock.isLit(frame));
            hand(sink, drawn, clock.micros(frame));
            long end = clock.firstSample(frame + 1);
            if (end - sample > MOST_MADE_UP + frameRateSamples()) {
                sample = clock.firstSample(frame);
            }
            sound(sink, clock, sample, (int) (end - sample));
            sample = end;
            frame++;
        }
    }

    private void hand(SourceSink sink, NativeFrame drawn, long micros)
            throws SourceClosedException, InterruptedException {
        try {
            gate.enter();
        } catch (SourceClosedException e) {
            drawn.close();
            throw e;
        }
        gate.passEntered(() -> sink.video(drawn, micros));
    }

    private void sound(SourceSink sink, TestCardClock clock, long first, int count)
            throws SourceClosedException, InterruptedException {
        if (samples.length < count * SourceSink.CHANNELS) {
            samples = new float[count * SourceSink.CHANNELS];
        }
        for (int i = 0; i < count; i++) {
            float value = TestTone.at(clock.sampleOfSecond(first + i));
            samples[2 * i] = value;
            samples[2 * i + 1] = value;
        }
        if (count > 0) {
            gate.pass(() -> sink.audio(samples, count, TestCardClock.sampleMicros(first)));
        }
    }

    /** The same clock, or one set anew if the wall clock was. */
    private static TestCardClock followed(TestCardClock clock, long base) {
        long before = System.nanoTime();
        long unixNow = unixNanos();
        long after = System.nanoTime();
        long unixOfBase = unixNow - (after - base);
        // Two clocks can be compared only if they were read together.
        boolean together = after - before < MOST_DRIFT / 10;
        return together && Math.abs(unixOfBase - clock.unixNanos()) > MOST_DRIFT
                ? new TestCardClock(clock.frameRate(), unixOfBase)
                : clock;
    }

    /** How many frames fit into the time. */
    private long frameAt(long nanos) {
        return (long) (nanos / 1e9 * frameRate.framesPerSecond());
    }

    private long frameRateSamples() {
        return (long) (SourceSink.SAMPLE_RATE / frameRate.framesPerSecond());
    }

    private static long unixNanos() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }
}
