package dev.ringcast.playlist;

/**
 * The lines of a playlist while it is written: EXTM3U first, each line ended by a line feed, nothing around it (L2). Names
 * and values that come here are ASCII. Knows the lowest protocol version that serves them, so EXT-X-VERSION is never higher
 * than needed (L5).
 */
final class PlaylistText {
    private final StringBuilder lines = new StringBuilder(4096);
    private int version = 1;

    void tag(PlaylistTag tag) {
        lines.append('#').append(tag.text()).append('\n');
        version = Math.max(version, tag.version());
    }

    void tag(PlaylistTag tag, String value) {
        lines.append('#').append(tag.text()).append(':').append(value).append('\n');
        version = Math.max(version, tag.version());
    }

    void tag(PlaylistTag tag, long value) {
        tag(tag, Long.toString(value));
    }

    void uri(String uri) {
        lines.append(uri).append('\n');
    }

    /** The whole playlist. A playlist that version 1 serves says nothing of versions. */
    String document() {
        return (version > 1 ? "#EXTM3U\n#EXT-X-VERSION:" + version + "\n" : "#EXTM3U\n") + lines;
    }
}
