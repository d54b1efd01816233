package dev.ringcast.encoder;

import dev.ringcast.media.Cadence;

/**
 * How the picture is encoded.
 *
 * @param width of the output in pixels, even
 * @param height of the output in pixels, even
 * @param cadence its own frame rate and frames per segment
 * @param bitsPerSecond average rate
 * @param maxBitsPerSecond rate of the decoder's buffer model (VBV)
 * @param bufferBits size of that buffer
 * @param encoder FFmpeg's name of the encoder, or {@code auto}
 * @param preset x264's preset
 * @param profile {@code high}, {@code main} or {@code baseline}
 * @param threads encoder threads; 0 leaves it to the encoder
 */
public record VideoSettings(
        int width,
        int height,
        Cadence cadence,
        long bitsPerSecond,
        long maxBitsPerSecond,
        long bufferBits,
        String encoder,
        String preset,
        String profile,
        int threads) {
    /** The choice that tries libx264 and then libopenh264. */
    public static final String AUTO = "auto";

    /** Checks what an encoder cannot do. */
    public VideoSettings {
        if (width < 2 || height < 2 || width % 2 != 0 || height % 2 != 0) {
            throw new IllegalArgumentException("not a picture size for 4:2:0 video: " + width + "x" + height);
        }
    }
}
