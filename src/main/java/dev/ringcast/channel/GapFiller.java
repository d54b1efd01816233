package dev.ringcast.channel;

import dev.ringcast.encoder.BeatClock;
import dev.ringcast.media.Cadence;
import dev.ringcast.media.FrameRate;
import dev.ringcast.media.PartialSegment;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a channel's playlists at their pace while nobody writes media (L10): fills the time between two runs with gaps,
 * part by part as the clock goes on (L25).
 *
 * <p>It writes to the rings only between {@link #open} and {@link #close}, on a thread that lives as long; when close
 * returns it has written its last. So the rings have one writer at a time. Safe for any thread.
 */
final class GapFiller implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(GapFiller.class.getName());

    private final String name;
    private final Cadence cadence;
    private final Duration window;
    private final ChannelOutput output;
    private final LongSupplier nanoTime;
    private final Executor threads;
    private final LogLimit refusals = new LogLimit();
    private @Nullable Gap current;

    /** @param nanoTime the clock that gaps keep pace with, in the manner of {@link System#nanoTime}; the wall clock may be set */
    GapFiller(ChannelPlan plan, ChannelOutput output, LongSupplier nanoTime) {
        this(plan, output, nanoTime, work -> {
            Thread thread = new Thread(work, "ringcast-" + plan.name() + "-gap");
            thread.setDaemon(true);
            thread.start();
        });
    }

    /** @param threads runs something in a thread of its own, or throws {@link OutOfMemoryError} if there can be none */
    GapFiller(ChannelPlan plan, ChannelOutput output, LongSupplier nanoTime, Executor threads) {
        this.name = plan.name();
        this.cadence = plan.cadence();
        this.window = plan.limits().window();
        this.output = output;
        this.nanoTime = nanoTime;
        this.threads = threads;
    }

    /**
     * Media are missing from the end of those that are there, until it is closed. Nothing happens if there never were
     * any in one of the playlists, if these have ended, if it is open already, or if the machine has no thread to
     * spare.
     *
     * @return whether it is open now
     */
    synchronized boolean open() {
        Optional<Instant> end = output.end().filter(any -> output.hasMediaEverywhere() && !output.ended());
        if (current == null && end.isPresent()) {
            Gap gap = new Gap(hole(end.get()));
            try {
                threads.execute(gap::fill);
                current = gap;
            } catch (OutOfMemoryError e) {
                // So Java tells it. Without gaps the channel goes on all the same, and its next failure tries again.
                refusals.another(Instant.now())
                        .ifPresent(times -> LOG.log(
                                System.Logger.Level.WARNING,
                                "channel " + name + ": no gaps are written"
                                        + (times == 1 ? "" : ", " + times + " times") + ": " + e.getMessage()));
            }
        }
        return isOpen();
    }

    /** Whether gaps are written: nobody else may write. */
    synchronized boolean isOpen() {
        return current != null;
    }

    /** Media are there again, or none will come: lists what is missing until now, and writes nothing more. */
    @Override
    public synchronized void close() {
        Gap ending = current;
        current = null;
        if (ending != null) {
            ending.clock.close();
            try {
                ending.finish();
            } finally {
                // Whatever was wrong with the gap: what it has left open would be in the way of all that comes.
                output.endRun();
            }
        }
    }

    /** How long nothing has been written. What lasts longer than the window is not in the playlist at all. */
    private Duration hole(Instant end) {
        Duration hole = Duration.between(end, output.now());
        return hole.abs().compareTo(window) > 0 ? Duration.ZERO : hole;
    }

    private synchronized boolean step(Gap gap) {
        if (gap != current) {
            return false;
        }
        gap.write();
        output.publish();
        return true;
    }

    /** One hole. Its beats, counted from its beginning, measure segments and parts; there are no pictures. */
    private final class Gap {
        private final BeatClock clock = new BeatClock(cadence.frameRate(), nanoTime);

        /** The beat, counted from its beginning, at which the clock was started. */
        private final long opened;

        private long segmentStart;
        private long written;

        Gap(Duration hole) {
            opened = Math.round(hole.toNanos() / 1e9 * cadence.frameRate().framesPerSecond());
        }

        void fill() {
            try {
                do {
                    clock.await(partEnd() - opened);
                } while (step(this));
            } catch (InterruptedException e) {
                // The clock is closed: media are there again.
            } catch (RuntimeException e) {
                // A defect must not be lost; media will end the hole all the same.
                LOG.log(System.Logger.Level.ERROR, "channel " + name + ": no more gaps are written", e);
            }
        }

        private long partEnd() {
            return Math.min(written + cadence.framesPerPart(), segmentStart + cadence.framesPerSegment());
        }

        /** Writes the parts that are over by now. */
        void write() {
            for (long end = partEnd(); clock.micros() >= clock.microsAt(end - opened); end = partEnd()) {
                append(end);
            }
        }

        /** Writes what is missing until now: the last part is as short as it is. */
        void finish() {
            write();
            long now = opened
                    + (long) Math.floor(
                            clock.micros() / 1e6 * cadence.frameRate().framesPerSecond());
            if (now > written) {
                append(now);
            }
        }

        private void append(long end) {
            FrameRate rate = cadence.frameRate();
            PartialSegment part = PartialSegment.gap(Duration.ofNanos(rate.nanosAt(end) - rate.nanosAt(written)));
            boolean begins = written == segmentStart;
            boolean ends = end == segmentStart + cadence.framesPerSegment();
            for (RenditionOutput each : output.all()) {
                each.appendGap(part, begins, ends);
            }
            written = end;
            segmentStart = ends ? end : segmentStart;
        }
    }
}
