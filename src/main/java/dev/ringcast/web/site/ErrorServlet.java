package dev.ringcast.web.site;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/**
 * What a client is told when something goes wrong and no servlet told it: the status and its name, as text, or as JSON
 * to a program; never a stack trace, a server version or what the client sent. Who is not let in to the admin page is
 * told how to become an administrator.
 */
public final class ErrorServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    /** Statuses of a container and of its file servlet. */
    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(400, "Bad Request"),
            Map.entry(401, "Unauthorized"),
            Map.entry(403, "Forbidden"),
            Map.entry(404, "Not Found"),
            Map.entry(405, "Method Not Allowed"),
            Map.entry(406, "Not Acceptable"),
            Map.entry(408, "Request Timeout"),
            Map.entry(412, "Precondition Failed"),
            Map.entry(413, "Content Too Large"),
            Map.entry(414, "URI Too Long"),
            Map.entry(416, "Range Not Satisfiable"),
            Map.entry(429, "Too Many Requests"),
            Map.entry(500, "Internal Server Error"),
            Map.entry(501, "Not Implemented"),
            Map.entry(503, "Service Unavailable"));

    /** Any method: the request that failed keeps its own. */
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        // Without the attributes, somebody asked for the address of this servlet itself.
        int status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code ? code : 404;
        String uri =
                Objects.toString(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI), request.getRequestURI());
        String path = uri.substring(request.getContextPath().length());
        boolean admin = path.equals("/admin") || path.startsWith("/admin/");
        String accept = Objects.toString(request.getHeader("Accept"), "");
        boolean unread = UnreadBody.isIn(request) && !request.isAsyncStarted();
        if (unread) {
            UnreadBody.announceClose(request, response);
        }
        response.setStatus(status);
        response.setHeader("Cache-Control", status == 404 && !admin ? "public, max-age=1" : "no-store");
        if (accept.contains("application/json") || path.endsWith(".json")) {
            send(request, response, "application/json", json(status));
        } else if (admin && (status == 401 || status == 403)) {
            send(request, response, "text/html;charset=UTF-8", helpPage(status));
        } else {
            send(request, response, "text/plain;charset=UTF-8", text(status));
        }
        if (unread) {
            UnreadBody.leave(request);
        }
    }

    static String text(int status) {
        return status + " " + name(status) + "\n";
    }

    static String json(int status) {
        return "{\"status\":" + status + ",\"error\":\"" + name(status) + "\"}";
    }

    private static String name(int status) {
        return NAMES.getOrDefault(status, "Error");
    }

    private String helpPage(int status) throws IOException {
        try (InputStream page = getServletContext().getResourceAsStream("/WEB-INF/admin-" + status + ".html")) {
            if (page == null) {
                return "<!DOCTYPE html><title>" + text(status) + "</title><p>" + text(status);
            }
            return new String(page.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("${contextPath}", escape(getServletContext().getContextPath()));
        }
    }

    /** Whoever deploys chooses the context path, and HTML has characters of its own. */
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static void send(HttpServletRequest request, HttpServletResponse response, String type, String text)
            throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        response.setContentType(type);
        response.setContentLength(bytes.length);
        if (!request.getMethod().equals("HEAD")) {
            response.getOutputStream().write(bytes);
        }
    }
}
