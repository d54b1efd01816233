package dev.ringcast.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.function.Consumer;

/**
 * Any number of {@link HttpConnection}s in the thread that calls {@link #run}. On a machine that is measured a thread
 * for each client would cost more than the server does.
 */
final class HttpLoop implements AutoCloseable {
    /** Larger than any answer with its headers. */
    private static final int LARGEST_ANSWER = 1 << 20;

    private final InetSocketAddress server;
    private final InetSocketAddress from;
    private final Selector selector = Selector.open();
    private final byte[] bytes = new byte[LARGEST_ANSWER];
    private final Consumer<SelectionKey> ready = HttpLoop::ready;

    HttpLoop(InetSocketAddress server) throws IOException {
        this(server, new InetSocketAddress(0));
    }

    /** @param from the clients' own address; with port 0, any */
    HttpLoop(InetSocketAddress server, InetSocketAddress from) throws IOException {
        this.server = server;
        this.from = from;
    }

    /** Begins to connect; the listener is told what comes of it while the loop runs. */
    HttpConnection connect(HttpConnection.Listener listener) throws IOException {
        return new HttpConnection(selector, server, from, bytes, listener);
    }

    /** Serves all connections until {@link System#nanoTime} has come to this. */
    void run(long untilNanos) throws IOException {
        long left = untilNanos - System.nanoTime();
        while (left > 0) {
            selector.select(ready, Math.max(1, left / 1_000_000));
            left = untilNanos - System.nanoTime();
        }
    }

    private static void ready(SelectionKey key) {
        if (key.isValid()) {
            ((HttpConnection) key.attachment()).ready(key);
        }
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
