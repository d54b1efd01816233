package dev.ringcast.web.site;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;

/**
 * Keeps clients that send a body slowly, or never, from holding the container's threads. Where a body is taken it is read
 * without a thread, and the servlet called when all of it is there. Everywhere else a request with a body is refused.
 */
public final class RequestBodyFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    /** Servlet paths where a body is taken. */
    private static final Set<String> TAKEN = Set.of("/report", "/admin");

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        boolean announced = UnreadBody.isIn(request);
        if ((announced || UnreadBody.mayComeIn(request)) && TAKEN.contains(request.getServletPath())) {
            BodyReader.start(request, response);
        } else if (announced) {
            response.sendError(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
        } else {
            // What HTTP/2 brings unannounced, Tomcat does not wait for.
            chain.doFilter(request, response);
        }
    }
}
