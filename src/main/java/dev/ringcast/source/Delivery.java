package dev.ringcast.source;

import dev.ringcast.ffmpeg.NativeFrame;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Hands on to the sink what the tracks decode, and keeps account of it. Used by the source's thread alone. */
final class Delivery implements TrackOutput {
    private final SourceSink sink;
    private final Gate gate;
    private boolean slowed;
    private final RealTimePace pace = new RealTimePace();
    private SourceFormat format = new SourceFormat("", "");
    private boolean begun;
    private long shift;
    private final Span pictures = new Span();
    private final Span sounds = new Span();
    private long lastNanos = System.nanoTime();
    private long lastPictureNanos;

    /** @param slowed whether to hold everything back until its time has come, unless the input turns out to come in its own */
    Delivery(SourceSink sink, Gate gate, boolean slowed) {
        this.sink = sink;
        this.gate = gate;
        this.slowed = slowed;
    }

    @Override
    public void videoFormat(String video) {
        announce(new SourceFormat(video, format.audio()));
    }

    @Override
    public void audioFormat(String audio) {
        announce(new SourceFormat(format.video(), audio));
    }

    @Override
    public void asItComes() {
        slowed = false;
    }

    @Override
    public void video(NativeFrame picture, long timestamp, long duration)
            throws SourceClosedException, InterruptedException {
        boolean handedOn = false;
        try {
            waitFor(timestamp);
            gate.enter();
            // From here on the picture is the sink's, even if the sink is interrupted.
            handedOn = true;
            gate.passEntered(() -> sink.video(picture, timestamp + shift));
        } finally {
            if (!handedOn) {
                picture.close();
            }
        }
        pictures.add(timestamp, duration);
        lastNanos = System.nanoTime();
        lastPictureNanos = lastNanos;
    }

    @Override
    public void audio(float[] samples, int sampleCount, long timestamp)
            throws SourceClosedException, InterruptedException {
        waitFor(timestamp);
        gate.pass(() -> sink.audio(samples, sampleCount, timestamp + shift));
        sounds.add(timestamp, sampleCount * 1_000_000L / SourceSink.SAMPLE_RATE);
        lastNanos = System.nanoTime();
    }

    /** The tracks are known and reading begins: silence is counted from now. */
    void begin() {
        if (!begun) {
            begun = true;
            sink.format(format);
        }
        lastNanos = System.nanoTime();
        lastPictureNanos = lastNanos;
    }

    /** The input starts anew: the longer of its tracks goes on without a gap. */
    void repeat() {
        shift += Math.max(pictures.length(), sounds.length());
    }

    /** Whether anything was delivered. */
    boolean isAnythingDelivered() {
        return pictures.isSet() || sounds.isSet();
    }

    /** Whether nothing at all was delivered for so long. */
    boolean isSilentFor(Duration silence) {
        return System.nanoTime() - lastNanos > silence.toNanos();
    }

    /** Whether there were pictures but none for so long. */
    boolean isPictureStalledFor(Duration silence) {
        return pictures.isSet() && System.nanoTime() - lastPictureNanos > silence.toNanos();
    }

    private void announce(SourceFormat now) {
        boolean changed = !now.equals(format);
        format = now;
        if (begun && changed) {
            sink.format(now);
        }
    }

    private void waitFor(long timestamp) throws SourceClosedException, InterruptedException {
        if (slowed) {
            long now = System.nanoTime();
            long delay = pace.delay(timestamp, now / 1000);
            if (delay > 0) {
                gate.sleepUntil(now + TimeUnit.MICROSECONDS.toNanos(delay));
            }
        }
    }

    /** What a track covers. */
    private static final class Span {
        private long first = Long.MAX_VALUE;
        private long end = Long.MIN_VALUE;

        void add(long timestamp, long duration) {
            first = Math.min(first, timestamp);
            end = Math.max(end, timestamp + duration);
        }

        boolean isSet() {
            return end >= first;
        }

        long length() {
            return isSet() ? end - first : 0;
        }
    }
}
