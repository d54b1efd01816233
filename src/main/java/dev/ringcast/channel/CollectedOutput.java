package dev.ringcast.channel;

import dev.ringcast.media.MediaBytes;
import dev.ringcast.media.Packaging;
import dev.ringcast.media.PartialSegment;
import dev.ringcast.ring.RingRoom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The output of a run in this process, and of that run alone. What it puts in between two publications gets into the
 * rings at the second one; if it fails before, nothing of it does. So whichever muxer fails, no rendition and no
 * packaging has a part or segment more than another (L27). {@link PipedOutput} is the same for a run in a process of its
 * own. For the thread that fills the rings.
 */
final class CollectedOutput implements RunOutput {
    private final ChannelOutput output;
    private final List<RunOutput.Stream> streams = new ArrayList<>();
    private final List<Runnable> writes = new ArrayList<>();

    CollectedOutput(ChannelOutput output) {
        this.output = output;
        output.all().forEach(stream -> streams.add(new Collected(stream)));
    }

    @Override
    public List<RunOutput.Stream> all() {
        return streams;
    }

    @Override
    public void restore() {
        output.restore();
    }

    @Override
    public Optional<Instant> end() {
        return output.end();
    }

    @Override
    public Instant begin(Instant now) {
        return output.begin(now);
    }

    @Override
    public void withdraw(String rendition) {
        publish();
        output.withdraw(rendition);
    }

    @Override
    public void publish() {
        List<Runnable> ready = List.copyOf(writes);
        writes.clear();
        ready.forEach(Runnable::run);
        output.publish();
    }

    @Override
    public RingRoom room() {
        return output.room();
    }

    private final class Collected implements RunOutput.Stream {
        private final RenditionOutput to;

        Collected(RenditionOutput to) {
            this.to = to;
        }

        @Override
        public String rendition() {
            return to.rendition();
        }

        @Override
        public Packaging packaging() {
            return to.packaging();
        }

        @Override
        public void beginSegment(String run, MediaBytes init, Instant programDateTime) {
            writes.add(() -> to.beginSegment(run, init, programDateTime));
        }

        @Override
        public void appendPart(PartialSegment part) {
            writes.add(() -> to.appendPart(part));
        }

        @Override
        public void endSegment() {
            writes.add(to::endSegment);
        }
    }
}
