package dev.ringcast.channel;

import dev.ringcast.media.MediaBytes;
import dev.ringcast.media.Packaging;
import dev.ringcast.media.PartialSegment;
import dev.ringcast.ring.RingRoom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The output of a run in a process of its own: what is published goes to the process that has the rings, at once. */
final class PipedOutput implements RunOutput {
    private final Consumer<CaptureNews> pipe;
    private final List<RunOutput.Stream> streams = new ArrayList<>();
    private final List<CaptureNews.Write> writes = new ArrayList<>();

    PipedOutput(ChannelPlan plan, Consumer<CaptureNews> pipe) {
        this.pipe = pipe;
        // In the order of ChannelOutput: both sides count them.
        for (Packaging packaging : Packaging.values()) {
            for (RenditionPlan rendition : plan.renditions()) {
                streams.add(new Piped(streams.size(), rendition.name(), packaging));
            }
        }
    }

    @Override
    public List<RunOutput.Stream> all() {
        return streams;
    }

    /** The process that has the rings does so before it starts this one. */
    @Override
    public void restore() {}

    /** Not known here: whoever has the rings sees to it that media begin no earlier. */
    @Override
    public Optional<Instant> end() {
        return Optional.empty();
    }

    @Override
    public void withdraw(String rendition) {
        publish();
        pipe.accept(new CaptureNews.Withdrawn(rendition));
    }

    @Override
    public void publish() {
        if (!writes.isEmpty()) {
            pipe.accept(new CaptureNews.Media(List.copyOf(writes)));
            writes.clear();
        }
    }

    @Override
    public RingRoom room() {
        return RingRoom.UNKNOWN;
    }

    private final class Piped implements RunOutput.Stream {
        private final int number;
        private final String rendition;
        private final Packaging packaging;

        Piped(int number, String rendition, Packaging packaging) {
            this.number = number;
            this.rendition = rendition;
            this.packaging = packaging;
        }

        @Override
        public String rendition() {
            return rendition;
        }

        @Override
        public Packaging packaging() {
            return packaging;
        }

        @Override
        public void beginSegment(String run, MediaBytes init, Instant programDateTime) {
            writes.add(new CaptureNews.BeginSegment(number, run, init, programDateTime));
        }

        @Override
        public void appendPart(PartialSegment part) {
            writes.add(new CaptureNews.AppendPart(number, part));
        }

        @Override
        public void endSegment() {
            writes.add(new CaptureNews.EndSegment(number));
        }
    }
}
