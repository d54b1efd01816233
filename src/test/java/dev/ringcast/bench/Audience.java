package dev.ringcast.bench;

import java.util.Map;
import java.util.TreeMap;

/**
 * What all viewers of a stream together see of its live edge while they are measured. A part is at the live edge once
 * the first of all viewers has a playlist that lists it. For one thread.
 */
final class Audience {
    private final long partNanos;
    private final long anchorPart;
    private final long anchorNanos;

    private final Map<String, Integer> errors = new TreeMap<>();
    private long edge;
    private long from = Long.MAX_VALUE;
    private long to = Long.MIN_VALUE;
    private long[] firstListed = {};
    private long[] lastListed = {};
    private int[] lists = {};
    private Delays sinceListed = new Delays();
    private Delays sinceLastFrame = new Delays();
    private Delays playlists = new Delays();
    private long late;
    private long answers;

    /**
     * @param partNanos duration of each part
     * @param anchorPart some part
     * @param anchorNanos when the last frame of that part was due, by {@link System#nanoTime}
     */
    Audience(long partNanos, long anchorPart, long anchorNanos) {
        this.partNanos = partNanos;
        this.anchorPart = anchorPart;
        this.anchorNanos = anchorNanos;
    }

    /** Begins to measure with the part after the next one, for this number of parts at most. */
    void begin(int most) {
        from = edge + 2;
        to = from + most - 1;
        firstListed = new long[most];
        lastListed = new long[most];
        lists = new int[most];
        sinceListed = new Delays();
        sinceLastFrame = new Delays();
        playlists = new Delays();
        errors.clear();
        late = 0;
        answers = 0;
    }

    /** The part at the live edge is the last that is measured; returns how many are. */
    int end() {
        to = Math.min(to, edge);
        return (int) (to - from + 1);
    }

    /** Whether a part is measured. */
    boolean measures(long part) {
        return part >= from && part <= to;
    }

    /** A viewer's playlist lists a part that the one before did not. */
    void listed(long part, long nanos) {
        edge = Math.max(edge, part);
        if (measures(part)) {
            int index = (int) (part - from);
            if (lists[index] == 0) {
                firstListed[index] = nanos;
            }
            lastListed[index] = nanos;
            lists[index]++;
            playlists.add(sinceLastFrame(part, nanos));
        }
    }

    /**
     * A viewer has all of a part that is measured.
     *
     * @return whether it was more than one part behind the live edge just before
     */
    boolean received(long part, long nanos) {
        sinceListed.add(nanos - firstListed[(int) (part - from)]);
        sinceLastFrame.add(sinceLastFrame(part, nanos));
        boolean behind = edge > part;
        late += behind ? 1 : 0;
        return behind;
    }

    private long sinceLastFrame(long part, long nanos) {
        return nanos - anchorNanos - (part - anchorPart) * partNanos;
    }

    /** How many parts were received by somebody who was more than one behind. */
    long late() {
        return late;
    }

    /** Something was answered. */
    void answered() {
        answers++;
    }

    /** Something went wrong. */
    void failed(String kind) {
        errors.merge(kind, 1, Integer::sum);
    }

    /** Number of answers. */
    long answers() {
        return answers;
    }

    /** What went wrong, and how often. */
    Map<String, Integer> errors() {
        return errors;
    }

    /** For each part that all viewers have seen, the time from the first playlist that lists it to the last. */
    Delays spread(int viewers) {
        Delays spread = new Delays();
        for (int i = 0; i <= to - from; i++) {
            if (lists[i] == viewers) {
                spread.add(lastListed[i] - firstListed[i]);
            }
        }
        return spread;
    }

    /** From the first playlist that lists a part to the part's last byte. */
    Delays sinceListed() {
        return sinceListed;
    }

    /** From when the last frame of a part was due, by the programme's clock, to the part's last byte. */
    Delays sinceLastFrame() {
        return sinceLastFrame;
    }

    /** From when the last frame of a part was due to the playlist that lists it, in the hands of a viewer that waited. */
    Delays playlists() {
        return playlists;
    }
}
