package dev.ringcast.channel;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last things that went wrong with a channel; the same one again is counted, not listed again. Thread-safe. */
final class Problems {
    private static final System.Logger LOG = System.getLogger(Problems.class.getName());
    private static final int KEPT = 20;

    private final String channel;
    private final InstantSource clock;
    private final Deque<Entry> entries = new ArrayDeque<>();

    private record Entry(Instant last, String text, int times) {}

    Problems(String channel, InstantSource clock) {
        this.channel = channel;
        this.clock = clock;
    }

    /** Keeps and logs a problem; of an unbroken row of equal ones the 1st, 2nd, 4th, 8th … are logged. */
    synchronized void note(String text) {
        Entry newest = entries.peekFirst();
        int times = 1;
        if (newest != null && newest.text.equals(text)) {
            times = newest.times + 1;
            entries.removeFirst();
        }
        entries.addFirst(new Entry(clock.instant(), text, times));
        if (entries.size() > KEPT) {
            entries.removeLast();
        }
        if (Integer.bitCount(times) == 1) {
            LOG.log(System.Logger.Level.WARNING, "channel {0}: {1}{2}", channel, text, timesText(times));
        }
    }

    /** The kept ones, newest first. */
    synchronized List<ChannelStatus.Problem> newestFirst() {
        return entries.stream()
                .map(entry -> new ChannelStatus.Problem(entry.last, entry.text + timesText(entry.times)))
                .toList();
    }

    private static String timesText(int times) {
        return times == 1 ? "" : " (" + times + " times)";
    }
}
