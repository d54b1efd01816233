package dev.ringcast.playlist;

import dev.ringcast.ring.RingSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A media playlist at one moment, in every form in which it is served.
 *
 * @param full the whole playlist
 * @param delta the same without what clients have that follow it; empty if there is nothing to leave out (L36)
 * @param position how far it has come
 * @param ended whether nothing follows
 */
public record LivePlaylist(
        RenderedPlaylist full, Optional<RenderedPlaylist> delta, PlaylistPosition position, boolean ended) {
    /**
     * Renders what a ring holds.
     *
     * @param snapshot with at least one listed segment
     * @param reports of all other media playlists of the same multivariant playlist
     */
    public static LivePlaylist of(
            RingSnapshot snapshot, MediaPlaylistSettings settings, List<RenditionReport> reports, Instant now) {
        MediaPlaylistRenderer renderer = new MediaPlaylistRenderer(snapshot, settings, reports);
        return new LivePlaylist(
                RenderedPlaylist.of(renderer.full(), now),
                renderer.delta().map(text -> RenderedPlaylist.of(text, now)),
                PlaylistPosition.of(snapshot),
                snapshot.ended());
    }

    /** The form that a request with or without {@code _HLS_skip} is answered with. */
    public RenderedPlaylist form(boolean skip) {
        return skip ? delta.orElse(full) : full;
    }
}
