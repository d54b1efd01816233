package dev.ringcast.web;

import dev.ringcast.channel.Channel;
import dev.ringcast.channel.RenditionStream;
import dev.ringcast.media.Packaging;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * Init segments, media segments and partial segments, out of the ring. A segment that is still growing has no address of
 * its own yet, but its parts have; the one that the playlist hints at is waited for (L37).
 */
public final class SegmentServlet extends MediaServlet {
    private static final long serialVersionUID = 1L;

    @Override
    Reply reply(Address address, HttpServletRequest request) {
        RequestHeaders headers = RequestHeaders.of(request);
        if (address instanceof Address.Segment named) {
            return answer(segment(named), headers);
        }
        if (address instanceof Address.Init named) {
            return answer(init(named), headers);
        }
        return address instanceof Address.Part named ? part(named, headers) : Answer.notFound();
    }

    private Optional<Entity> segment(Address.Segment named) {
        return channels.find(named.channel())
                .flatMap(channel -> channel.stream(named.rendition(), named.packaging())
                        .flatMap(stream -> stream.segment(named.run(), named.sequence()))
                        .map(segment -> Entity.segment(segment, named.packaging(), channel.targetDuration())));
    }

    private Optional<Entity> init(Address.Init named) {
        return channels.find(named.channel())
                .flatMap(channel -> channel.stream(named.rendition(), Packaging.CMAF)
                        .flatMap(stream -> stream.init(named.run()))
                        .map(init -> Entity.init(init, named.run(), channel.targetDuration())));
    }

    private Reply part(Address.Part named, RequestHeaders headers) {
        Optional<Channel> channel = channels.find(named.channel());
        Optional<RenditionStream> stream = channel.flatMap(found -> found.stream(named.rendition(), named.packaging()));
        if (stream.isEmpty()) {
            return Answer.notFound();
        }
        int targetDuration = channel.get().targetDuration();
        if (!isNext(stream.get(), named)) {
            return answer(part(stream.get(), named, targetDuration), headers);
        }
        return new Wait(
                named.channel(),
                stream.get(),
                Wait.most(targetDuration),
                () -> !isNext(stream.get(), named),
                () -> answer(part(stream.get(), named, targetDuration), headers),
                true);
    }

    private static boolean isNext(RenditionStream stream, Address.Part named) {
        return stream.isNext(named.run(), named.sequence(), named.part());
    }

    private static Optional<Entity> part(RenditionStream stream, Address.Part named, int targetDuration) {
        return stream.segmentSoFar(named.run(), named.sequence())
                .filter(segment -> named.part() < segment.parts().size())
                .map(segment -> Entity.part(segment, (int) named.part(), named.packaging(), targetDuration));
    }

    private static Answer answer(Optional<Entity> entity, RequestHeaders headers) {
        return entity.map(found -> found.answer(headers)).orElseGet(Answer::notFound);
    }
}
