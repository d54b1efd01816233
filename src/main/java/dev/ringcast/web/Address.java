package dev.ringcast.web;

/** What a media address names. Nothing in it says that the named thing exists. */
sealed interface Address {
    /** {@code /stream.m3u8}: the multivariant playlist of the default channel. */
    record DefaultMultivariantPlaylist() implements Address {}

    /** {@code /live/{channel}/index.m3u8} and {@code /live/{channel}/ts.m3u8}. */
    record MultivariantPlaylist(String channel) implements Address {}

    /** {@code /live/{channel}/{rendition}/ts.m3u8}. */
    record MediaPlaylist(String channel, String rendition) implements Address {}

    /** {@code /live/{channel}/{rendition}/{run}/{sequence}.ts}. */
    record Segment(String channel, String rendition, String run, long sequence) implements Address {}

    /** {@code /live/{channel}/{rendition}/{run}/{sequence}.{part}.ts}; parts count from 0. */
    record Part(String channel, String rendition, String run, long sequence, long part) implements Address {}

    /** {@code /live/{channel}/poster.jpg}. */
    record Poster(String channel) implements Address {}
}
