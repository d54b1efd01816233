package dev.ringcast.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/**
 * Keep-alive connections that ask for one thing after the other, no more requests a second than that on the whole. One
 * that is closed is opened again.
 */
final class Askers implements Assault, HttpConnection.Listener {
    private static final long TICK_NANOS = 10_000_000L;
    private static final int TICKS_PER_SECOND = 100;
    private static final String FROM = "127.0.0.2";

    private final String host;
    private final int connections;
    private final int perTick;
    private final LongFunction<String> targets;
    private final HttpLoop loop;
    private final Deque<HttpConnection> idle = new ArrayDeque<>();
    private final Map<String, Long> outcomes = new TreeMap<>();
    private final Worker worker = new Worker("askers", this::run);
    private final AtomicLong asked = new AtomicLong();
    private volatile String failure = "";

    /**
     * Starts to connect, a hundredth of them in each hundredth of a second.
     *
     * @param targets what the next request asks for, from how many there were before
     */
    Askers(URI server, int connections, int perSecond, LongFunction<String> targets) throws IOException {
        this.host = server.getAuthority();
        this.connections = connections;
        this.perTick = Math.max(1, perSecond / TICKS_PER_SECOND);
        this.targets = targets;
        this.loop =
                new HttpLoop(new InetSocketAddress(server.getHost(), server.getPort()), new InetSocketAddress(FROM, 0));
        worker.start();
    }

    private void run() {
        try {
            long next = System.nanoTime();
            int opened = 0;
            while (!worker.isClosing()) {
                for (int i = 0; i < Math.max(1, connections / TICKS_PER_SECOND) && opened < connections; i++) {
                    loop.connect(this);
                    opened++;
                }
                for (int i = 0; i < perTick && !idle.isEmpty(); i++) {
                    idle.remove().send(request(targets.apply(asked.get())));
                    asked.incrementAndGet();
                }
                next += TICK_NANOS;
                loop.run(next);
            }
            loop.close();
        } catch (IOException | RuntimeException e) {
            failure = ", ended: " + e;
        }
    }

    private ByteBuffer request(String target) {
        return StandardCharsets.US_ASCII.encode("GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
    }

    @Override
    public void connected(HttpConnection connection) {
        idle.add(connection);
    }

    @Override
    public void answered(HttpConnection connection, int status, ByteBuffer body, long nanos) {
        count(Integer.toString(status));
        idle.add(connection);
    }

    @Override
    public void failed(HttpConnection connection, String reason) {
        count("closed");
        idle.remove(connection);
        try {
            loop.connect(this);
        } catch (IOException e) {
            throw new IllegalStateException("no connection can be opened", e);
        }
    }

    private synchronized void count(String outcome) {
        outcomes.merge(outcome, 1L, Long::sum);
    }

    @Override
    public long asked() {
        return asked.get();
    }

    @Override
    public synchronized String outcome() {
        return outcomes + failure;
    }

    @Override
    public void close() {
        worker.close();
    }
}
