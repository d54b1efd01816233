package dev.ringcast.channel;

import dev.ringcast.source.SourceFormat;
import java.util.List;

/**
 * What a run is and does at one moment.
 *
 * @param state what the channel is doing in it
 * @param description what goes out, once it is known
 * @param shed the renditions that it has given up
 * @param format what the source was found to be; empty words before that
 */
record RunStatus(ChannelState state, RunDescription description, List<ChannelStatus.Shed> shed, SourceFormat format) {
    /** Before anything is known. */
    static RunStatus before(ChannelState state) {
        return new RunStatus(state, RunDescription.UNKNOWN, List.of(), new SourceFormat("", ""));
    }
}
