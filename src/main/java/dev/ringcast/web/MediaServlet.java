package dev.ringcast.web;

import dev.ringcast.channel.AnswerCount;
import dev.ringcast.channel.Channel;
import dev.ringcast.channel.Channels;
import dev.ringcast.channel.PlaybackTokens;
import dev.ringcast.channel.WaitingRoom;
import jakarta.inject.Inject;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.function.LongSupplier;

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

    @Inject
    transient AnswerSender sender;

    /** By which requests wait. */
    transient LongSupplier nanoTime = System::nanoTime;

    @Override
    protected final void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        meet(request, response, false);
    }

    @Override
    protected final void doHead(HttpServletRequest request, HttpServletResponse response) throws IOException {
        meet(request, response, true);
    }

    private void meet(HttpServletRequest request, HttpServletResponse response, boolean head) throws IOException {
        SignedPath path = SignedPath.of(RequestHeaders.path(request));
        Optional<Address> address = PathParser.parse(path.path());
        Optional<Channel> channel = address.flatMap(this::channel);
        Reply reply = address.isPresent()
                ? reply(address.get(), channel.flatMap(Channel::tokens), path.token(), request)
                : Answer.notFound();
        Tally tally = tally(address, channel, request);
        if (reply instanceof Answer answer) {
            sender.send(answer, tally, request, response, head);
        } else if (reply instanceof Wait wait) {
            Optional<WaitingRoom.Place> place =
                    channels.waitingRoom().enter(wait.channel(), RequestHeaders.address(request));
            if (place.isPresent()) {
                park(wait, request, head, place.get(), tally);
            } else {
                sender.send(Answer.notYet("too many requests wait already."), tally, request, response, head);
            }
        }
    }

    /** Whatever is thrown, the place is given back: each that is not would be lost until the next start. */
    private void park(Wait wait, HttpServletRequest request, boolean head, WaitingRoom.Place place, Tally tally) {
        try {
            new ParkedRequest(wait, request.startAsync(), head, place, threads, tally, nanoTime).park();
        } catch (RuntimeException | Error e) {
            place.close();
            throw e;
        }
    }

    private Tally tally(Optional<Address> address, Optional<Channel> channel, HttpServletRequest request) {
        AnswerCount.Kind kind = address.map(Address::kind).orElse(AnswerCount.Kind.OTHER);
        String query = request.getQueryString();
        boolean blocking = kind == AnswerCount.Kind.PLAYLIST && query != null && query.contains("_HLS_msn");
        return new Tally(
                channel.map(Channel::answers).orElseGet(channels::strayAnswers),
                blocking ? AnswerCount.Kind.BLOCKING : kind);
    }

    private Optional<Channel> channel(Address address) {
        return address.channel().isEmpty() ? channels.all().stream().findFirst() : channels.find(address.channel());
    }

    private Reply reply(
            Address address, Optional<PlaybackTokens> tokens, Optional<String> token, HttpServletRequest request)
            throws IOException {
        if (tokens.isEmpty()) {
            return token.isPresent() ? Answer.notFound() : reply(address, request);
        }
        Optional<PlaybackTokens.Grant> grant = token.flatMap(tokens.get()::check);
        // A request that has waited was let in when it came: it is answered, even if the token has expired meanwhile.
        boolean letIn = request.getDispatcherType() == DispatcherType.ASYNC;
        if (grant.isEmpty() || (!letIn && !grant.get().isGood())) {
            return Answer.forbidden();
        }
        return bounded(reply(address, request), grant.get());
    }

    private static Reply bounded(Reply reply, PlaybackTokens.Grant grant) {
        return reply instanceof Wait wait
                ? wait.answeredBy(answer -> answer.keptFor(grant.left()))
                : ((Answer) reply).keptFor(grant.left());
    }

    /** The reply for that address, which may be one of another servlet. */
    abstract Reply reply(Address address, HttpServletRequest request) throws IOException;
}
