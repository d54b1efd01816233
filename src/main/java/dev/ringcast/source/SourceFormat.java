package dev.ringcast.source;

/**
 * What a source delivers, in words for people.
 *
 * @param video for example {@code h264 1920x1080 25 fps}; empty if it has no picture
 * @param audio for example {@code aac 44100 Hz stereo}; empty if it has no sound
 */
public record SourceFormat(String video, String audio) {}
