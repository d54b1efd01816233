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
final class ParkedRequest implements Waiter, AsyncListener {
    private static final System.Logger LOG = System.getLogger(ParkedRequest.class.getName());

    private final Wait wait;
    private final AsyncContext context;
    private final boolean head;
    private final WaitingRoom.Place place;
    private final AnswerThreads threads;
    private final AtomicBoolean answered = new AtomicBoolean();

    ParkedRequest(Wait wait, AsyncContext context, boolean head, WaitingRoom.Place place, AnswerThreads threads) {
        this.wait = wait;
        this.context = context;
        this.head = head;
        this.place = place;
        this.threads = threads;
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
        threads.submit(this::answerWoken);
    }

    private void answerWoken() {
        if (wait.large() && isReady()) {
            // The servlet runs again, on a thread that may wait for the client.
            if (answered.compareAndSet(false, true)) {
                place.close();
                context.dispatch();
            }
        } else {
            answer(current());
        }
    }

    private Answer current() {
        return isReady()
                ? wait.answer().get()
                : Answer.notYet("channel " + wait.channel() + " is being stopped or waits for too long.");
    }

    private void answer(Answer answer) {
        if (!answered.compareAndSet(false, true)) {
            return;
        }
        wait.stream().forget(this);
        place.close();
        try {
            answer.sendTo((HttpServletResponse) context.getResponse(), head);
            context.getResponse().flushBuffer();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "a client that waited has gone", e);
        } finally {
            context.complete();
        }
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        answer(current());
    }

    @Override
    public void onError(AsyncEvent event) {
        forget();
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
