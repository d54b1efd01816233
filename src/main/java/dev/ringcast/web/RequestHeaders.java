package dev.ringcast.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;

/**
 * The request headers that decide which form of an answer is sent. Header lines of the same name are joined by commas;
 * an absent header is the empty string.
 *
 * @param get whether the method is GET: a Range of any other method is ignored (RFC 9110, 14.2)
 */
record RequestHeaders(
        boolean get, String acceptEncoding, String ifNoneMatch, String ifModifiedSince, String range, String ifRange) {

    static RequestHeaders of(HttpServletRequest request) {
        return new RequestHeaders(
                request.getMethod().equals("GET"),
                joined(request, "Accept-Encoding"),
                joined(request, "If-None-Match"),
                joined(request, "If-Modified-Since"),
                joined(request, "Range"),
                joined(request, "If-Range"));
    }

    /** The path as it came, still encoded, without the context path. */
    static String path(HttpServletRequest request) {
        return request.getRequestURI().substring(request.getContextPath().length());
    }

    private static String joined(HttpServletRequest request, String name) {
        return String.join(",", Collections.list(request.getHeaders(name)));
    }
}
