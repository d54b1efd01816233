package dev.ringcast.web;

import dev.ringcast.web.site.UnreadBody;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/**
 * Lets pages of any origin play what the media addresses serve. Its headers are on every answer, errors too, because a
 * player that may not read a status cannot act on it. As no address here takes anything but GET and HEAD, it also
 * answers all other methods, but for requests with a body: those go on to be refused.
 */
public final class CorsFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    private static final String METHODS = "GET, HEAD, OPTIONS";

    /** Age and Date are what players compute the age of a playlist from (L40). */
    private static final String EXPOSED = "Age, Date, ETag, Content-Range, Content-Length";

    private static final String ALLOWED_HEADERS =
            "Range, If-Range, If-None-Match, If-Modified-Since, Accept, Cache-Control, Pragma, Content-Type";

    /** Two hours: browsers keep it no longer. */
    private static final String MAX_AGE = "7200";

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        response.setHeader("Access-Control-Allow-Origin", "*");
        response.setHeader("Access-Control-Expose-Headers", EXPOSED);
        response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
        if (UnreadBody.isIn(request)) {
            chain.doFilter(request, response);
            return;
        }
        switch (request.getMethod()) {
            case "GET", "HEAD" -> chain.doFilter(request, response);
            case "OPTIONS" -> preflight().sendTo(response, false);
            default -> Answer.methodNotAllowed(METHODS).sendTo(response, false);
        }
    }

    private static Answer preflight() {
        return new Answer(
                HttpServletResponse.SC_NO_CONTENT,
                Map.of(
                        "Allow", METHODS,
                        "Access-Control-Allow-Methods", METHODS,
                        "Access-Control-Allow-Headers", ALLOWED_HEADERS,
                        "Access-Control-Max-Age", MAX_AGE),
                Body.EMPTY);
    }
}
