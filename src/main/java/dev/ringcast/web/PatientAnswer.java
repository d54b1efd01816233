package dev.ringcast.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * An answer that goes on whenever its client has taken what was sent before, and holds no thread in between. The
 * container ends it if the client takes nothing for a while; this ends it if it takes too long on the whole, so that a
 * segment which has left the ring is not kept in memory for long. The container calls its methods one after the other.
 */
final class PatientAnswer implements WriteListener, AsyncListener {
    /** A live stream is long past by then, for any viewer. */
    static final Duration MOST = Duration.ofSeconds(60);

    /** Fits the container's buffer (socket.appWriteBufSize) together with headers, so that nothing is copied elsewhere. */
    private static final int SLICE = 56 * 1024;

    private final Answer answer;
    private final Tally tally;
    private final LongSupplier nanoTime;
    private final long begun;

    private AsyncContext context;
    private ServletOutputStream out;
    private long sent;
    private boolean flushed;

    @SuppressWarnings("NullAway.Init") // start() is called before the container calls anything
    PatientAnswer(Answer answer, Tally tally, LongSupplier nanoTime) {
        this.answer = answer;
        this.tally = tally;
        this.nanoTime = nanoTime;
        this.begun = nanoTime.getAsLong();
    }

    /** Sends the headers, and the body as soon as the caller has returned to the container. */
    void start(HttpServletRequest request, HttpServletResponse response) throws IOException {
        context = request.startAsync();
        // For a container that does not notice that a client takes nothing at all.
        context.setTimeout(2 * MOST.toMillis());
        context.addListener(this);
        answer.begin(response);
        out = response.getOutputStream();
        out.setWriteListener(this);
    }

    /**
     * The client has room.
     *
     * @throws IOException if it takes too long, so that the container cuts the connection
     */
    @Override
    public void onWritePossible() throws IOException {
        if (nanoTime.getAsLong() - begun > MOST.toNanos()) {
            throw new IOException("the client has taken " + sent + " of "
                    + answer.body().size() + " bytes in " + MOST.toSeconds() + " s");
        }
        while (out.isReady()) {
            if (sent < answer.body().size()) {
                sent += answer.body().writeSome(out, sent, SLICE);
            } else if (!flushed) {
                // Else the container would wait for the client when it completes the answer.
                flushed = true;
                out.flush();
            } else {
                context.complete();
                return;
            }
        }
    }

    @Override
    public void onError(Throwable error) {
        // The container cuts the connection and calls the other onError, which ends the request.
    }

    @Override
    public void onError(AsyncEvent event) {
        context.complete();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        context.complete();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        tally.add(answer, sent);
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // Nothing starts anew on this request.
    }
}
