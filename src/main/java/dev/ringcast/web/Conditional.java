package dev.ringcast.web;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Conditional requests (RFC 9110, 13). */
final class Conditional {
    private static final Pattern ENTITY_TAG = Pattern.compile("(?:W/)?(\"[^\"]*+\")");

    /** As RFC 9110, 5.6.7 wants it; the JDK's own RFC 1123 format writes days below ten with one digit. */
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private Conditional() {}

    /** The time as an HTTP date, which has whole seconds; rounded down, as no header may speak of the future. */
    static String httpDate(Instant time) {
        return HTTP_DATE.format(time);
    }

    /**
     * Whether the client has this very form already, so that 304 is the answer. If-None-Match decides if there is one;
     * If-Modified-Since only else.
     *
     * <p>The date is compared with the exact time of the change, not with the whole second that Last-Modified tells:
     * two playlists of the same second differ, and a client must never be told 304 for the newer one.
     *
     * @param lastModified null if it is not known
     */
    static boolean notModified(RequestHeaders headers, String etag, @Nullable Instant lastModified) {
        if (!headers.ifNoneMatch().isEmpty()) {
            return matches(headers.ifNoneMatch(), etag);
        }
        if (headers.ifModifiedSince().isEmpty() || lastModified == null) {
            return false;
        }
        try {
            Instant since = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(headers.ifModifiedSince()));
            return !lastModified.isAfter(since);
        } catch (DateTimeParseException e) {
            return false; // RFC 9110, 13.1.3: what is no date is ignored.
        }
    }

    /** Whether a Range is to be honoured: If-Range is absent, or is the strong entity tag of what we have. */
    static boolean sameForRange(RequestHeaders headers, String etag) {
        return headers.ifRange().isEmpty() || headers.ifRange().equals(etag);
    }

    private static boolean matches(String ifNoneMatch, String etag) {
        if (ifNoneMatch.trim().equals("*")) {
            return true;
        }
        Matcher tags = ENTITY_TAG.matcher(ifNoneMatch);
        while (tags.find()) {
            if (tags.group(1).equals(etag)) {
                return true;
            }
        }
        return false;
    }
}
