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
import dev.ringcast.ring.RingRoom;
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
final class RenditionOutput implements RenditionStream, RunOutput.Stream {
    private final String rendition;
    private final Packaging packaging;
    private final SegmentTiming timing;
    private final SegmentRing ring;
    private final MediaPlaylistSettings settings;
    private final InstantSource wallClock;
    private final Waiters waiters = new Waiters();
    private volatile @Nullable LivePlaylist playlist;
    private volatile boolean withdrawn;

    RenditionOutput(
            String rendition,
            Packaging packaging,
            SegmentTiming timing,
            RingLimits limits,
            InstantSource wallClock,
            InstantSource steadyClock) {
        this.rendition = rendition;
        this.packaging = packaging;
        this.timing = timing;
        this.ring = new SegmentRing(limits, timing, steadyClock);
        this.settings = MediaPlaylistSettings.of(timing, packaging);
        this.wallClock = wallClock;
    }

    /** The rendition's name in addresses. */
    @Override
    public String rendition() {
        return rendition;
    }

    @Override
    public Packaging packaging() {
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
    public boolean withdrawn() {
        return withdrawn;
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
        return growing ? Optional.empty() : snapshot.find(run, sequence).filter(segment -> !segment.gap());
    }

    @Override
    public Optional<MediaSegment> segmentSoFar(String run, long sequence) {
        return ring.snapshot().find(run, sequence).filter(segment -> !segment.gap());
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

    @Override
    public void beginSegment(String run, MediaBytes init, Instant programDateTime) {
        ring.beginSegment(run, init, programDateTime);
    }

    @Override
    public void appendPart(PartialSegment part) {
        ring.appendPart(part);
    }

    @Override
    public void endSegment() {
        ring.endSegment();
    }

    /**
     * Appends a part that is missing (L25).
     *
     * @param begins whether a segment of such parts begins with it
     * @param ends whether it ends with it
     */
    void appendGap(PartialSegment part, boolean begins, boolean ends) {
        if (begins) {
            ring.beginGap();
        }
        ring.appendPart(part);
        if (ends) {
            ring.endSegment();
        }
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

    /** Makes the playlist that of what is held now; where it is withdrawn, lets media go whose time is up. */
    void render(List<RenditionReport> reports) {
        RingSnapshot snapshot = ring.snapshot();
        if (!snapshot.segments().isEmpty()) {
            playlist = LivePlaylist.of(snapshot, settings, reports, wallClock.instant());
            withdrawn = false;
        } else if (withdrawn) {
            ring.trim();
        }
    }

    /** Between two segments: it is given up, and who waits for it is told so. */
    void withdraw() {
        ring.retireAll();
        withdrawn = true;
        playlist = null;
        waiters.advance();
    }

    /** Before a run that fills it again: what comes has the numbers that follow the other's (L27). */
    void follow(RenditionOutput other) {
        List<MediaSegment> segments = other.snapshot().segments();
        ring.follow(segments.get(segments.size() - 1));
    }

    /** How much is held, and should be. */
    RingRoom room() {
        return ring.room();
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
