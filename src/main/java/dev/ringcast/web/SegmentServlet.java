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
            return segment(named, headers);
        }
        if (address instanceof Address.Init named) {
            return init(named).map(found -> found.answer(headers)).orElseGet(Answer::notFound);
        }
        return address instanceof Address.Part named ? part(named, headers) : Answer.notFound();
    }

    private Answer segment(Address.Segment named, RequestHeaders headers) {
        Optional<Channel> channel = channels.find(named.channel());
        Optional<RenditionStream> stream = channel.flatMap(found -> found.stream(named.rendition(), named.packaging()));
        if (stream.isEmpty()) {
            return Answer.notFound();
        }
        int targetDuration = channel.get().targetDuration();
        return stream.get()
                .segment(named.run(), named.sequence())
                .map(segment -> Entity.segment(segment, named.packaging(), targetDuration)
                        .answer(headers))
                .orElseGet(() -> absent(stream.get(), named.sequence()));
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
            return part(stream.get(), named, targetDuration, headers);
        }
        return new Wait(
                named.channel(),
                stream.get(),
                Wait.most(targetDuration),
                () -> !isNext(stream.get(), named),
                () -> part(stream.get(), named, targetDuration, headers),
                true);
    }

    private static boolean isNext(RenditionStream stream, Address.Part named) {
        return stream.isNext(named.run(), named.sequence(), named.part());
    }

    private static Answer part(RenditionStream stream, Address.Part named, int targetDuration, RequestHeaders headers) {
        return stream.segmentSoFar(named.run(), named.sequence())
                .filter(segment -> named.part() < segment.parts().size())
                .map(segment -> Entity.part(segment, (int) named.part(), named.packaging(), targetDuration)
                        .answer(headers))
                .orElseGet(() -> absent(stream, named.sequence()));
    }

    /** What comes after the last complete segment may be there in a moment, what belongs before never will. */
    private static Answer absent(RenditionStream stream, long sequence) {
        boolean toCome = stream.playlist()
                .map(playlist -> sequence > playlist.position().lastSequence())
                .orElse(true);
        return toCome ? Answer.notFoundYet() : Answer.notFound();
    }
}
