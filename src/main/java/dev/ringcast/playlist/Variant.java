package dev.ringcast.playlist;

import dev.ringcast.media.FrameRate;
import java.util.Optional;

/**
 * A variant of a multivariant playlist.
 *
 * @param uri its media playlist, relative to the multivariant playlist
 * @param bandwidth BANDWIDTH: the peak, all media and the container's overhead, in bits per second
 * @param averageBandwidth AVERAGE-BANDWIDTH, at most the peak
 * @param codecs CODECS as in RFC 6381, for example {@code avc1.64001f,mp4a.40.2}
 * @param picture its picture; empty where there is sound alone
 */
public record Variant(String uri, long bandwidth, long averageBandwidth, String codecs, Optional<Picture> picture) {
    /**
     * RESOLUTION and FRAME-RATE.
     *
     * @param width in pixels
     * @param height in pixels
     */
    public record Picture(int width, int height, FrameRate frameRate) {
        /** Checks the bounds. */
        public Picture {
            if (width < 1 || height < 1) {
                throw new IllegalArgumentException("a picture of " + width + "x" + height);
            }
        }
    }

    /** Checks what would break the playlist. */
    public Variant {
        if (uri.isEmpty() || uri.startsWith("#") || !uri.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException("not a relative URI: '" + uri + "'");
        }
        if (averageBandwidth < 1 || bandwidth < averageBandwidth) {
            throw new IllegalArgumentException("a peak of " + bandwidth + " bit/s and an average of " + averageBandwidth
                    + " bit/s; the average is at least 1 and at most the peak");
        }
        if (codecs.isEmpty() || !codecs.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '"')) {
            throw new IllegalArgumentException("not a list of codecs: '" + codecs + "'");
        }
    }
}
