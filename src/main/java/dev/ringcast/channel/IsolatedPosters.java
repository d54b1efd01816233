package dev.ringcast.channel;

import dev.ringcast.media.MediaBytes;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The pictures that a capture process is asked for, one at a time: where a decoder hangs, nobody there reads what else
 * it is told, and who tells it more than the pipe holds would wait for ever. Safe for any thread.
 */
final class IsolatedPosters {
    /** How often the process may tell how it is while one is being made: it does so each half second that it runs. */
    static final int MOST_STATUSES = (int) IsolatedRun.STUCK.dividedBy(CaptureProcess.STATUS);

    private final Duration patience;
    private @Nullable CompletableFuture<CaptureNews.Picture> pending;
    private int statuses;
    private boolean ended;

    /** Tells the process. */
    @FunctionalInterface
    interface Pipe {
        /** Sends it. */
        void send(CaptureOrder order) throws IOException;
    }

    /** @param patience how long whoever asks waits for the answer */
    IsolatedPosters(Duration patience) {
        this.patience = patience;
    }

    /**
     * As {@link ChannelRun#poster}.
     *
     * @return empty also if another one is still being made
     */
    Optional<MediaBytes> of(MediaBytes transportStream, Pipe pipe) throws IOException {
        CompletableFuture<CaptureNews.Picture> answer = new CompletableFuture<>();
        if (!begin(answer)) {
            return Optional.empty();
        }
        pipe.send(new CaptureOrder.PosterOf(transportStream));
        try {
            CaptureNews.Picture made = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (!made.problem().isEmpty()) {
                throw new IOException(made.problem());
            }
            return made.jpeg();
        } catch (TimeoutException | ExecutionException e) {
            throw new IOException("the capture process has not made it within " + patience.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private synchronized boolean begin(CompletableFuture<CaptureNews.Picture> answer) {
        if (pending != null || ended) {
            return false;
        }
        pending = answer;
        statuses = 0;
        return true;
    }

    /** The process has made it, or tells why not. */
    synchronized void made(CaptureNews.Picture picture) {
        if (pending != null) {
            pending.complete(picture);
            pending = null;
        }
    }

    /** The process has told how it is; returns whether it should have made the picture long ago. */
    synchronized boolean isOverdue() {
        // Not by the clock: a pause of the whole machine is no time that a decoder has had.
        statuses += pending == null ? 0 : 1;
        return statuses > MOST_STATUSES;
    }

    /** The process has ended, and so has who waits for it. */
    synchronized void end() {
        ended = true;
        made(new CaptureNews.Picture(Optional.empty(), ""));
    }
}
