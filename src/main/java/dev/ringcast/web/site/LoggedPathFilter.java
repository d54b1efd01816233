package dev.ringcast.web.site;

import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Tells the container's access log the path of a request without the playback token in it, as a request attribute:
 * {@code %{dev.ringcast.path}r} in place of {@code %U} in an AccessLogValve's pattern. Nothing of a query is in it.
 */
public final class LoggedPathFilter extends HttpFilter {
    /** The request attribute. */
    static final String ATTRIBUTE = "dev.ringcast.path";

    private static final long serialVersionUID = 1L;

    private static final Pattern TOKEN = Pattern.compile("(?:~|%7[Ee])[^/]*+");

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String path =
                Objects.toString(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI), request.getRequestURI());
        request.setAttribute(ATTRIBUTE, withoutToken(path));
        chain.doFilter(request, response);
    }

    static String withoutToken(String path) {
        boolean mayHaveOne = path.indexOf('~') >= 0 || path.indexOf('%') >= 0;
        return mayHaveOne ? TOKEN.matcher(path).replaceAll("~...") : path;
    }
}
