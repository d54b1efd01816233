package dev.ringcast.admin;

import dev.ringcast.channel.Channel;
import dev.ringcast.channel.Channels;
import dev.ringcast.channel.PlaybackTokens;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * The admin page and its API. Who may come here is the container's to say (role {@code ringcast-admin}); commands need
 * the page's token besides. Nothing here is kept by any cache.
 */
public final class AdminServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private static final System.Logger LOG = System.getLogger(AdminServlet.class.getName());

    private static final String HTML = "text/html;charset=UTF-8";
    private static final String JSON = "application/json";

    @Inject
    private transient Channels channels;

    private String page = "";
    private String version = "";

    @Override
    public void init() throws ServletException {
        try {
            page = page(getServletContext());
            version = version(getServletContext());
        } catch (IOException e) {
            throw new ServletException("the admin page cannot be read from the WAR: deploy a complete one", e);
        }
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", "no-store");
        String path = request.getRequestURI().substring(request.getContextPath().length());
        Optional<AdminAddress> address = AdminAddress.parse(path);
        if (address.isEmpty()) {
            send(request, response, 404, JSON, AdminJson.error("There is no such admin address."));
        } else if (!Arrays.asList(address.get().allow().split(", ")).contains(request.getMethod())) {
            response.setHeader("Allow", address.get().allow());
            send(
                    request,
                    response,
                    405,
                    JSON,
                    AdminJson.error("Use " + address.get().allow() + "."));
        } else if (address.get() instanceof AdminAddress.PageWithoutSlash) {
            response.sendRedirect(request.getContextPath() + "/admin/");
        } else if (address.get() instanceof AdminAddress.Command command) {
            command(command, request, response);
        } else if (address.get() instanceof AdminAddress.Link link) {
            link(link, request, response);
        } else if (address.get() instanceof AdminAddress.ChannelList) {
            String json = AdminJson.everything(version, problem(), channels.all());
            send(request, response, 200, JSON, json);
        } else {
            String token = CsrfToken.of(request.getSession());
            send(request, response, 200, HTML, page.replace("${csrfToken}", token));
        }
    }

    private @Nullable String problem() {
        String remarks = String.join(" ", channels.remarks());
        return channels.problem().orElse(remarks.isEmpty() ? null : remarks);
    }

    private void command(AdminAddress.Command command, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!CsrfToken.matches(request.getSession(false), request.getHeader(CsrfToken.HEADER))) {
            String error = "The " + CsrfToken.HEADER + " header is missing or old: load the admin page again.";
            send(request, response, 403, JSON, AdminJson.error(error));
            return;
        }
        Optional<Channel> channel = channels.find(command.channel());
        if (channel.isEmpty()) {
            send(request, response, 404, JSON, AdminJson.error("There is no channel of that name."));
            return;
        }
        LOG.log(
                System.Logger.Level.INFO,
                "channel {0}: {1} by {2}",
                command.channel(),
                command.verb(),
                Objects.toString(request.getRemoteUser(), "nobody"));
        command.action().accept(channel.get());
        send(request, response, 200, JSON, AdminJson.channel(channel.get()));
    }

    private void link(AdminAddress.Link link, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!LinkRequest.isJson(request)) {
            send(request, response, 415, JSON, AdminJson.error("Send {\"seconds\": 3600} as application/json."));
            return;
        }
        Optional<Channel> channel = channels.find(link.channel());
        Optional<PlaybackTokens> tokens = channel.flatMap(Channel::tokens);
        OptionalLong seconds = LinkRequest.seconds(request);
        if (channel.isEmpty()) {
            send(request, response, 404, JSON, AdminJson.error("There is no channel of that name."));
        } else if (tokens.isEmpty()) {
            String error = "Everybody may watch this channel: it has no playback.key.";
            send(request, response, 409, JSON, AdminJson.error(error));
        } else if (seconds.isEmpty()) {
            String error = "seconds is a number from " + LinkRequest.LEAST_SECONDS + " to " + LinkRequest.MOST_SECONDS
                    + " (366 days).";
            send(request, response, 400, JSON, AdminJson.error(error));
        } else {
            Instant expiry = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(seconds.getAsLong());
            LOG.log(
                    System.Logger.Level.INFO,
                    "channel {0}: addresses until {1} by {2}",
                    link.channel(),
                    expiry,
                    Objects.toString(request.getRemoteUser(), "nobody"));
            ChannelAddresses addresses = ChannelAddresses.until(expiry, channel.get(), tokens.get());
            send(request, response, 200, JSON, AdminJson.link(link.channel(), expiry, addresses));
        }
    }

    private static void send(
            HttpServletRequest request, HttpServletResponse response, int status, String type, String text)
            throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType(type);
        response.setContentLength(bytes.length);
        if (!request.getMethod().equals("HEAD")) {
            response.getOutputStream().write(bytes);
        }
    }

    private static String page(ServletContext context) throws IOException {
        try (InputStream page = context.getResourceAsStream("/WEB-INF/admin.html")) {
            if (page == null) {
                throw new IOException("/WEB-INF/admin.html is missing");
            }
            return new String(page.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** What the WAR's manifest says; an exploded directory of a build has none. */
    private static String version(ServletContext context) throws IOException {
        try (InputStream manifest = context.getResourceAsStream("/META-INF/MANIFEST.MF")) {
            String version = manifest == null
                    ? null
                    : new Manifest(manifest).getMainAttributes().getValue("Implementation-Version");
            return version == null ? "development" : version;
        }
    }
}
