package dev.ringcast.web;

import dev.ringcast.channel.Waiter;
import dev.ringcast.channel.WaitingRoom;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * A request that waits without a thread. It is answered once: when the stream has gone on, when its time is up, or when
 * the channel is shut down.
 */
final class ParkedRequest implements Waiter, AnswerThreads.Writing, AsyncListener {
    private static final System.Logger LOG = System.getLogger(ParkedRequest.class.getName());

    /** By how much the container's time may be up before ours is. */
    private static final Duration SLACK = Duration.ofSeconds(1);

    private final Wait wait;
    private final AsyncContext context;
    private final boolean head;
    private final WaitingRoom.Place place;
    private final AnswerThreads threads;
    private final Tally tally;
    private final LongSupplier nanoTime;
    private final long begun;
    /** Held by whoever ends the request, until the container knows. */
    private final ReentrantLock ending = new ReentrantLock();

    private volatile boolean answered;

    /** @param nanoTime in the manner of {@link System#nanoTime}; the clock that the container goes by may be set */
    ParkedRequest(
            Wait wait,
            AsyncContext context,
            boolean head,
            WaitingRoom.Place place,
            AnswerThreads threads,
            Tally tally,
            LongSupplier nanoTime) {
        this.wait = wait;
        this.context = context;
        this.head = head;
        this.place = place;
        this.threads = threads;
        this.tally = tally;
        this.nanoTime = nanoTime;
        this.begun = nanoTime.getAsLong();
    }

    /** Parks it, or answers it at once if there is nothing to wait for. */
    void park() {
        context.setTimeout(wait.most().toMillis());
        context.addListener(this);
        if (!wait.stream().await(this)) {
            answer(current());
        }
    }

    @Override
    public boolean isReady() {
        return wait.ready().getAsBoolean();
    }

    @Override
    public void wake() {
        threads.submit(this);
    }

    @Override
    public void write() {
        if (wait.large() && isReady()) {
            handOver();
        } else {
            answer(current());
        }
    }

    /** The servlet runs again, on a thread of the container's. */
    @Override
    public void handOver() {
        if (claim()) {
            try {
                context.dispatch();
            } catch (IllegalStateException e) {
                LOG.log(System.Logger.Level.DEBUG, "the container has ended the request meanwhile", e);
            } finally {
                ending.unlock();
            }
        }
    }

    @Override
    public boolean ofCrowd() {
        return place.crowded();
    }

    private Answer current() {
        return isReady()
                ? wait.answer().get()
                : Answer.notYet("channel " + wait.channel() + " is being stopped or waits for too long.");
    }

    private void answer(Answer answer) {
        if (!claim()) {
            return;
        }
        try {
            // What is waited for from now on is the client.
            context.setTimeout(0);
            tally.send(answer, (HttpServletResponse) context.getResponse(), head);
            context.getResponse().flushBuffer();
        } catch (IOException | IllegalStateException e) {
            // The latter if the container has ended the request meanwhile.
            LOG.log(System.Logger.Level.DEBUG, "a client that waited has gone", e);
        } finally {
            try {
                complete();
            } finally {
                ending.unlock();
            }
        }
    }

    /**
     * Takes {@link #ending}, unless the request is answered or somebody else is about to. Does not wait for that one, who
     * may have to wait for the client.
     */
    private boolean claim() {
        if (!ending.tryLock()) {
            return false;
        }
        if (answered) {
            ending.unlock();
            return false;
        }
        forget();
        return true;
    }

    private void complete() {
        try {
            context.complete();
        } catch (IllegalStateException e) {
            LOG.log(System.Logger.Level.DEBUG, "the container has ended the request meanwhile", e);
        }
    }

    /**
     * Another thread may answer in this very moment. Then this waits until it has, for as long as the container lets it wait
     * for its client: on return, the container sends its error page if nobody has ended the request. Where time is up only
     * because the clock was set, the servlet runs again, and the request waits anew.
     */
    @Override
    public void onTimeout(AsyncEvent event) {
        ending.lock();
        try {
            Duration waited = Duration.ofNanos(nanoTime.getAsLong() - begun).plus(SLACK);
            if (!isReady() && waited.compareTo(wait.most()) < 0) {
                handOver();
            } else {
                answer(current());
            }
        } finally {
            ending.unlock();
        }
    }

    /** Else the container would send its error page to a client that has gone. Waits like {@link #onTimeout}. */
    @Override
    public void onError(AsyncEvent event) {
        ending.lock();
        try {
            forget();
            complete();
        } finally {
            ending.unlock();
        }
    }

    @Override
    public void onComplete(AsyncEvent event) {
        forget();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // A dispatched request that waits again has a listener of its own.
    }

    private void forget() {
        answered = true;
        wait.stream().forget(this);
        place.close();
    }
}
