package dev.ringcast.channel;

import dev.ringcast.channel.ChannelFigures.RestartReason;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The last things that went wrong with a channel, how often it was run again, and what did not end. The same thing again is counted, not
 * listed again, and logged as {@link LogLimit} allows. Thread-safe.
 */
final class Problems implements ProblemSink {
    private static final System.Logger LOG = System.getLogger(Problems.class.getName());
    private static final int KEPT = 20;

    /** What is measured is another figure each time, and the same problem. */
    private static final Pattern FIGURE = Pattern.compile("[0-9.]+(?= (?:s|ms|%|packets)(?![a-z]))");

    private final String channel;
    private final InstantSource clock;
    private final Deque<Entry> entries = new ArrayDeque<>();
    private final Set<Thread> leftBehind = new HashSet<>();
    private final Map<RestartReason, Long> restarts = new EnumMap<>(RestartReason.class);

    private record Entry(Instant last, String text, LogLimit limit) {
        String timesText() {
            return limit.times() == 1 ? "" : " (" + limit.times() + " times)";
        }
    }

    Problems(String channel, InstantSource clock) {
        this.channel = channel;
        this.clock = clock;
        for (RestartReason reason : RestartReason.values()) {
            restarts.put(reason, 0L);
        }
    }

    /** Keeps and logs it. */
    @Override
    public void note(String text) {
        note(text, null);
    }

    /** Keeps and logs it; of a defect, also where it happened. */
    @Override
    public void note(Failure failure) {
        note(failure.text(), failure.defect());
    }

    private synchronized void note(String text, @Nullable Throwable defect) {
        Instant now = clock.instant();
        Entry entry = new Entry(now, text, takeLimit(text));
        entries.addFirst(entry);
        if (entries.size() > KEPT) {
            entries.removeLast();
        }
        if (entry.limit.another(now).isPresent()) {
            System.Logger.Level level = defect == null ? System.Logger.Level.WARNING : System.Logger.Level.ERROR;
            LOG.log(level, "channel " + channel + ": " + text + entry.timesText(), defect);
        }
    }

    private static String withoutFigures(String text) {
        return FIGURE.matcher(text).replaceAll("");
    }

    private LogLimit takeLimit(String text) {
        String wanted = withoutFigures(text);
        for (Iterator<Entry> each = entries.iterator(); each.hasNext(); ) {
            Entry entry = each.next();
            if (withoutFigures(entry.text).equals(wanted)) {
                each.remove();
                return entry.limit;
            }
        }
        return new LogLimit();
    }

    @Override
    public synchronized void leftBehind(Thread thread) {
        leftBehind.add(thread);
    }

    /** Whether such a thread is still there. */
    synchronized boolean hasLeftBehind() {
        leftBehind.removeIf(thread -> !thread.isAlive());
        return !leftBehind.isEmpty();
    }

    @Override
    public synchronized void restarted(RestartReason reason) {
        restarts.merge(reason, 1L, Long::sum);
    }

    /** How often, for each reason. */
    synchronized Map<RestartReason, Long> restarts() {
        return Map.copyOf(restarts);
    }

    /** The kept ones, newest first. */
    synchronized List<ChannelStatus.Problem> newestFirst() {
        return entries.stream()
                .map(entry -> new ChannelStatus.Problem(entry.last, entry.text + entry.timesText()))
                .toList();
    }
}
