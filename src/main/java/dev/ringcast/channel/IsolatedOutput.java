package dev.ringcast.channel;

import dev.ringcast.media.MediaBytes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts the media of a capture process into the channel's rings, under names of our own: a process that crashes or lies
 * cannot use one twice. For the thread that reads what the process tells.
 */
final class IsolatedOutput {
    private final ChannelOutput output;
    private final GapFiller gaps;
    private final Map<Integer, MediaBytes> inits = new HashMap<>();
    private String theirName = "";
    private String ourName = "";
    private Duration shift = Duration.ZERO;

    IsolatedOutput(ChannelOutput output, GapFiller gaps) {
        this.output = output;
        this.gaps = gaps;
    }

    /** Media begin now: nothing is missing any more. */
    void begin() {
        gaps.close();
    }

    /** Takes it all over, then publishes it. */
    void write(List<CaptureNews.Write> writes) {
        for (CaptureNews.Write write : writes) {
            RenditionOutput to = output.all().get(write.stream());
            if (write instanceof CaptureNews.BeginSegment begin) {
                begin(to, begin);
            } else if (write instanceof CaptureNews.AppendPart append) {
                to.appendPart(append.part());
            } else {
                to.endSegment();
            }
        }
        output.publish();
    }

    private void begin(RenditionOutput to, CaptureNews.BeginSegment begin) {
        if (!begin.run().equals(theirName)) {
            theirName = begin.run();
            ourName = RunId.next();
            inits.clear();
            // The other process does not know what is there already.
            shift = Duration.between(begin.programDateTime(), output.begin(begin.programDateTime()));
        }
        // The same object for all segments of a run, as it is kept with each of them.
        MediaBytes init = inits.computeIfAbsent(begin.stream(), stream -> begin.init());
        to.beginSegment(ourName, init, begin.programDateTime().plus(shift));
    }
}
