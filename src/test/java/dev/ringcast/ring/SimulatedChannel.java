package dev.ringcast.ring;

import dev.ringcast.media.Cadence;
import dev.ringcast.media.FrameRate;
import dev.ringcast.media.MediaBytes;
import dev.ringcast.media.PartialSegment;
import dev.ringcast.media.SegmentTiming;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Fills a ring as an encoder and a segmenter would, in the time of a clock that it sets itself. */
public final class SimulatedChannel {
    private final Cadence cadence;
    private final int bytesPerPart;
    private final SegmentRing ring;
    private volatile Instant now;
    private Instant runStart;
    private Runnable published = () -> {};
    private int runs;
    private long frame;

    /** A channel that starts at {@code start}, without a run. */
    public SimulatedChannel(FrameRate frameRate, Duration window, long maxBytes, int bytesPerPart, Instant start) {
        this(
                Cadence.of(frameRate, Duration.ofSeconds(2), Duration.ofMillis(333)),
                window,
                maxBytes,
                bytesPerPart,
                start);
    }

    /** The same with another cadence. */
    public SimulatedChannel(Cadence cadence, Duration window, long maxBytes, int bytesPerPart, Instant start) {
        this.cadence = cadence;
        this.bytesPerPart = bytesPerPart;
        this.now = start;
        this.runStart = start;
        this.ring = new SegmentRing(new RingLimits(window, maxBytes), SegmentTiming.of(cadence), clock());
    }

    /** Segments of 2 s at 30 frames per second, a window of 60 s, as much memory as it takes. */
    public static SimulatedChannel ordinary() {
        return new SimulatedChannel(
                new FrameRate(30, 1),
                Duration.ofSeconds(60),
                Long.MAX_VALUE,
                10,
                Instant.parse("2026-11-24T10:00:00Z"));
    }

    public SegmentRing ring() {
        return ring;
    }

    public Cadence cadence() {
        return cadence;
    }

    /** The channel's time. */
    public InstantSource clock() {
        return () -> now;
    }

    /** Has something done each time there is another part, as readers see it. */
    public void onEachPart(Runnable action) {
        published = action;
    }

    /** Lets time pass without media. */
    public void pause(Duration duration) {
        now = now.plus(duration);
    }

    /** Starts a new encoder. */
    public void startRun() {
        runs++;
        runStart = now;
        frame = 0;
    }

    /** The name of the current run. */
    public String run() {
        return "run" + runs;
    }

    /** Encodes whole segments; time passes as they last. */
    public void segments(int count) {
        for (int i = 0; i < count; i++) {
            segmentOf(cadence.framesPerSegment());
        }
    }

    /** Encodes the first parts of a segment, which stays open. */
    public void openParts(int parts) {
        begin();
        for (int i = 0; i < parts; i++) {
            part(cadence.framesPerPart(), i == 0);
        }
    }

    /** Encodes one segment of so many frames. */
    public void segmentOf(int frames) {
        begin();
        boolean independent = true;
        for (int left = frames; left > 0; left -= cadence.framesPerPart()) {
            part(Math.min(left, cadence.framesPerPart()), independent);
            independent = false;
            if (left <= cadence.framesPerPart()) {
                ring.endSegment();
            }
            published.run();
        }
    }

    /** The source is away for so many frames; time passes as they last. A gap that is not full stays open. */
    public void gap(int frames) {
        int inSegment = 0;
        for (int left = frames; left > 0; ) {
            if (inSegment == 0) {
                ring.beginGap();
            }
            int length = Math.min(left, Math.min(cadence.framesPerPart(), cadence.framesPerSegment() - inSegment));
            long start = cadence.frameRate().nanosAt(inSegment);
            Duration duration = Duration.ofNanos(cadence.frameRate().nanosAt(inSegment + length) - start);
            now = now.plus(duration);
            ring.appendPart(PartialSegment.gap(duration));
            left -= length;
            inSegment += length;
            if (inSegment == cadence.framesPerSegment()) {
                ring.endSegment();
                inSegment = 0;
            }
            published.run();
        }
    }

    private void begin() {
        ring.beginSegment(
                run(), MediaBytes.EMPTY, runStart.plusNanos(cadence.frameRate().nanosAt(frame)));
    }

    private void part(int frames, boolean independent) {
        long start = cadence.frameRate().nanosAt(frame);
        frame += frames;
        long end = cadence.frameRate().nanosAt(frame);
        now = runStart.plusNanos(end);
        ring.appendPart(new PartialSegment(
                MediaBytes.owning(new byte[bytesPerPart]), Duration.ofNanos(end - start), independent));
    }
}
