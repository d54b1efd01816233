package dev.ringcast.ring;

import dev.ringcast.media.MediaBytes;
import dev.ringcast.media.MediaSegment;
import dev.ringcast.media.PartialSegment;
import dev.ringcast.media.SegmentTiming;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * The media segments of one rendition, in memory, bounded by time and by bytes.
 *
 * <p><b>Order of calls</b>, by one thread at a time (another may take over between two calls):
 *
 * <ol>
 *   <li>{@link #beginSegment};
 *   <li>{@link #appendPart}, once or more often;
 *   <li>{@link #endSegment}; or {@link #abandonOpen} if there came no part;
 *   <li>again from 1, with the same run or another, or {@link #end}.
 * </ol>
 *
 * A call out of this order, or while another thread is in one, throws {@link IllegalStateException} and changes nothing.
 *
 * <p><b>Readers</b> take a {@link #snapshot}: any thread, at any time, without waiting. Snapshots never go back (L9).
 *
 * <p><b>Media sequence numbers</b> (L11). The first is ⌊unix time of the segment's first frame / <i>S</i>⌋, <i>S</i> being {@link SegmentTiming#numbering}, at
 * least 1; each segment after it has one more. So they go on after the process was killed, with nothing stored: segment
 * <i>n</i> that began at <i>nS + φ</i> (0 ≤ φ &lt; <i>S</i>) was complete at <i>(n+1)S + φ</i> at the earliest, and whoever
 * starts later than that starts with <i>n</i>+1 or more. This holds while segments and the pauses between runs last at
 * least <i>S</i> each on average (so runs that fail one after the other must be spaced out), and while nobody sets the
 * machine's clock back.
 *
 * <p><b>Gaps</b> (L25) are segments like others, of the run before them, whose parts hold nothing.
 *
 * <p><b>Discontinuity sequence numbers</b> (L16). Each discontinuity adds one. The first is the number of ten-second
 * spans since 1970, modulo 65 536: so a new process, whose timestamps begin anew, has another number than the one that
 * was killed before it, with nothing stored, as long as discontinuities come less often than every ten seconds on
 * average. It is kept small because hls.js has an array as long as the number; with the media sequence number as the
 * first, Chromium hung for seconds at each start.
 *
 * <p><b>Retention.</b> A segment leaves the list when the others still cover the window, three target durations and six
 * segments (L12). It can still be found for its own duration and that of the longest playlist it was in (L13). Where that is
 * more than {@link RingLimits#maxBytes}, the window is shorter. If all segments together exceed it nevertheless, the retired
 * ones go at once, oldest first, then listed ones, but never so that fewer than six segments or three target durations remain
 * listed: {@link #room} tells whether that is still too much.
 */
public final class SegmentRing {
    private static final long DISCONTINUITY_SPAN_SECONDS = 10;
    private static final long DISCONTINUITY_MODULUS = 65_536;

    private final Duration numbering;
    private final AtomicBoolean writing = new AtomicBoolean();
    private final SlidingWindow window;
    private final List<PartialSegment> openParts = new ArrayList<>();

    /** What the next segment follows, without its media. */
    private Optional<MediaSegment> last = Optional.empty();

    private Optional<MediaSegment> open = Optional.empty();
    private long openBytes;
    private boolean ended;

    private volatile RingSnapshot snapshot = RingSnapshot.EMPTY;

    /**
     * An empty ring.
     *
     * @param timing what the media promises
     * @param clock tells when a retired segment's time is up; one that nobody sets, or L13 would fall with it
     */
    public SegmentRing(RingLimits limits, SegmentTiming timing, InstantSource clock) {
        this.numbering = timing.numbering();
        this.window = new SlidingWindow(limits, timing.targetDuration(), clock);
    }

    /** The content now. Any thread; never waits; never older than one taken before. */
    public RingSnapshot snapshot() {
        return snapshot;
    }

    /**
     * Begins the next segment. It is a discontinuity if its run is not the one of the segment before (L17). Takes back
     * {@link #end}.
     *
     * @param run the life of encoder and muxer that the segment comes from, {@code [A-Za-z0-9_-]{1,64}}
     * @param init the run's init segment; empty where the packaging has none
     * @param programDateTime the wall clock at the segment's first frame (L18)
     */
    public void beginSegment(String run, MediaBytes init, Instant programDateTime) {
        write(() -> {
            open.ifPresent(segment -> {
                throw new IllegalStateException(
                        "segment " + segment.sequence() + " is still open: end or abandon it before the next begins");
            });
            open = Optional.of(last.map(before -> nextSegment(before, run, init, programDateTime))
                    .orElseGet(() -> firstSegment(run, init, programDateTime)));
            ended = false;
        });
    }

    /**
     * Begins the next segment where the last one ended and of the same run: for media that are missing (L25). Takes back
     * {@link #end}.
     *
     * @throws IllegalStateException if there is no segment that it could follow
     */
    public void beginGap() {
        MediaSegment last = snapshot.last()
                .orElseThrow(() -> new IllegalStateException("a gap before the first media: there is nothing to fill"));
        beginSegment(last.run(), last.init(), last.end());
    }

    /**
     * Appends to the open segment.
     *
     * @throws IllegalArgumentException if it is the segment's first and neither independent nor a gap: the playlists
     *     promise that every segment starts with an IDR (L19)
     */
    public void appendPart(PartialSegment part) {
        write(() -> {
            MediaSegment segment = requireOpen("append a part");
            if (openParts.isEmpty() && !part.independent() && !part.gap()) {
                throw new IllegalArgumentException(
                        "the first part of segment " + segment.sequence() + " does not start with an IDR");
            }
            MediaSegment longer = segment.withParts(
                    Stream.concat(openParts.stream(), Stream.of(part)).toList());
            openParts.add(part);
            openBytes += part.bytes().size();
            open = Optional.of(longer);
        });
    }

    /** Lists the open segment, which has at least one part. */
    public void endSegment() {
        write(() -> {
            MediaSegment segment = requireOpen("end a segment");
            if (openParts.isEmpty()) {
                throw new IllegalStateException(
                        "segment " + segment.sequence() + " has no part: abandon it instead of ending it");
            }
            openParts.clear();
            openBytes = 0;
            open = Optional.empty();
            window.add(segment);
            last = Optional.of(segment.withParts(List.of()));
        });
    }

    /**
     * Forgets the open segment if no part of it exists; its number goes to the next one. Nothing happens if no segment is
     * open.
     *
     * @throws IllegalStateException if it has a part: readers may have seen it, so it must be ended instead (L8)
     */
    public void abandonOpen() {
        write(() -> {
            if (!openParts.isEmpty()) {
                throw new IllegalStateException("the open segment has parts: end it instead of abandoning it");
            }
            open = Optional.empty();
        });
    }

    /** No segment follows: EXT-X-ENDLIST (L22). A later {@link #beginSegment} takes it back. */
    public void end() {
        write(() -> {
            open.ifPresent(segment -> {
                throw new IllegalStateException(
                        "segment " + segment.sequence() + " is still open: end or abandon it before the end");
            });
            ended = true;
        });
    }

    /** Nothing is listed any more; what was can still be found for its time (L13). No segment may be open. */
    public void retireAll() {
        write(() -> {
            open.ifPresent(segment -> {
                throw new IllegalStateException(
                        "segment " + segment.sequence() + " is still open: end or abandon it before all are retired");
            });
            window.retireAll();
        });
    }

    /** Drops what has been retired for its time. Every other change does so too. */
    public void trim() {
        write(() -> {});
    }

    /**
     * The next segment follows that one, of another ring: so that a rendition that paused has the numbers of the others
     * (L27). Nothing may be listed.
     */
    public void follow(MediaSegment other) {
        write(() -> {
            if (!snapshot.segments().isEmpty() || open.isPresent()) {
                throw new IllegalStateException(
                        "segments are listed or open: retire them all before another is followed");
            }
            last = Optional.of(other.withParts(List.of()));
        });
    }

    /** How much is held, and should be. For the writer. */
    public RingRoom room() {
        return window.room(openBytes);
    }

    private void write(Runnable change) {
        // Acquires what the writer before has released, and shows two writers at once for the fault it is.
        if (!writing.compareAndSet(false, true)) {
            throw new IllegalStateException("two threads write to one ring at the same time");
        }
        try {
            change.run();
            window.trim(openBytes);
            SlidingWindow.Segments complete = window.segments();
            snapshot = new RingSnapshot(complete.listed(), complete.retired(), open, ended);
        } finally {
            writing.set(false);
        }
    }

    private MediaSegment requireOpen(String what) {
        return open.orElseThrow(() -> new IllegalStateException("no segment is open: begin one to " + what));
    }

    private MediaSegment firstSegment(String run, MediaBytes init, Instant programDateTime) {
        long first =
                Math.max(1, Duration.between(Instant.EPOCH, programDateTime).dividedBy(numbering));
        return new MediaSegment(
                run, first, programDateTime, false, firstDiscontinuitySequence(programDateTime), init, List.of());
    }

    private static long firstDiscontinuitySequence(Instant start) {
        return Math.floorMod(Math.floorDiv(start.getEpochSecond(), DISCONTINUITY_SPAN_SECONDS), DISCONTINUITY_MODULUS);
    }

    private static MediaSegment nextSegment(MediaSegment last, String run, MediaBytes init, Instant programDateTime) {
        boolean discontinuity = !last.run().equals(run);
        return new MediaSegment(
                run,
                last.sequence() + 1,
                programDateTime,
                discontinuity,
                last.discontinuitySequence() + (discontinuity ? 1 : 0),
                init,
                List.of());
    }
}
