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
    /** So long the packets of one track wait for those of the other. */
    private static final long PATIENCE = 1_000_000;

    /**
     * A packet; whoever takes it closes it.
     *
     * @param micros its decoding time
     */
    record Entry(NativePacket packet, boolean isVideo, long micros) {}

    private final Deque<Entry> video = new ArrayDeque<>();
    private final Deque<Entry> audio = new ArrayDeque<>();
    private final boolean hasAudio;

    CopyQueue(boolean hasAudio) {
        this.hasAudio = hasAudio;
    }

    void add(Entry entry) {
        (entry.isVideo ? video : audio).addLast(entry);
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
            boolean waits = hasAudio && !rest && only.getLast().micros - only.getFirst().micros < PATIENCE;
            return waits ? null : only.removeFirst();
        }
        return (video.getFirst().micros <= audio.getFirst().micros ? video : audio).removeFirst();
    }

    @Override
    public void close() {
        video.forEach(entry -> entry.packet.close());
        audio.forEach(entry -> entry.packet.close());
        video.clear();
        audio.clear();
    }
}
