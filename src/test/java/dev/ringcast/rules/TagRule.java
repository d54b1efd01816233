package dev.ringcast.rules;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The tags of RFC 8216bis, where they may stand and which protocol version they need (L4, L5). */
enum TagRule {
    VERSION("EXT-X-VERSION", Place.BOTH, true, 1),
    INDEPENDENT_SEGMENTS("EXT-X-INDEPENDENT-SEGMENTS", Place.BOTH, true, 1),
    START("EXT-X-START", Place.BOTH, true, 1),
    DEFINE("EXT-X-DEFINE", Place.BOTH, false, 8),
    MEDIA("EXT-X-MEDIA", Place.MULTIVARIANT, false, 1),
    STREAM_INF("EXT-X-STREAM-INF", Place.MULTIVARIANT, false, 1),
    I_FRAME_STREAM_INF("EXT-X-I-FRAME-STREAM-INF", Place.MULTIVARIANT, false, 1),
    SESSION_DATA("EXT-X-SESSION-DATA", Place.MULTIVARIANT, false, 1),
    SESSION_KEY("EXT-X-SESSION-KEY", Place.MULTIVARIANT, false, 1),
    TARGETDURATION("EXT-X-TARGETDURATION", Place.MEDIA, true, 1),
    MEDIA_SEQUENCE("EXT-X-MEDIA-SEQUENCE", Place.MEDIA, true, 1),
    DISCONTINUITY_SEQUENCE("EXT-X-DISCONTINUITY-SEQUENCE", Place.MEDIA, true, 1),
    ENDLIST("EXT-X-ENDLIST", Place.MEDIA, true, 1),
    PLAYLIST_TYPE("EXT-X-PLAYLIST-TYPE", Place.MEDIA, true, 1),
    I_FRAMES_ONLY("EXT-X-I-FRAMES-ONLY", Place.MEDIA, true, 4),
    PART_INF("EXT-X-PART-INF", Place.MEDIA, true, 1),
    SERVER_CONTROL("EXT-X-SERVER-CONTROL", Place.MEDIA, true, 1),
    SKIP("EXT-X-SKIP", Place.MEDIA, true, 9),
    EXTINF("EXTINF", Place.SEGMENT, false, 1),
    BYTERANGE("EXT-X-BYTERANGE", Place.SEGMENT, false, 4),
    DISCONTINUITY("EXT-X-DISCONTINUITY", Place.SEGMENT, false, 1),
    KEY("EXT-X-KEY", Place.SEGMENT, false, 1),
    MAP("EXT-X-MAP", Place.SEGMENT, false, 6),
    PROGRAM_DATE_TIME("EXT-X-PROGRAM-DATE-TIME", Place.SEGMENT, false, 1),
    GAP("EXT-X-GAP", Place.SEGMENT, false, 1),
    BITRATE("EXT-X-BITRATE", Place.SEGMENT, false, 1),
    PART("EXT-X-PART", Place.SEGMENT, false, 1),
    DATERANGE("EXT-X-DATERANGE", Place.METADATA, false, 1),
    PRELOAD_HINT("EXT-X-PRELOAD-HINT", Place.METADATA, false, 1),
    RENDITION_REPORT("EXT-X-RENDITION-REPORT", Place.METADATA, false, 1);

    /** What a tag speaks of. */
    enum Place {
        BOTH,
        MULTIVARIANT,
        MEDIA,
        SEGMENT,
        METADATA
    }

    private static final Map<String, TagRule> BY_TAG =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(rule -> rule.tag, rule -> rule));

    private final String tag;
    private final Place place;
    private final boolean once;
    private final int version;

    TagRule(String tag, Place place, boolean once, int version) {
        this.tag = tag;
        this.place = place;
        this.once = once;
        this.version = version;
    }

    static Optional<TagRule> of(String tag) {
        return Optional.ofNullable(BY_TAG.get(tag));
    }

    Place place() {
        return place;
    }

    boolean once() {
        return once;
    }

    int version() {
        return version;
    }
}
