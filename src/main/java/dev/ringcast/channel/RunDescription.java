package dev.ringcast.channel;

/**
 * What an encoder turned out to be.
 *
 * @param video encoder, size and rate in words
 * @param audio likewise
 * @param codecs for the multivariant playlist, empty before they are known
 */
record RunDescription(String video, String audio, String codecs) {
    static final RunDescription UNKNOWN = new RunDescription("", "", "");
}
