package dev.ringcast.web;

import dev.ringcast.channel.Channel;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * Media segments and partial segments, out of the ring. A segment that is still growing has no address of its own yet,
 * but its parts have.
 */
public final class SegmentServlet extends MediaServlet {
    private static final long serialVersionUID = 1L;

    @Override
    Answer answer(Address address, HttpServletRequest request) {
        RequestHeaders headers = RequestHeaders.of(request);
        if (address instanceof Address.Segment segment) {
            return channels.find(segment.channel())
                    .flatMap(channel -> segment(channel, segment))
                    .map(entity -> entity.answer(headers))
                    .orElseGet(Answer::notFound);
        }
        if (address instanceof Address.Part part) {
            return channels.find(part.channel())
                    .flatMap(channel -> part(channel, part))
                    .map(entity -> entity.answer(headers))
                    .orElseGet(Answer::notFound);
        }
        return Answer.notFound();
    }

    private static Optional<Entity> segment(Channel channel, Address.Segment wanted) {
        return channel.segment(wanted.rendition(), wanted.run(), wanted.sequence())
                .map(segment -> Entity.segment(segment, channel.targetDuration()));
    }

    private static Optional<Entity> part(Channel channel, Address.Part wanted) {
        return channel.segmentSoFar(wanted.rendition(), wanted.run(), wanted.sequence())
                .filter(segment -> wanted.part() < segment.parts().size())
                .map(segment -> Entity.part(segment, (int) wanted.part(), channel.targetDuration()));
    }
}
