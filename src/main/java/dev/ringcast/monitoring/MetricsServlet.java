package dev.ringcast.monitoring;

import dev.ringcast.channel.Channels;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * {@code /metrics}: the figures of all channels in the Prometheus text format 0.0.4, or as OpenMetrics 1.0.0 where the
 * client accepts that. They are read out when asked for; nothing is registered anywhere.
 */
public final class MetricsServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private static final String ROLE = "ringcast-metrics";
    private static final String ADMIN_ROLE = "ringcast-admin";

    private static final ExpositionFormatWriter TEXT = PrometheusTextFormatWriter.create();
    private static final ExpositionFormatWriter OPEN_METRICS = OpenMetricsTextFormatWriter.create();

    @Inject
    private transient Channels channels;

    @Inject
    private transient MetricsAccess access;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        MetricsAccess.Decision decision = access.decide(request);
        if (decision == MetricsAccess.Decision.HIDE) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        } else if (!Reply.isRead(request)) {
            Reply.refuseMethod(response);
        } else if (decision == MetricsAccess.Decision.ANSWER || hasRole(request, response)) {
            send(request, response);
        }
    }

    /** Whether the user has the role; if not, the response says so, or asks who it is. */
    private static boolean hasRole(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        if (!request.authenticate(response)) {
            return false;
        }
        boolean has = request.isUserInRole(ROLE) || request.isUserInRole(ADMIN_ROLE);
        if (!has) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        }
        return has;
    }

    private void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String accept = request.getHeader("Accept");
        ExpositionFormatWriter writer = accept != null && OPEN_METRICS.accepts(accept) ? OPEN_METRICS : TEXT;
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        writer.write(text, Metrics.of(Scrape.of(channels)));
        response.setHeader("Vary", "Accept");
        Reply.send(request, response, HttpServletResponse.SC_OK, writer.getContentType(), text.toByteArray());
    }
}
