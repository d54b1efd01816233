package dev.ringcast.source;

import dev.ringcast.ffmpeg.NativePacket;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Puts the packets of picture and sound into the order of their decoding times, as containers interleave them loosely: a
 * part of a segment shall have the sound that belongs to its pictures. Used by one thread.
 */
final class CopyQueue implements AutoCloseable {
    /** So long the packets of one track of a live source wait for those of the other. */
    private static final long PATIENCE = 1_000_000;

    /** No more may wait: a second of 500 Mbit/s. */
    static final long MOST_BYTES = 64 << 20;

    /** Why more cannot wait. */
    static final String FULL = "more than " + (MOST_BYTES >> 20)
            + " MB would wait in memory for the other track; its timestamps do not go on as its data does";

    /** What a packet takes beside its data. */
    private static final long EACH = 512;

    /**
     * A packet; whoever takes it closes it.
     *
     * @param micros its decoding time
     */
    record Entry(NativePacket packet, boolean isVideo, long micros) {}

    private final Deque<Entry> video = new ArrayDeque<>();
    private final Deque<Entry> audio = new ArrayDeque<>();
    private final long patience;
    private boolean hasAudio;
    private long bytes;

    /** @param hasAudio whether there is sound to wait for, before any has come */
    CopyQueue(boolean hasAudio) {
        this(hasAudio, PATIENCE);
    }

    /** @param patience so long the packets of one track wait for those of the other, in microseconds */
    CopyQueue(boolean hasAudio, long patience) {
        this.hasAudio = hasAudio;
        this.patience = patience;
    }

    void add(Entry entry) {
        bytes += size(entry);
        hasAudio = hasAudio || !entry.isVideo;
        (entry.isVideo ? video : audio).addLast(entry);
    }

    /** How much memory the packets take that wait: timestamps that stand still would have them wait for ever. */
    long bytes() {
        return bytes;
    }

    private static long size(Entry entry) {
        return entry.packet.avPacket().size() + EACH;
    }

    /**
     * The next packet.
     *
     * @param rest whether no packets follow
     * @return null if it is not known yet which one is next
     */
    @Nullable
    Entry poll(boolean rest) {
        if (video.isEmpty() && audio.isEmpty()) {
            return null;
        }
        if (video.isEmpty() || audio.isEmpty()) {
            Deque<Entry> only = video.isEmpty() ? audio : video;
            boolean waits = hasAudio && !rest && only.getLast().micros - only.getFirst().micros < patience;
            return waits ? null : next(only);
        }
        return next(video.getFirst().micros <= audio.getFirst().micros ? video : audio);
    }

    private Entry next(Deque<Entry> track) {
        Entry entry = track.removeFirst();
        bytes -= size(entry);
        return entry;
    }

    @Override
    public void close() {
        video.forEach(entry -> entry.packet.close());
        audio.forEach(entry -> entry.packet.close());
        video.clear();
        audio.clear();
        bytes = 0;
    }
}
