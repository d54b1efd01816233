package dev.ringcast.channel;

import dev.ringcast.media.FrameRate;
import java.util.List;
import java.util.Optional;

/**
 * What the media of a run turned out to be.
 *
 * @param video encoders, sizes and rates in words
 * @param audio likewise
 * @param codecs of each rendition in the order of the plan, for the multivariant playlist; empty before they are known
 * @param copied the picture, where it is the source's own and not the plan's
 */
record RunDescription(String video, String audio, List<String> codecs, Optional<Copied> copied) {
    static final RunDescription UNKNOWN = new RunDescription("", "", List.of(), Optional.empty());

    /**
     * A picture that is the source's own.
     *
     * @param width in pixels
     * @param height in pixels
     * @param frameRate as the source tells it
     * @param bitsPerSecond of picture and sound, as the source tells it; 0 if it does not
     */
    record Copied(int width, int height, FrameRate frameRate, long bitsPerSecond) {}
}
