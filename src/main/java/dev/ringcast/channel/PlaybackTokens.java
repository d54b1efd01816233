package dev.ringcast.channel;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The tokens that let whoever has one watch a channel until a time. A token is {@code EXPIRY-MAC}: the time in Unix
 * seconds, ten digits, and the HMAC-SHA256 (RFC 2104) of {@code /live/CHANNEL/~EXPIRY}, in lower-case hexadecimal. It
 * stands in addresses as {@code /live/CHANNEL/~TOKEN/…}, so that the relative addresses in playlists inherit it.
 *
 * <p>Safe for any number of threads.
 */
public final class PlaybackTokens {
    private static final String ALGORITHM = "HmacSHA256";
    private static final Pattern TOKEN = Pattern.compile("([1-9][0-9]{9})-([0-9a-f]{64})");
    private static final long LAST_EXPIRY = 9_999_999_999L;

    private final String channel;
    private final List<SecretKeySpec> keys;
    private final InstantSource clock;

    private PlaybackTokens(String channel, List<SecretKeySpec> keys, InstantSource clock) {
        this.channel = channel;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * Those of a channel.
     *
     * @param keys the one to sign with, then others that are still accepted
     * @return empty if there is no key
     */
    public static Optional<PlaybackTokens> of(String channel, List<String> keys, InstantSource clock) {
        List<SecretKeySpec> all = keys.stream()
                .map(key -> new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM))
                .toList();
        return all.isEmpty() ? Optional.empty() : Optional.of(new PlaybackTokens(channel, all, clock));
    }

    /**
     * What a good token grants.
     *
     * @param expiry from then on it grants nothing more
     */
    public record Grant(Instant expiry, InstantSource clock) {
        /** How long it is still good; zero or less once it has expired. */
        public Duration left() {
            return Duration.between(clock.instant(), expiry);
        }

        /** Whether it has not expired. */
        public boolean isGood() {
            return clock.instant().isBefore(expiry);
        }
    }

    /**
     * A token that is good until then, to the second below. It is a secret: not for logs.
     *
     * @throws IllegalArgumentException if the expiry lies before 2001-09-09 or after 2286-11-20
     */
    public String make(Instant expiry) {
        long seconds = expiry.getEpochSecond();
        if (seconds < 1_000_000_000L || seconds > LAST_EXPIRY) {
            throw new IllegalArgumentException("no token has ten digits for " + expiry);
        }
        return seconds + "-" + HexFormat.of().formatHex(mac(keys.get(0), seconds));
    }

    /**
     * What the token grants, be it expired or not; empty if it was not made for this channel with one of its keys. The
     * time it takes tells nothing about a right token.
     */
    public Optional<Grant> check(String token) {
        Matcher parts = TOKEN.matcher(token);
        if (!parts.matches()) {
            return Optional.empty();
        }
        long seconds = Long.parseLong(parts.group(1));
        byte[] given = HexFormat.of().parseHex(parts.group(2));
        boolean good = false;
        for (SecretKeySpec key : keys) {
            good |= MessageDigest.isEqual(mac(key, seconds), given);
        }
        return good ? Optional.of(new Grant(Instant.ofEpochSecond(seconds), clock)) : Optional.empty();
    }

    private byte[] mac(SecretKeySpec key, long expirySeconds) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(("/live/" + channel + "/~" + expirySeconds).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
