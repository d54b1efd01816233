package dev.ringcast.web;

import dev.ringcast.channel.Channel;
import dev.ringcast.channel.RenditionStream;
import dev.ringcast.playlist.Delivery;
import dev.ringcast.playlist.DeliveryDirectives;
import dev.ringcast.playlist.LivePlaylist;
import dev.ringcast.playlist.RenderedPlaylist;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Multivariant and media playlists. Their state is fixed when a part is added, and the first request for a form of one
 * renders it for all; so a request looks one up, chooses its form and writes it, or waits until there is what it asks for
 * (L35). Who asks for a media playlist is counted as a viewer.
 */
public final class PlaylistServlet extends MediaServlet {
    private static final long serialVersionUID = 1L;

    @Override
    Reply reply(Address address, HttpServletRequest request) {
        RequestHeaders headers = RequestHeaders.of(request);
        if (address instanceof Address.DefaultMultivariantPlaylist) {
            return channels.all().stream()
                    .findFirst()
                    .map(channel -> multivariant(channel, channel.shortMultivariantPlaylist(), headers))
                    .orElseGet(Answer::notFound);
        }
        if (address instanceof Address.MultivariantPlaylist named) {
            return channels.find(named.channel())
                    .map(channel -> multivariant(channel, channel.multivariantPlaylist(named.packaging()), headers))
                    .orElseGet(Answer::notFound);
        }
        if (address instanceof Address.MediaPlaylist named) {
            Optional<Channel> channel = channels.find(named.channel());
            Optional<RenditionStream> stream =
                    channel.flatMap(found -> found.stream(named.rendition(), named.packaging()));
            if (stream.isEmpty()) {
                return Answer.notFound();
            }
            channel.get().viewers().seen(RequestHeaders.address(request), userAgent(request));
            return media(channel.get(), stream.get(), request.getQueryString(), headers);
        }
        return Answer.notFound();
    }

    private static Answer multivariant(Channel channel, Optional<RenderedPlaylist> playlist, RequestHeaders headers) {
        String cache = CacheControl.multivariant(channel.targetDuration());
        return playlist.map(rendered -> Entity.playlist(rendered, headers.acceptEncoding(), cache)
                        .answer(headers))
                .orElseGet(() -> noSegmentYet(channel));
    }

    private static Reply media(
            Channel channel, RenditionStream stream, @Nullable String query, RequestHeaders headers) {
        int targetDuration = channel.targetDuration();
        LivePlaylist playlist = stream.playlist().orElse(null);
        if (playlist != null && playlist.ended()) {
            // L35: whatever they are.
            return answer(playlist, DeliveryDirectives.NONE, headers, targetDuration);
        }
        DeliveryDirectives directives = DeliveryDirectives.parse(query).orElse(null);
        if (directives == null) {
            return Answer.badRequest(
                    "_HLS_msn and _HLS_part are whole numbers, a part needs its segment, _HLS_skip is YES or v2.",
                    CacheControl.malformed(targetDuration));
        }
        if (playlist == null) {
            return noPlaylist(channel, stream);
        }
        return switch (Delivery.decide(directives, playlist.position(), playlist.ended(), stream.timing())) {
            case NOW -> answer(playlist, directives, headers, targetDuration);
            case REFUSE -> Answer.badRequest("that lies too far ahead of the live edge.", CacheControl.TOO_FAR_AHEAD);
            case WAIT ->
                new Wait(
                        channel.name(),
                        stream,
                        Wait.most(targetDuration),
                        () -> stream.withdrawn() || reached(stream, directives).isPresent(),
                        () -> reached(stream, directives)
                                .map(reached -> answer(reached, directives, headers, targetDuration))
                                .orElseGet(() -> noPlaylist(channel, stream)),
                        false);
        };
    }

    /** The playlist if it holds what is asked for by now; never one that has not gone on. */
    private static Optional<LivePlaylist> reached(RenditionStream stream, DeliveryDirectives directives) {
        return stream.playlist()
                .filter(playlist -> playlist.ended()
                        || playlist.position().reaches(directives.sequence().orElse(0), directives.part()));
    }

    private static Answer answer(
            LivePlaylist playlist, DeliveryDirectives directives, RequestHeaders headers, int targetDuration) {
        // One that has ended goes on at the same address if the channel is started again.
        boolean stays = directives.blocking() && !playlist.ended();
        String cache = stays ? CacheControl.satisfied(targetDuration) : CacheControl.PLAYLIST;
        return Entity.playlist(playlist.form(directives.skip()), headers.acceptEncoding(), cache)
                .answer(headers);
    }

    /** Players go on with another rendition when one is answered 404; 503 they would repeat. */
    private static Answer noPlaylist(Channel channel, RenditionStream stream) {
        return stream.withdrawn() ? Answer.notFound() : noSegmentYet(channel);
    }

    private static Answer noSegmentYet(Channel channel) {
        return Answer.notYet("channel " + channel.name() + " has no segment yet.");
    }

    private static String userAgent(HttpServletRequest request) {
        String userAgent = request.getHeader("User-Agent");
        return userAgent == null ? "" : userAgent;
    }
}
