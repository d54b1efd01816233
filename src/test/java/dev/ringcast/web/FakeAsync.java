package dev.ringcast.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The asynchronous side of a {@link FakeExchange}. */
public final class FakeAsync {
    private static final AtomicLong NANOS = new AtomicLong();

    private volatile String end = "";
    private @Nullable AsyncContext context;
    private @Nullable HttpServletRequest request;
    private @Nullable AsyncListener listener;
    private long timeout;

    AsyncContext start(FakeExchange exchange, Object @Nullable [] wrapped) {
        request = wrapped == null ? exchange.request() : (HttpServletRequest) wrapped[0];
        AsyncContext started =
                FakeExchange.proxy(AsyncContext.class, (proxy, called, arguments) -> call(exchange, called, arguments));
        context = started;
        return started;
    }

    private @Nullable Object call(FakeExchange exchange, Method called, Object @Nullable [] arguments)
            throws IOException {
        switch (called.getName()) {
            case "setTimeout" -> timeout = (Long) FakeExchange.first(arguments);
            case "addListener" -> listener = (AsyncListener) FakeExchange.first(arguments);
            case "getRequest" -> {
                return exchange.request();
            }
            case "getResponse" -> {
                return exchange.response();
            }
            case "complete", "dispatch" -> {
                if (!end.isEmpty()) {
                    throw new IllegalStateException("ended twice: " + end + ", " + called.getName());
                }
                end = called.getName();
                if (end.equals("complete") && listener != null) {
                    listener.onComplete(new AsyncEvent(context));
                }
            }
            default -> throw new UnsupportedOperationException(called.toString());
        }
        return null;
    }

    /** By the clock that nobody can set; it goes on whenever a time is up. */
    static long nanoTime() {
        return NANOS.get();
    }

    /** Whether the request waits or has waited. */
    public boolean started() {
        return context != null;
    }

    /** {@code complete}, {@code dispatch}, or nothing yet. */
    public String end() {
        return end;
    }

    /** The request that is dispatched. */
    public HttpServletRequest request() {
        return Objects.requireNonNull(request, "not asynchronous");
    }

    /** Milliseconds until the container would call {@link #timeOut}. */
    public long timeout() {
        return timeout;
    }

    /** The time is up. */
    public void timeOut() throws IOException {
        NANOS.addAndGet(TimeUnit.MILLISECONDS.toNanos(timeout));
        timeOutAtOnce();
    }

    /** The container's clock has been set, and by that one the time is up. */
    public void timeOutAtOnce() throws IOException {
        if (listener != null) {
            listener.onTimeout(new AsyncEvent(context));
        }
    }

    /** The connection broke. */
    public void fail() throws IOException {
        if (listener != null) {
            listener.onError(new AsyncEvent(context, new IOException("gone")));
        }
    }
}
