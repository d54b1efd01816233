package dev.ringcast.channel;

import dev.ringcast.media.MediaBytes;
import dev.ringcast.media.MediaSegment;
import dev.ringcast.media.Packaging;
import dev.ringcast.media.PartialSegment;
import dev.ringcast.media.SegmentTiming;
import dev.ringcast.playlist.LivePlaylist;
import dev.ringcast.playlist.MediaPlaylistSettings;
import dev.ringcast.playlist.PlaylistPosition;
import dev.ringcast.playlist.RenditionReport;
import dev.ringcast.ring.RingLimits;
import dev.ringcast.ring.RingSnapshot;
import dev.ringcast.ring.SegmentRing;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A rendition in one packaging: its ring, its media playlist, rendered once whenever that changes, and who waits for it.
 * It outlives the runs that fill it. One thread at a time writes; any thread reads.
 */
final class RenditionOutput implements RenditionStream {
    private final String rendition;
    private final Packaging packaging;
    private final SegmentTiming timing;
    private final SegmentRing ring;
    private final MediaPlaylistSettings settings;
    private final InstantSource clock;
    private final Waiters waiters = new Waiters();
    private volatile @Nullable LivePlaylist playlist;

    RenditionOutput(
            String rendition, Packaging packaging, SegmentTiming timing, RingLimits limits, InstantSource clock) {
        this.rendition = rendition;
        this.packaging = packaging;
        this.timing = timing;
        this.ring = new SegmentRing(limits, timing, clock);
        this.settings = MediaPlaylistSettings.of(timing, packaging);
        this.clock = clock;
    }

    /** The rendition's name in addresses. */
    String rendition() {
        return rendition;
    }

    /** Its packaging. */
    Packaging packaging() {
        return packaging;
    }

    /** What is held now. */
    RingSnapshot snapshot() {
        return ring.snapshot();
    }

    /** How far it has come, for the reports in others' playlists. */
    PlaylistPosition position() {
        return PlaylistPosition.of(ring.snapshot());
    }

    /** How many requests wait. */
    int waiting() {
        return waiters.size();
    }

    @Override
    public Optional<LivePlaylist> playlist() {
        return Optional.ofNullable(playlist);
    }

    @Override
    public SegmentTiming timing() {
        return timing;
    }

    @Override
    public Optional<MediaSegment> segment(String run, long sequence) {
        RingSnapshot snapshot = ring.snapshot();
        boolean growing =
                snapshot.open().filter(open -> open.sequence() == sequence).isPresent();
        return growing ? Optional.empty() : snapshot.find(run, sequence);
    }

    @Override
    public Optional<MediaSegment> segmentSoFar(String run, long sequence) {
        return ring.snapshot().find(run, sequence);
    }

    @Override
    public boolean isNext(String run, long sequence, long part) {
        RingSnapshot snapshot = ring.snapshot();
        if (snapshot.ended()) {
            return false;
        }
        Optional<MediaSegment> open = snapshot.open();
        if (open.isPresent()) {
            return open.get().run().equals(run)
                    && open.get().sequence() == sequence
                    && open.get().parts().size() == part;
        }
        return part == 0
                && sequence == snapshot.lastSequence() + 1
                && snapshot.find(run, snapshot.lastSequence()).isPresent();
    }

    @Override
    public Optional<MediaBytes> init(String run) {
        return ring.snapshot().init(run);
    }

    @Override
    public boolean await(Waiter waiter) {
        return waiters.add(waiter);
    }

    @Override
    public void forget(Waiter waiter) {
        waiters.remove(waiter);
    }

    void beginSegment(String run, MediaBytes init, Instant programDateTime) {
        ring.beginSegment(run, init, programDateTime);
    }

    void appendPart(PartialSegment part) {
        ring.appendPart(part);
    }

    void endSegment() {
        ring.endSegment();
    }

    /** The run is over: what is open is listed if it has anything to show. */
    void endRun() {
        ring.snapshot().open().ifPresent(open -> {
            if (open.parts().isEmpty()) {
                ring.abandonOpen();
            } else {
                ring.endSegment();
            }
        });
    }

    /** Nothing follows until somebody starts the channel again (L22). */
    void end() {
        ring.end();
    }

    /** Renders the playlist of what is held now. */
    void render(List<RenditionReport> reports) {
        RingSnapshot snapshot = ring.snapshot();
        if (!snapshot.segments().isEmpty()) {
            playlist = LivePlaylist.of(snapshot, settings, reports, clock.instant());
        }
    }

    /** Wakes who waits for what is rendered now. */
    void wake() {
        waiters.advance();
    }

    /** Lets all requests go; nobody waits from now on. */
    void close() {
        waiters.close();
    }
}
