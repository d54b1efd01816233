package dev.ringcast.playlist;

import static dev.ringcast.playlist.PlaylistTag.INDEPENDENT_SEGMENTS;
import static dev.ringcast.playlist.PlaylistTag.STREAM_INF;

import java.util.List;

/** Renders a multivariant playlist: a pure function of its arguments, for any thread. */
public final class MultivariantPlaylistRenderer {
    private MultivariantPlaylistRenderer() {}

    /**
     * The playlist's text.
     *
     * @param variants at least one; a player starts with the first
     * @throws IllegalArgumentException if there is none
     */
    public static String render(List<Variant> variants) {
        if (variants.isEmpty()) {
            throw new IllegalArgumentException("a multivariant playlist without a variant");
        }
        PlaylistText text = new PlaylistText();
        text.tag(INDEPENDENT_SEGMENTS);
        for (Variant variant : variants) {
            text.tag(STREAM_INF, attributes(variant));
            text.uri(variant.uri());
        }
        return text.document();
    }

    private static String attributes(Variant variant) {
        return "BANDWIDTH=" + variant.bandwidth()
                + ",AVERAGE-BANDWIDTH=" + variant.averageBandwidth()
                + ",CODECS=\"" + variant.codecs() + '"'
                + variant.picture()
                        .map(MultivariantPlaylistRenderer::attributes)
                        .orElse("");
    }

    private static String attributes(Variant.Picture picture) {
        return ",RESOLUTION=" + picture.width() + 'x' + picture.height() + ",FRAME-RATE="
                + Decimals.framesPerSecond(picture.frameRate());
    }
}
