package dev.ringcast.web;

import dev.ringcast.channel.Channel;
import dev.ringcast.media.MediaBytes;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** The newest picture of a channel. */
public final class PosterServlet extends MediaServlet {
    private static final long serialVersionUID = 1L;

    /** Servlets are mapped by extension, so that pictures of the pages come here too. */
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        if (RequestHeaders.path(request).startsWith("/live/")) {
            super.service(request, response);
            return;
        }
        getServletContext().getNamedDispatcher("PageServlet").forward(request, response);
    }

    @Override
    Reply reply(Address address, HttpServletRequest request) throws IOException {
        if (address instanceof Address.Poster poster) {
            Optional<Channel> channel = channels.find(poster.channel());
            return channel.isPresent() ? answer(channel.get(), request) : Answer.notFound();
        }
        return Answer.notFound();
    }

    private static Answer answer(Channel channel, HttpServletRequest request) throws IOException {
        Optional<MediaBytes> picture = channel.poster();
        return picture.isPresent()
                ? Entity.poster(picture.get(), channel.targetDuration()).answer(RequestHeaders.of(request))
                : Answer.notYet("channel " + channel.name() + " has no picture now.");
    }
}
