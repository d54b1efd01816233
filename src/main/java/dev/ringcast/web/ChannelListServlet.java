package dev.ringcast.web;

import dev.ringcast.channel.Channels;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/** {@code /live/channels.json}: what there is to watch. */
public final class ChannelListServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Inject
    private transient Channels channels;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(request).sendTo(response, false);
    }

    @Override
    protected void doHead(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(request).sendTo(response, true);
    }

    private Answer answer(HttpServletRequest request) {
        if (!RequestHeaders.path(request).equals("/live/channels.json")) {
            return Answer.notFound();
        }
        return new Answer(
                HttpServletResponse.SC_OK,
                Map.of("Content-Type", "application/json", "Cache-Control", CacheControl.CHANNEL_LIST),
                Body.of(ChannelListJson.of(channels.all(), channels.problem().orElse(null))));
    }
}
