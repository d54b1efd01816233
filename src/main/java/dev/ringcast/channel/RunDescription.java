package dev.ringcast.channel;

import java.util.List;

/**
 * What the encoders of a run turned out to be.
 *
 * @param video encoders, sizes and rates in words
 * @param audio likewise
 * @param codecs of each rendition in the order of the plan, for the multivariant playlist; empty before they are known
 */
record RunDescription(String video, String audio, List<String> codecs) {
    static final RunDescription UNKNOWN = new RunDescription("", "", List.of());
}
