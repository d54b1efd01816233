package dev.ringcast.web;

import dev.ringcast.channel.Channels;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** What the servlets of the media addresses have in common: GET and HEAD, no session, an answer made before it is sent. */
abstract class MediaServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Inject
    transient Channels channels;

    @Override
    protected final void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(request).sendTo(response, false);
    }

    @Override
    protected final void doHead(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(request).sendTo(response, true);
    }

    private Answer answer(HttpServletRequest request) throws IOException {
        Optional<Address> address = PathParser.parse(RequestHeaders.path(request));
        return address.isPresent() ? answer(address.get(), request) : Answer.notFound();
    }

    /** The answer for that address, which may be one of another servlet. */
    abstract Answer answer(Address address, HttpServletRequest request) throws IOException;
}
