package dev.ringcast.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * A whole HTTP answer.
 *
 * @param status HTTP status code
 * @param headers all headers but Content-Length, which follows from the body
 * @param body empty where the status allows none
 */
record Answer(int status, Map<String, String> headers, Body body) implements Reply {
    private static final String TEXT = "text/plain;charset=UTF-8";

    /** Copies the headers. */
    Answer {
        headers = Map.copyOf(headers);
    }

    /** Nothing is at this address, or not any more. */
    static Answer notFound() {
        return new Answer(
                HttpServletResponse.SC_NOT_FOUND,
                Map.of("Content-Type", TEXT, "Cache-Control", CacheControl.NOT_FOUND),
                Body.of("404 Not Found: no channel, rendition, segment or part has this address.\n"));
    }

    /** The same, of media to come, which whoever waits for them will ask for in a moment. */
    static Answer notFoundYet() {
        Answer absent = notFound();
        Map<String, String> headers = new HashMap<>(absent.headers);
        headers.put("Cache-Control", CacheControl.NO_STORE);
        return new Answer(absent.status, headers, absent.body);
    }

    /** The directives are malformed or ask for what lies too far ahead (L35). */
    static Answer badRequest(String what, String cache) {
        return new Answer(
                HttpServletResponse.SC_BAD_REQUEST,
                Map.of("Content-Type", TEXT, "Cache-Control", cache),
                Body.of("400 Bad Request: " + what + "\n"));
    }

    /** It will be at this address soon: players repeat a request answered so, but not one answered 404. */
    static Answer notYet(String what) {
        return new Answer(
                HttpServletResponse.SC_SERVICE_UNAVAILABLE,
                Map.of("Content-Type", TEXT, "Cache-Control", CacheControl.NO_STORE, "Retry-After", "1"),
                Body.of("503 Service Unavailable: " + what + "\n"));
    }

    /**
     * The channel plays with signed addresses only. The same for every reason, so that nobody learns how near a guess is.
     */
    static Answer forbidden() {
        return new Answer(
                HttpServletResponse.SC_FORBIDDEN,
                Map.of("Content-Type", TEXT, "Cache-Control", CacheControl.NO_STORE),
                Body.of("403 Forbidden: this needs an address with a token that is good and has not expired.\n"));
    }

    /** The method is none that a media address knows. */
    static Answer methodNotAllowed(String allow) {
        return new Answer(
                HttpServletResponse.SC_METHOD_NOT_ALLOWED,
                Map.of("Content-Type", TEXT, "Cache-Control", CacheControl.NO_STORE, "Allow", allow),
                Body.of("405 Method Not Allowed: use " + allow + ".\n"));
    }

    /** The same, kept by caches no longer than that. */
    Answer keptFor(Duration most) {
        Map<String, String> bounded = new HashMap<>(headers);
        bounded.computeIfPresent("Cache-Control", (name, value) -> CacheControl.until(value, most));
        return new Answer(status, bounded, body);
    }

    /** Whether the status allows a body, and there is one. */
    boolean hasBody() {
        return status != HttpServletResponse.SC_NOT_MODIFIED
                && status != HttpServletResponse.SC_NO_CONTENT
                && body.size() > 0;
    }

    /** Sets status and headers. */
    void begin(HttpServletResponse response) {
        response.setStatus(status);
        headers.forEach(response::setHeader);
        if (status != HttpServletResponse.SC_NOT_MODIFIED && status != HttpServletResponse.SC_NO_CONTENT) {
            response.setContentLengthLong(body.size());
        }
    }

    /**
     * Sends it, and waits for the client to take it.
     *
     * @param head whether the request was HEAD: the headers of GET, and no body
     */
    void sendTo(HttpServletResponse response, boolean head) throws IOException {
        sendTo(response, head, written -> {});
    }

    /** The same, and tells of each piece of the body how many bytes were written. */
    void sendTo(HttpServletResponse response, boolean head, LongConsumer written) throws IOException {
        begin(response);
        if (!head && hasBody()) {
            body.writeTo(response.getOutputStream(), written);
        }
    }
}
