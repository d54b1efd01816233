package dev.ringcast.playlist;

import dev.ringcast.ring.RingSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A media playlist at one moment, in every form in which it is served; each is rendered when somebody wants it.
 *
 * @param full the whole playlist
 * @param delta the same without what clients have that follow it; empty if there is nothing to leave out (L36)
 * @param position how far it has come
 * @param ended whether nothing follows
 */
public record LivePlaylist(
        Supplier<RenderedPlaylist> full,
        Supplier<Optional<RenderedPlaylist>> delta,
        PlaylistPosition position,
        boolean ended) {
    /**
     * The playlist of what a ring holds.
     *
     * @param snapshot with at least one listed segment
     * @param reports of all other media playlists of the same multivariant playlist
     * @param now when this is
     */
    public static LivePlaylist of(
            RingSnapshot snapshot, MediaPlaylistSettings settings, List<RenditionReport> reports, Instant now) {
        Supplier<MediaPlaylistRenderer> renderer = () -> new MediaPlaylistRenderer(snapshot, settings, reports);
        return new LivePlaylist(
                Lazy.of(() -> RenderedPlaylist.of(renderer.get().full(), now)),
                Lazy.of(() -> renderer.get().delta().map(text -> RenderedPlaylist.of(text, now))),
                PlaylistPosition.of(snapshot),
                snapshot.ended());
    }

    /** The form that a request with or without {@code _HLS_skip} is answered with. */
    public RenderedPlaylist form(boolean skip) {
        return skip ? delta.get().orElseGet(full) : full.get();
    }
}
