package dev.ringcast.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Objects;

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

    /** The client's address; empty if it has closed its connection already, as HTTP/2 clients can before they are served. */
    static String address(HttpServletRequest request) {
        return Objects.toString(request.getRemoteAddr(), "");
    }

    private static String joined(HttpServletRequest request, String name) {
        return request.getHeader(name) == null ? "" : String.join(",", Collections.list(request.getHeaders(name)));
    }
}
