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
    /** What the containers add to the elementary streams of a copied source: MPEG-TS measured at 4.8 %. */
    static final double CONTAINER = 1.06;

    /** In MPEG-TS, the larger one, 4 of 188 bytes are packet headers. */
    private static final double PACKETS = 1.03;

    /** A picture adds a header and a packet that is half empty. */
    private static final double BITS_PER_PICTURE = 1024;

    /** Sound in parts, each with headers and a packet that is half empty; and tables. */
    private static final double BITS_BESIDES = 20_000;

    /** AAC has no model of a buffer: it begins with a sixth more than it is told. */
    private static final double PEAK_OF_SOUND = 1.2;

    /** BANDWIDTH: what a segment may reach at most, when it begins with the decoder's buffer full. */
    long peakBitsPerSecond(long audioBitsPerSecond) {
        double picture = video.map(RenditionPlan::peak).orElse(0.0);
        return contained(picture + audioBitsPerSecond * PEAK_OF_SOUND);
    }

    /** AVERAGE-BANDWIDTH. */
    long averageBitsPerSecond(long audioBitsPerSecond) {
        long picture = video.map(VideoSettings::bitsPerSecond).orElse(0L);
        return contained((double) picture + audioBitsPerSecond);
    }

    private static double peak(VideoSettings video) {
        double segmentSeconds = video.cadence().segmentDuration().toNanos() / 1e9;
        return video.maxBitsPerSecond() + video.bufferBits() / segmentSeconds;
    }

    private long contained(double elementary) {
        double pictures =
                video.map(each -> each.cadence().frameRate().framesPerSecond()).orElse(0.0);
        return Math.round(elementary * PACKETS + pictures * BITS_PER_PICTURE + BITS_BESIDES);
    }
}
