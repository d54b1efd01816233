package dev.ringcast.admin;

import dev.ringcast.channel.Channel;
import dev.ringcast.channel.PlaybackTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Where a channel is to be seen, relative to the root of the application, with a token in each address if the channel
 * needs one.
 *
 * @param page the player; the token stands behind the {@code #}, which browsers send to nobody
 * @param playlist the multivariant playlist, for any HLS player
 * @param poster the newest picture
 */
record ChannelAddresses(String page, String playlist, String poster) {
    /** An administrator's own addresses last from one to two of these; in between they stay the same. */
    private static final long OWN_SECONDS = Duration.ofMinutes(30).toSeconds();

    /** Those on the admin page, which asks for them again and again. */
    static ChannelAddresses own(Channel channel) {
        Instant expiry = Instant.ofEpochSecond((Instant.now().getEpochSecond() / OWN_SECONDS + 2) * OWN_SECONDS);
        return of(channel.name(), channel.tokens().map(tokens -> tokens.make(expiry)));
    }

    /** Those that are good until then, to be given to somebody. */
    static ChannelAddresses until(Instant expiry, Channel channel, PlaybackTokens tokens) {
        return of(channel.name(), Optional.of(tokens.make(expiry)));
    }

    private static ChannelAddresses of(String channel, Optional<String> token) {
        String directory =
                "live/" + channel + "/" + token.map(t -> "~" + t + "/").orElse("");
        return new ChannelAddresses(
                "?channel=" + channel + token.map(t -> "#token=" + t).orElse(""),
                directory + "index.m3u8",
                directory + "poster.jpg");
    }
}
