package dev.ringcast.channel;

import dev.ringcast.channel.ChannelFigures.RestartReason;
import dev.ringcast.encoder.FrameSync;
import dev.ringcast.ffmpeg.NativeFrame;
import dev.ringcast.source.MediaSource;
import dev.ringcast.source.MediaSources;
import dev.ringcast.source.Pacing;
import dev.ringcast.source.SourceException;
import dev.ringcast.source.SourceFormat;
import dev.ringcast.source.SourceRequest;
import dev.ringcast.source.SourceSink;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Runs a channel's source on a thread of its own and, when it fails or ends, waits and runs it again, for ever, until
 * it is closed.
 */
final class SourceSupervisor implements AutoCloseable {
    private static final Duration GOOD_RUN = Duration.ofSeconds(10);

    private final SourceRequest request;
    private final FrameSync sync;
    private final ProblemSink problems;
    private final Thread thread;
    private final Backoff backoff = new Backoff(RandomGenerator.getDefault());
    private final StopSignal closing = new StopSignal();
    private volatile SourceFormat format = new SourceFormat("", "");
    private volatile @Nullable String reason;
    private volatile @Nullable MediaSource current;

    SourceSupervisor(String channel, SourceRequest request, FrameSync sync, ProblemSink problems) {
        this.request = request;
        this.sync = sync;
        this.problems = problems;
        this.thread = new Thread(this::supervise, "ringcast-" + channel + "-source");
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** What the source was found to be; empty words before that. */
    SourceFormat format() {
        return format;
    }

    /** Why the source is away; empty while it runs. */
    Optional<String> reason() {
        return Optional.ofNullable(reason);
    }

    /** As {@link MediaSource#stillFor}; nothing while none is on. */
    Duration stillFor(long nanoTime) {
        MediaSource source = current;
        return source == null ? Duration.ZERO : source.stillFor(nanoTime);
    }

    private void supervise() {
        while (true) {
            long begin = System.nanoTime();
            Failure failure = attempt();
            if (closing.isGiven()) {
                return;
            }
            reason = failure.text();
            problems.note(failure);
            if (System.nanoTime() - begin > GOOD_RUN.toNanos()) {
                backoff.reset();
            }
            if (!closing.pause(backoff.next())) {
                return;
            }
            problems.restarted(failure.reason());
        }
    }

    /** One life of the source; returns why it ended. */
    private Failure attempt() {
        try (MediaSource source = MediaSources.create(request)) {
            if (!closing.enter(source::close)) {
                return new Failure(RestartReason.SOURCE, "stopped");
            }
            sync.sourceStarted(source.pacing() == Pacing.PACED);
            current = source;
            source.run(new Sink());
            return new Failure(RestartReason.SOURCE, "the source ended");
        } catch (SourceException e) {
            return new Failure(RestartReason.SOURCE, String.valueOf(e.getMessage()));
        } catch (RuntimeException | Error e) {
            // There may be enough memory again a moment later, and nobody would notice that this thread has ended.
            return Failure.internal(e);
        } finally {
            current = null;
        }
    }

    /** Ends the source and waits for its thread: it returns within a second by its contract. */
    @Override
    public void close() {
        closing.give();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            problems.leftBehind(thread);
            problems.note("the source did not stop within 10 s; its thread " + thread.getName() + " is left behind");
        }
    }

    private final class Sink implements SourceSink {
        @Override
        public void format(SourceFormat found) {
            format = found;
        }

        @Override
        public void video(NativeFrame picture, long timestampMicros) throws InterruptedException {
            reason = null;
            sync.video(picture, timestampMicros);
        }

        @Override
        public void audio(float[] samples, int sampleCount, long timestampMicros) throws InterruptedException {
            reason = null;
            sync.audio(samples, sampleCount, timestampMicros);
        }
    }
}
