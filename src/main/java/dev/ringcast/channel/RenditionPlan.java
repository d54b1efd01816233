package dev.ringcast.channel;

import dev.ringcast.encoder.VideoSettings;
import java.util.Optional;

/**
 * A rendition of a channel in the terms of its encoder.
 *
 * @param name in addresses, as {@code 720p}
 * @param video how its picture is encoded; empty where there is sound alone
 */
record RenditionPlan(String name, Optional<VideoSettings> video) {
    /** What the containers add to the elementary streams: headers, stuffing and tables; MPEG-TS measured at 4.8 %. */
    static final double CONTAINER = 1.06;

    /** The same where there is sound alone: what does not fill a packet weighs more. */
    private static final double CONTAINER_OF_SOUND = 1.2;

    /** BANDWIDTH: what a segment may reach at most, when it begins with the decoder's buffer full. */
    long peakBitsPerSecond(long audioBitsPerSecond) {
        double picture = video.map(RenditionPlan::peak).orElse(0.0);
        return Math.round((picture + audioBitsPerSecond) * container());
    }

    /** AVERAGE-BANDWIDTH. */
    long averageBitsPerSecond(long audioBitsPerSecond) {
        long picture = video.map(VideoSettings::bitsPerSecond).orElse(0L);
        return Math.round((picture + audioBitsPerSecond) * container());
    }

    private static double peak(VideoSettings video) {
        double segmentSeconds = video.cadence().segmentDuration().toNanos() / 1e9;
        return video.maxBitsPerSecond() + video.bufferBits() / segmentSeconds;
    }

    private double container() {
        return video.isPresent() ? CONTAINER : CONTAINER_OF_SOUND;
    }
}
