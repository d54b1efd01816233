package dev.ringcast.channel;

import dev.ringcast.channel.ChannelFigures.RestartReason;
import dev.ringcast.media.MediaBytes;
import dev.ringcast.media.PartialSegment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a capture process tells. */
sealed interface CaptureNews {
    /** Media begin now. */
    record Begins() implements CaptureNews {}

    /** What a run puts into its output from one publication to the next: all of it or nothing gets there. */
    record Media(List<Write> writes) implements CaptureNews {}

    /** A rendition is given up. */
    record Withdrawn(String rendition) implements CaptureNews {}

    /**
     * What {@link ChannelRun} can be asked for.
     *
     * @param still how long its beat has stood still
     * @param sourceStill how long its source has
     */
    record Status(RunStatus run, RunFigures.Totals figures, Duration still, Duration sourceStill)
            implements CaptureNews {
        /** Before anything is known. */
        static Status before(ChannelState state) {
            return new Status(RunStatus.before(state), RunFigures.none(), Duration.ZERO, Duration.ZERO);
        }

        /** That of a run now. */
        static Status of(ChannelRun run) {
            long now = System.nanoTime();
            return new Status(run.status(), run.figures(), run.stillFor(now), run.sourceStillFor(now));
        }
    }

    /** A problem that does not end the run. */
    record Noted(String problem) implements CaptureNews {}

    /** The source was run again. */
    record Restarted(RestartReason reason) implements CaptureNews {}

    /** The picture that was asked for last, as JPEG; without one, why not. */
    record Picture(Optional<MediaBytes> jpeg, String problem) implements CaptureNews {}

    /** The run has ended, and nothing follows; without a reason, because it was told to. */
    record Ended(Optional<RestartReason> reason, String text) implements CaptureNews {}

    /** A call of {@link RunOutput.Stream}. */
    sealed interface Write {
        /** The number of the stream among all. */
        int stream();
    }

    /** {@link RunOutput.Stream#beginSegment}. */
    record BeginSegment(int stream, String run, MediaBytes init, Instant programDateTime) implements Write {}

    /** {@link RunOutput.Stream#appendPart}. */
    record AppendPart(int stream, PartialSegment part) implements Write {}

    /** {@link RunOutput.Stream#endSegment}. */
    record EndSegment(int stream) implements Write {}
}
