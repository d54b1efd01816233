package dev.ringcast.admin;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonReader;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalLong;

/** What is sent to have addresses signed: {@code {"seconds": 3600}}. */
final class LinkRequest {
    static final String MEDIA_TYPE = "application/json";
    static final long LEAST_SECONDS = 60;
    static final long MOST_SECONDS = 366L * 24 * 3600;

    private static final int MOST_BYTES = 512;

    private LinkRequest() {}

    /**
     * Whether it comes from our page or from a program: no page of another origin can send this type without asking
     * first, and it is never told yes. As a signature changes nothing here, and no other page can read the answer, that is
     * enough; scripts need no session.
     */
    static boolean isJson(HttpServletRequest request) {
        String type = Objects.toString(request.getContentType(), "");
        return type.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT).equals(MEDIA_TYPE);
    }

    /** How long the addresses are to be good; empty if that is not said, or too much or too little. */
    static OptionalLong seconds(HttpServletRequest request) throws IOException {
        byte[] body = request.getInputStream().readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            return OptionalLong.empty();
        }
        try (JsonReader reader = Json.createReader(new ByteArrayInputStream(body))) {
            double seconds = reader.readObject().get("seconds") instanceof JsonNumber number ? number.doubleValue() : 0;
            return seconds >= LEAST_SECONDS && seconds <= MOST_SECONDS
                    ? OptionalLong.of((long) seconds)
                    : OptionalLong.empty();
        } catch (JsonException | NumberFormatException e) {
            // The latter comes of an exponent that no number of the JDK has.
            return OptionalLong.empty();
        }
    }
}
