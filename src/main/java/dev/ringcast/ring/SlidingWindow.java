package dev.ringcast.ring;

import dev.ringcast.media.MediaSegment;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The complete segments of a {@link SegmentRing}: those that are listed and those that have left the list and can still
 * be fetched. For the ring's writer alone.
 */
final class SlidingWindow {
    /** Apple's authoring specification, 8.11: a live media playlist has at least six segments. */
    private static final int FEWEST_LISTED = 6;

    /** RFC 8216bis, 6.2.2: removal must not leave less than three target durations. */
    private static final long FEWEST_TARGET_DURATIONS = 3;

    /** One listed beyond the window, one open, and two more of those that have left it: see {@link #retireOldest}. */
    private static final int BESIDE_THE_WINDOWS = 4;

    private final long maxBytes;
    private final InstantSource clock;

    /** What must stay listed whatever it costs. */
    private final Duration least;

    /** What stays listed where there is room for it and for as much again that has left it. */
    private final Duration wanted;

    private final Deque<Kept> listed = new ArrayDeque<>();
    private final Deque<Kept> retired = new ArrayDeque<>();
    private Duration listedDuration = Duration.ZERO;
    private long listedBytes;
    private long bytes;

    /** The segments of both, kept until one of them changes: most writes only add a part to the open segment. */
    private @Nullable Segments segments;

    /**
     * Complete segments, oldest first.
     *
     * @param listed those in the playlist
     * @param retired those that have left it and can still be fetched
     */
    record Segments(List<MediaSegment> listed, List<MediaSegment> retired) {}

    SlidingWindow(RingLimits limits, int targetDuration, InstantSource clock) {
        this.maxBytes = limits.maxBytes();
        this.clock = clock;
        this.least = Duration.ofSeconds(FEWEST_TARGET_DURATIONS * targetDuration);
        this.wanted = limits.window().compareTo(least) > 0 ? limits.window() : least;
    }

    Segments segments() {
        Segments known = segments;
        if (known == null) {
            known = new Segments(list(listed), list(retired));
            segments = known;
        }
        return known;
    }

    private static List<MediaSegment> list(Deque<Kept> kept) {
        return kept.stream().map(each -> each.segment).toList();
    }

    /** Lists a segment, and retires those that the window no longer needs (L12). */
    void add(MediaSegment segment) {
        segments = null;
        Kept added = new Kept(segment);
        listed.addLast(added);
        listedDuration = listedDuration.plus(added.duration);
        listedBytes += added.size;
        bytes += added.size;
        Duration affordable = affordable();
        while (canUnlist(affordable)) {
            retireOldest();
        }
        for (Kept kept : listed) {
            if (kept.longestPlaylist.compareTo(listedDuration) < 0) {
                kept.longestPlaylist = listedDuration;
            }
        }
    }

    /**
     * How long the window may be at the bit rate of what is listed, so that what leaves it can be kept for its time: a
     * shorter playlist breaks no rule, media that are gone too early do (L13).
     */
    private Duration affordable() {
        if (bytesWanted() <= maxBytes) {
            return wanted;
        }
        double fits = maxBytes / bytesPerSecond() - BESIDE_THE_WINDOWS * seconds(longestListed());
        Duration affordable = Duration.ofMillis((long) (fits / 2 * 1000));
        return affordable.compareTo(least) < 0 ? least : affordable;
    }

    /** What {@code wanted} takes at the bit rate of what is listed, with the segments that have left it. */
    private long bytesWanted() {
        double seconds = 2 * seconds(wanted) + BESIDE_THE_WINDOWS * seconds(longestListed());
        return (long) (seconds * bytesPerSecond());
    }

    private double bytesPerSecond() {
        return listed.isEmpty() ? 0 : listedBytes / seconds(listedDuration);
    }

    private Duration longestListed() {
        return listed.stream()
                .map(kept -> kept.duration)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    /**
     * How much is held, and should be.
     *
     * @param openBytes what the open segment takes
     */
    RingRoom room(long openBytes) {
        return new RingRoom(bytes + openBytes, maxBytes, bytesWanted());
    }

    /** Retires all. */
    void retireAll() {
        while (!listed.isEmpty()) {
            retireOldest();
        }
    }

    private void retireOldest() {
        Kept oldest = unlistOldest();
        oldest.retrievableUntil = clock.instant().plus(oldest.duration).plus(oldest.longestPlaylist);
        retired.addLast(oldest);
    }

    /**
     * Drops the retired segments whose time is up (L13), then what is too much in bytes.
     *
     * @param openBytes what the open segment takes
     */
    void trim(long openBytes) {
        Instant now = clock.instant();
        while (!retired.isEmpty() && retired.getFirst().retrievableUntil.isBefore(now)) {
            drop();
        }
        while (bytes + openBytes > maxBytes && !retired.isEmpty()) {
            drop();
        }
        while (bytes + openBytes > maxBytes && canUnlist(least)) {
            bytes -= unlistOldest().size;
        }
    }

    private void drop() {
        segments = null;
        bytes -= retired.removeFirst().size;
    }

    private boolean canUnlist(Duration remaining) {
        return listed.size() > FEWEST_LISTED
                && listedDuration.minus(listed.getFirst().duration).compareTo(remaining) >= 0;
    }

    private Kept unlistOldest() {
        segments = null;
        Kept oldest = listed.removeFirst();
        listedDuration = listedDuration.minus(oldest.duration);
        listedBytes -= oldest.size;
        return oldest;
    }

    /** A segment and what must be known of it to drop it in time. */
    private static final class Kept {
        final MediaSegment segment;
        final Duration duration;
        final long size;
        Duration longestPlaylist = Duration.ZERO;
        Instant retrievableUntil = Instant.MAX;

        Kept(MediaSegment segment) {
            this.segment = segment;
            this.duration = segment.duration();
            this.size = segment.size();
        }
    }
}
