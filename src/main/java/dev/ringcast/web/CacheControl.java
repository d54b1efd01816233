package dev.ringcast.web;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * How long caches may keep an answer. Caches in front of the origin multiply it, so everything that can be kept is
 * allowed to be; what can change is kept for a fraction of the target duration only.
 */
final class CacheControl {
    /** A wrong address is no secret, and may exist a moment later. Of media to come that is sure: these are {@link #NO_STORE}. */
    static final String NOT_FOUND = "public, max-age=1";

    /** Must not outlive the reason it was sent for. */
    static final String NO_STORE = "no-store";

    /** State, asked for by every open page. */
    static final String CHANNEL_LIST = "public, max-age=1";

    /** Kept, but used only after the server has said that it is still the same. */
    static final String PAGE = "no-cache";

    private static final int HOUR = 3600;
    private static final Pattern MAX_AGE = Pattern.compile("max-age=([0-9]+)");

    private CacheControl() {}

    /** Of a media playlist without directives: it is another one with the next part. */
    static final String PLAYLIST = "public, max-age=1";

    /** Of a multivariant playlist: half a target duration in whole seconds, at least one. */
    static String multivariant(int targetDuration) {
        return "public, max-age=" + Math.max(1, targetDuration / 2);
    }

    /** Of a media playlist that holds what a blocking request asked for: the same question has the same answer. */
    static String satisfied(int targetDuration) {
        return "public, max-age=" + 6L * targetDuration;
    }

    /**
     * Of a refusal of what lies too far ahead: it does not for long. Viewers who are on time ask for it when all before it is
     * there, which is a segment later at least, or all but one of three seconds' or three parts; none of these is shorter.
     */
    static final String TOO_FAR_AHEAD = "public, max-age=1";

    /** Of a refusal of directives that mean nothing: they never will. */
    static String malformed(int targetDuration) {
        return "public, max-age=" + targetDuration;
    }

    /**
     * Of a media segment or part: its name is never used again, so at least six target durations and an hour. L15 wants to
     * be told here when it will be removed; but a cache that keeps it for longer still has the right bytes.
     */
    static String media(int targetDuration) {
        return "public, max-age=" + Math.max(HOUR, 6L * targetDuration) + ", immutable";
    }

    /**
     * The same, but never beyond the expiry of the token in the address: all who know the address may share the answer
     * until then, and nobody after (L15).
     *
     * @param cacheControl one of those above
     */
    static String until(String cacheControl, Duration left) {
        if (left.toSeconds() < 1) {
            return NO_STORE;
        }
        return MAX_AGE.matcher(cacheControl)
                .replaceFirst(age -> "max-age=" + Math.min(Long.parseLong(age.group(1)), left.toSeconds()));
    }

    /** Of a poster: there is a new one with each segment. */
    static String poster(int targetDuration) {
        return "public, max-age=" + targetDuration;
    }
}
