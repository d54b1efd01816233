package dev.ringcast.web.site;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Tells browsers what the pages may do: load what this application serves and nothing else. The player may be framed by
 * any page; the admin page and error answers by none.
 */
public final class SecurityHeadersFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    /**
     * Media comes as blobs from the player script. Styles may be inline because the player's controls bring theirs in the
     * templates of their shadow trees.
     */
    private static final String POLICY = "default-src 'self'; script-src 'self'; style-src 'self';"
            + " img-src 'self' data:; media-src 'self' blob:; worker-src 'none'; connect-src 'self';"
            + " object-src 'none'; base-uri 'none'; form-action 'self'; ";

    /** What is no page needs little; a browser may still be pointed at a picture or a playlist. */
    private static final String MEDIA_POLICY = "default-src 'none'; img-src 'self'; media-src 'self'";

    private static final String MEDIA = "/live/";

    private static final String RESOURCE_POLICY = "Cross-Origin-Resource-Policy";
    private static final String PLAYER = POLICY + "style-src-elem 'self' 'unsafe-inline'; frame-ancestors *";
    private static final String OTHERS = POLICY + "frame-ancestors 'none'";

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        response.setHeader("Content-Security-Policy", policy(request));
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        if (!response.containsHeader(RESOURCE_POLICY)) {
            // Media addresses replace it by cross-origin, and keep that when an error answer follows.
            response.setHeader(RESOURCE_POLICY, "same-origin");
        }
        chain.doFilter(request, response);
    }

    /** The servlet path is decoded and normalised, as it is for the container's own security constraints. */
    private static String policy(HttpServletRequest request) {
        String path = request.getServletPath();
        if (request.getDispatcherType() == DispatcherType.ERROR || path.equals("/admin")) {
            return OTHERS;
        }
        return path.startsWith(MEDIA) ? MEDIA_POLICY : PLAYER;
    }
}
