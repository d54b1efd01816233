package dev.ringcast.channel;

import dev.ringcast.media.Cadence;
import dev.ringcast.media.MediaSegment;
import dev.ringcast.media.PartialSegment;
import dev.ringcast.playlist.MediaPlaylistRenderer;
import dev.ringcast.playlist.MediaPlaylistSettings;
import dev.ringcast.playlist.RenderedPlaylist;
import dev.ringcast.ring.RingLimits;
import dev.ringcast.ring.RingSnapshot;
import dev.ringcast.ring.SegmentRing;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A rendition as it is served: its ring, and its media playlist, rendered once whenever that changes. It outlives the
 * runs that fill it. One thread at a time writes; any thread reads.
 */
final class RenditionOutput {
    private final String name;
    private final SegmentRing ring;
    private final MediaPlaylistSettings settings;
    private final InstantSource clock;
    private volatile @Nullable RenderedPlaylist playlist;

    RenditionOutput(String name, Cadence cadence, RingLimits limits, InstantSource clock) {
        this.name = name;
        this.ring = new SegmentRing(limits, cadence.segmentDuration(), clock);
        this.settings = new MediaPlaylistSettings(cadence.targetDuration(), "ts");
        this.clock = clock;
    }

    /** Its name in addresses. */
    String name() {
        return name;
    }

    /** What is held now. */
    RingSnapshot snapshot() {
        return ring.snapshot();
    }

    /** The media playlist; empty before the first segment. */
    Optional<RenderedPlaylist> playlist() {
        return Optional.ofNullable(playlist);
    }

    /** A complete segment by its name. */
    Optional<MediaSegment> segment(String run, long sequence) {
        RingSnapshot snapshot = ring.snapshot();
        boolean growing =
                snapshot.open().filter(open -> open.sequence() == sequence).isPresent();
        return growing ? Optional.empty() : snapshot.find(run, sequence);
    }

    /** A segment by its name, also the one that is being filled. */
    Optional<MediaSegment> segmentSoFar(String run, long sequence) {
        return ring.snapshot().find(run, sequence);
    }

    void beginSegment(String run, Instant programDateTime) {
        ring.beginSegment(run, programDateTime);
    }

    void appendPart(PartialSegment part) {
        ring.appendPart(part);
    }

    void endSegment() {
        ring.endSegment();
        render();
    }

    /** The run is over: what is open is listed if it has anything to show. */
    void endRun() {
        ring.snapshot().open().ifPresent(open -> {
            if (open.parts().isEmpty()) {
                ring.abandonOpen();
            } else {
                endSegment();
            }
        });
    }

    /** Nothing follows until somebody starts the channel again (L22). */
    void end() {
        ring.end();
        render();
    }

    private void render() {
        RingSnapshot snapshot = ring.snapshot();
        if (!snapshot.segments().isEmpty()) {
            playlist = RenderedPlaylist.of(MediaPlaylistRenderer.render(snapshot, settings), clock.instant());
        }
    }
}
