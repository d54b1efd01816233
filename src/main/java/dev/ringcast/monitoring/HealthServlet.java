package dev.ringcast.monitoring;

import dev.ringcast.channel.Channel;
import dev.ringcast.channel.Channels;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code /health/live} and {@code /health/ready}: 200 or 503, with the reasons. Of all channels, or with
 * {@code ?channel=NAME} of one.
 */
public final class HealthServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Inject
    private transient Channels channels;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!Reply.isRead(request)) {
            Reply.refuseMethod(response);
            return;
        }
        String name = request.getParameter("channel");
        List<Channel> asked =
                name == null ? channels.all() : channels.find(name).stream().toList();
        if (name != null && asked.isEmpty()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        HealthReport report = request.getServletPath().endsWith("/live")
                ? HealthReport.live(asked)
                : HealthReport.ready(asked, channels.problem().isPresent(), notes());
        Reply.send(
                request,
                response,
                report.status() == HealthReport.Status.FAIL
                        ? HttpServletResponse.SC_SERVICE_UNAVAILABLE
                        : HttpServletResponse.SC_OK,
                HealthReport.MEDIA_TYPE,
                report.json().getBytes(StandardCharsets.UTF_8));
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        channels.problem().ifPresent(secret -> notes.add("no channel can run; the log says why"));
        if (!channels.remarks().isEmpty()) {
            notes.add("the configuration of the server has mistakes, or does not fit this machine; the log says which");
        }
        return notes;
    }
}
