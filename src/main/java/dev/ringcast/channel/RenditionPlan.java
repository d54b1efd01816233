package dev.ringcast.channel;

import dev.ringcast.encoder.VideoSettings;

/**
 * A rendition of a channel in the terms of its encoder.
 *
 * @param name in addresses, as {@code 720p}
 * @param video how its picture is encoded
 */
record RenditionPlan(String name, VideoSettings video) {
    /** What the containers add to the elementary streams: headers, stuffing and tables; MPEG-TS measured at 4.8 %. */
    private static final double CONTAINER = 1.06;

    /** BANDWIDTH: what a segment may reach at most, when it begins with the decoder's buffer full. */
    long peakBitsPerSecond(long audioBitsPerSecond) {
        double segmentSeconds = video.cadence().segmentDuration().toNanos() / 1e9;
        double peak = video.maxBitsPerSecond() + video.bufferBits() / segmentSeconds + audioBitsPerSecond;
        return Math.round(peak * CONTAINER);
    }

    /** AVERAGE-BANDWIDTH. */
    long averageBitsPerSecond(long audioBitsPerSecond) {
        return Math.round((video.bitsPerSecond() + audioBitsPerSecond) * CONTAINER);
    }
}
