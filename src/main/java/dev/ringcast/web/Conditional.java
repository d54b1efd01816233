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

    /** Most requests are for what is newest, of the same second; to write it takes longer than to find the address. */
    private static volatile Written last = new Written(0, HTTP_DATE.format(Instant.EPOCH));

    private Conditional() {}

    private record Written(long second, String text) {}

    /** The time as an HTTP date, which has whole seconds; rounded down, as no header may speak of the future. */
    static String httpDate(Instant time) {
        Written written = last;
        if (written.second != time.getEpochSecond()) {
            written = new Written(time.getEpochSecond(), HTTP_DATE.format(time));
            last = written;
        }
        return written.text;
    }

    /**
     * Whether the client has this very form already, so that 304 is the answer. If-None-Match decides if there is one;
     * If-Modified-Since only else.
     *
     * <p>The date must be the exact time of the change, not the whole second that Last-Modified tells: two playlists of
     * the same second differ, and a client must never be told 304 for the newer one. A later date is not good enough
     * either: it may come from before the machine's clock was set back, and then playlists would stand still.
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
            return lastModified.equals(since);
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
