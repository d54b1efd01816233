package dev.ringcast.web;

import dev.ringcast.channel.Channel;
import dev.ringcast.playlist.RenderedPlaylist;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * Multivariant and media playlists. They are rendered when a segment is added, so a request only looks one up, chooses
 * its plain or gzip form and writes it. Who asks for a media playlist is counted as a viewer.
 */
public final class PlaylistServlet extends MediaServlet {
    private static final long serialVersionUID = 1L;

    @Override
    Answer answer(Address address, HttpServletRequest request) {
        RequestHeaders headers = RequestHeaders.of(request);
        if (address instanceof Address.DefaultMultivariantPlaylist) {
            return channels.all().stream()
                    .findFirst()
                    .map(channel -> answer(channel, channel.shortMultivariantPlaylist(), headers))
                    .orElseGet(Answer::notFound);
        }
        if (address instanceof Address.MultivariantPlaylist multivariant) {
            return channels.find(multivariant.channel())
                    .map(channel -> answer(channel, channel.multivariantPlaylist(), headers))
                    .orElseGet(Answer::notFound);
        }
        if (address instanceof Address.MediaPlaylist media) {
            Optional<Channel> channel = channels.find(media.channel());
            channel.ifPresent(watched -> watched.viewers().seen(request.getRemoteAddr(), userAgent(request)));
            return channel.map(found -> answer(found, media.rendition(), headers))
                    .orElseGet(Answer::notFound);
        }
        return Answer.notFound();
    }

    private static Answer answer(Channel channel, String rendition, RequestHeaders headers) {
        return channel.hasRendition(rendition)
                ? answer(channel, channel.mediaPlaylist(rendition), headers)
                : Answer.notFound();
    }

    private static Answer answer(Channel channel, Optional<RenderedPlaylist> playlist, RequestHeaders headers) {
        return playlist.map(rendered -> Entity.playlist(rendered, headers.acceptEncoding(), channel.targetDuration())
                        .answer(headers))
                .orElseGet(() -> Answer.notYet("channel " + channel.name() + " has no segment yet."));
    }

    private static String userAgent(HttpServletRequest request) {
        String userAgent = request.getHeader("User-Agent");
        return userAgent == null ? "" : userAgent;
    }
}
