package dev.ringcast.playlist;

/**
 * The playlist tags that are written, in the order in which they appear, and the protocol version each of them needs
 * (RFC 8216bis, section 8; L5). EXT-X-START is none of them (L20): players begin at the hold-back.
 */
enum PlaylistTag {
    // Both kinds of playlist.
    INDEPENDENT_SEGMENTS("EXT-X-INDEPENDENT-SEGMENTS", 1),

    // Multivariant playlists.
    STREAM_INF("EXT-X-STREAM-INF", 1),

    // Media playlists: what holds for all of it.
    TARGETDURATION("EXT-X-TARGETDURATION", 1),
    SERVER_CONTROL("EXT-X-SERVER-CONTROL", 1),
    PART_INF("EXT-X-PART-INF", 1),
    MEDIA_SEQUENCE("EXT-X-MEDIA-SEQUENCE", 1),
    DISCONTINUITY_SEQUENCE("EXT-X-DISCONTINUITY-SEQUENCE", 1),

    /** In the place of the segments that a delta update leaves out. */
    SKIP("EXT-X-SKIP", 9),

    // Media playlists: what holds for one segment.
    DISCONTINUITY("EXT-X-DISCONTINUITY", 1),
    MAP("EXT-X-MAP", 6),
    PROGRAM_DATE_TIME("EXT-X-PROGRAM-DATE-TIME", 1),
    PART("EXT-X-PART", 1),
    GAP("EXT-X-GAP", 1),
    /** As a decimal number, which is the only form we write. */
    EXTINF("EXTINF", 3),

    // Media playlists: the end.
    PRELOAD_HINT("EXT-X-PRELOAD-HINT", 1),
    RENDITION_REPORT("EXT-X-RENDITION-REPORT", 1),
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
