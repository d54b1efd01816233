package dev.ringcast.media;

/** The container formats in which a rendition is served, each from the same encoded packets. */
public enum Packaging {
    /** MPEG transport stream. */
    TS("ts", "ts", "video/mp2t"),

    /** Fragmented MP4 as CMAF restricts it: an init segment for each run, a fragment for each part. */
    CMAF("cmaf", "m4s", "video/iso.segment");

    /** The name of an init segment within its run. */
    public static final String INIT_NAME = "init.mp4";

    /** The media type of an init segment. */
    public static final String INIT_MEDIA_TYPE = "video/mp4";

    private final String playlistName;
    private final String fileEnding;
    private final String mediaType;

    Packaging(String playlistName, String fileEnding, String mediaType) {
        this.playlistName = playlistName;
        this.fileEnding = fileEnding;
        this.mediaType = mediaType;
    }

    /** The name of its media playlist without {@code .m3u8}. */
    public String playlistName() {
        return playlistName;
    }

    /** The ending of the names of segments and parts, without the dot. */
    public String fileEnding() {
        return fileEnding;
    }

    /** The media type of segments and parts. */
    public String mediaType() {
        return mediaType;
    }
}
