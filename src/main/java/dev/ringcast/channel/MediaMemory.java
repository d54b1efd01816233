package dev.ringcast.channel;

import dev.ringcast.config.ServerConfig;
import java.util.Optional;

/** Whether what all channels may keep of their media fits into the heap, with room for everything else. */
final class MediaMemory {
    private static final long MEBIBYTE = 1024 * 1024;

    /** Of the heap, for media. The rest is for connections, and for the collector to work with. */
    private static final double SHARE = 0.7;

    private MediaMemory() {}

    /**
     * What to tell the administrator if it does not fit.
     *
     * @param heap the most bytes that the heap may have; negative if there is no such bound
     */
    static Optional<String> tooMuch(ServerConfig config, long heap) {
        long media = config.channels().stream()
                .mapToLong(channel -> channel.timing().memory())
                .sum();
        if (heap < 0 || media <= SHARE * heap) {
            return Optional.empty();
        }
        return Optional.of("The channels may keep " + media / MEBIBYTE
                + " MB of media (channel.NAME.memory, by default what"
                + " window, bit rates and ladder come to), and Java's heap has " + heap / MEBIBYTE
                + " MB at most. Once it is full, Tomcat ends or stands still. Give it -Xmx"
                + (long) Math.ceil(media / SHARE / MEBIBYTE) + "m, or make window, bit rates or ladder smaller.");
    }
}
