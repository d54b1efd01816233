package dev.ringcast.web.site;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** A request's body that nobody has read. */
public final class UnreadBody {
    private UnreadBody() {}

    /** Whether the request announces one. */
    public static boolean isIn(HttpServletRequest request) {
        return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
    }

    /** Whether one may come that the request does not announce: HTTP/2 ends a body by a frame of its own (RFC 9113 8.1). */
    static boolean mayComeIn(HttpServletRequest request) {
        return request.getProtocol().startsWith("HTTP/2")
                && request.getContentLengthLong() < 0
                && request.getMethod().equals("POST");
    }

    /**
     * Says that the connection ends with this answer, before the answer is written. Only then does Tomcat not wait for the
     * body, and only if the answer ends asynchronously, see {@link #leave}. HTTP/2 knows neither the header nor the wait.
     */
    static void announceClose(HttpServletRequest request, HttpServletResponse response) {
        if (request.getProtocol().startsWith("HTTP/1.")) {
            response.setHeader("Connection", "close");
        }
    }

    /** Ends a request that is not asynchronous, after its answer, without its body. */
    static void leave(HttpServletRequest request) {
        request.startAsync().complete();
    }
}
