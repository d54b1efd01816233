package dev.ringcast.playlist;

/**
 * The playlist tags that are written, in the order in which they appear, and the protocol version each of them needs
 * (RFC 8216bis, section 8; L5).
 */
enum PlaylistTag {
    // Both kinds of playlist.
    INDEPENDENT_SEGMENTS("EXT-X-INDEPENDENT-SEGMENTS", 1),

    // Multivariant playlists.
    STREAM_INF("EXT-X-STREAM-INF", 1),

    // Media playlists: what holds for all of it.
    TARGETDURATION("EXT-X-TARGETDURATION", 1),
    MEDIA_SEQUENCE("EXT-X-MEDIA-SEQUENCE", 1),
    DISCONTINUITY_SEQUENCE("EXT-X-DISCONTINUITY-SEQUENCE", 1),

    // Media playlists: what holds for one segment.
    DISCONTINUITY("EXT-X-DISCONTINUITY", 1),
    PROGRAM_DATE_TIME("EXT-X-PROGRAM-DATE-TIME", 1),
    /** As a decimal number, which is the only form we write. */
    EXTINF("EXTINF", 3),

    // Media playlists: the end.
    ENDLIST("EXT-X-ENDLIST", 1);

    private final String text;
    private final int version;

    PlaylistTag(String text, int version) {
        this.text = text;
        this.version = version;
    }

    /** As written, without the number sign. */
    String text() {
        return text;
    }

    /** The lowest protocol version that knows it. */
    int version() {
        return version;
    }
}
