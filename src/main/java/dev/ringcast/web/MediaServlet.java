package dev.ringcast.web;

import dev.ringcast.channel.Channels;
import dev.ringcast.channel.WaitingRoom;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * What the servlets of the media addresses have in common: GET and HEAD, no session, an answer made before it is sent, or
 * a wait for one that holds no thread.
 */
abstract class MediaServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Inject
    transient Channels channels;

    @Inject
    transient AnswerThreads threads;

    @Override
    protected final void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        meet(request, response, false);
    }

    @Override
    protected final void doHead(HttpServletRequest request, HttpServletResponse response) throws IOException {
        meet(request, response, true);
    }

    private void meet(HttpServletRequest request, HttpServletResponse response, boolean head) throws IOException {
        Optional<Address> address = PathParser.parse(RequestHeaders.path(request));
        Reply reply = address.isPresent() ? reply(address.get(), request) : Answer.notFound();
        if (reply instanceof Answer answer) {
            answer.sendTo(response, head);
        } else if (reply instanceof Wait wait) {
            Optional<WaitingRoom.Place> place = channels.waitingRoom().enter(wait.channel(), request.getRemoteAddr());
            if (place.isPresent()) {
                new ParkedRequest(wait, request.startAsync(), head, place.get(), threads).park();
            } else {
                Answer.notYet("too many requests wait already.").sendTo(response, head);
            }
        }
    }

    /** The reply for that address, which may be one of another servlet. */
    abstract Reply reply(Address address, HttpServletRequest request) throws IOException;
}
