package dev.ringcast.web;

import dev.ringcast.channel.AnswerCount;
import dev.ringcast.channel.Channels;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;

/**
 * The files of the pages, in place of the container's own servlet: that one lets clients that do not read hold the
 * container's threads, compresses anew each time, and looks files up by their path.
 */
public final class PageServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private static final String METHODS = "GET, HEAD";

    @Inject
    private transient Channels channels;

    @Inject
    private transient AnswerSender sender;

    private transient Map<String, PageFile> files = Map.of();

    @Override
    public void init() throws ServletException {
        try {
            files = PageFile.all(getServletContext());
        } catch (IOException e) {
            throw new ServletException("the pages cannot be read from the WAR: deploy a complete one", e);
        }
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean head = request.getMethod().equals("HEAD");
        if (!head && !request.getMethod().equals("GET")) {
            response.setHeader("Allow", METHODS);
            response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
            return;
        }
        String path = request.getServletPath() + Objects.toString(request.getPathInfo(), "");
        PageFile file = files.get(path.endsWith("/") ? path + "index.html" : path);
        if (file == null) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        RequestHeaders headers = RequestHeaders.of(request);
        Tally tally = new Tally(channels.strayAnswers(), AnswerCount.Kind.OTHER);
        sender.send(file.answer(headers), tally, request, response, head);
    }
}
