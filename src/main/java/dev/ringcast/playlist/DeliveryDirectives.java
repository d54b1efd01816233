package dev.ringcast.playlist;

import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The delivery directives of a playlist request (RFC 8216bis, 6.2.5).
 *
 * @param sequence {@code _HLS_msn}: answer when the playlist holds this segment
 * @param part {@code _HLS_part}: or this part of it
 * @param skip {@code _HLS_skip}: leave out what the client has
 */
public record DeliveryDirectives(OptionalLong sequence, OptionalLong part, boolean skip) {
    /** Of those who ask for the playlist as it is. */
    public static final DeliveryDirectives NONE =
            new DeliveryDirectives(OptionalLong.empty(), OptionalLong.empty(), false);

    private static final String PREFIX = "_HLS_";

    /** More digits than any number of ours will have, and few enough for a long. */
    private static final int MOST_DIGITS = 18;

    /**
     * Reads them from a query string, in the time that reading it takes. Parameters that are not theirs are passed over.
     *
     * @param query as it came, still encoded; null if there is none
     * @return empty if a directive is malformed, given twice, or is a part without a segment: to be answered 400 (L35)
     */
    public static Optional<DeliveryDirectives> parse(@Nullable String query) {
        if (query == null || !query.contains(PREFIX)) {
            return Optional.of(NONE);
        }
        String sequence = null;
        String part = null;
        String skip = null;
        for (String parameter : query.split("&", -1)) {
            int equals = parameter.indexOf('=');
            String name = equals < 0 ? parameter : parameter.substring(0, equals);
            String value = equals < 0 ? "" : parameter.substring(equals + 1);
            switch (name) {
                case "_HLS_msn" -> sequence = once(sequence, value);
                case "_HLS_part" -> part = once(part, value);
                case "_HLS_skip" -> skip = once(skip, value);
                default -> {
                    // Others' parameters, and directives that nobody has invented yet.
                }
            }
        }
        boolean good = isNumber(sequence)
                && isNumber(part)
                && (part == null || sequence != null)
                && (skip == null || skip.equals("YES") || skip.equals("v2"));
        return good
                ? Optional.of(new DeliveryDirectives(number(sequence), number(part), skip != null))
                : Optional.empty();
    }

    /** Whether the answer may have to wait. */
    public boolean blocking() {
        return sequence.isPresent();
    }

    private static String once(@Nullable String before, String value) {
        return before == null ? value : "given twice";
    }

    private static boolean isNumber(@Nullable String text) {
        return text == null
                || (!text.isEmpty()
                        && text.length() <= MOST_DIGITS
                        && text.chars().allMatch(c -> c >= '0' && c <= '9'));
    }

    private static OptionalLong number(@Nullable String text) {
        return text == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
    }
}
