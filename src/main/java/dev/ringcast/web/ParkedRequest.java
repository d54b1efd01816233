package dev.ringcast.web;

import dev.ringcast.channel.Waiter;
import dev.ringcast.channel.WaitingRoom;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A request that waits without a thread. It is answered once: when the stream has gone on, when its time is up, or when
 * the channel is shut down.
 */
final class ParkedRequest implements Waiter, AnswerThreads.Writing, AsyncListener {
    private static final System.Logger LOG = System.getLogger(ParkedRequest.class.getName());

    private final Wait wait;
    private final AsyncContext context;
    private final boolean head;
    private final WaitingRoom.Place place;
    private final AnswerThreads threads;
    private final Tally tally;
    private final AtomicBoolean answered = new AtomicBoolean();

    ParkedRequest(
            Wait wait,
            AsyncContext context,
            boolean head,
            WaitingRoom.Place place,
            AnswerThreads threads,
            Tally tally) {
        this.wait = wait;
        this.context = context;
        this.head = head;
        this.place = place;
        this.threads = threads;
        this.tally = tally;
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
        if (answered.compareAndSet(false, true)) {
            wait.stream().forget(this);
            place.close();
            try {
                context.dispatch();
            } catch (IllegalStateException e) {
                LOG.log(System.Logger.Level.DEBUG, "the container has ended the request meanwhile", e);
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

    /** Returns false if it is answered already. */
    private boolean answer(Answer answer) {
        if (!answered.compareAndSet(false, true)) {
            return false;
        }
        wait.stream().forget(this);
        place.close();
        try {
            // What is waited for from now on is the client.
            context.setTimeout(0);
            tally.send(answer, (HttpServletResponse) context.getResponse(), head);
            context.getResponse().flushBuffer();
        } catch (IOException | IllegalStateException e) {
            // The latter if the container has ended the request meanwhile.
            LOG.log(System.Logger.Level.DEBUG, "a client that waited has gone", e);
        } finally {
            complete();
        }
        return true;
    }

    private void complete() {
        try {
            context.complete();
        } catch (IllegalStateException e) {
            LOG.log(System.Logger.Level.DEBUG, "the container has ended the request meanwhile", e);
        }
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        if (!answer(current())) {
            // Another thread does so in this very moment; else the container would send its error page.
            complete();
        }
    }

    /** Else the container would send its error page to a client that has gone. */
    @Override
    public void onError(AsyncEvent event) {
        forget();
        complete();
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
        answered.set(true);
        wait.stream().forget(this);
        place.close();
    }
}
