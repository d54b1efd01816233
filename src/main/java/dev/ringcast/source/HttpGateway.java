package dev.ringcast.source;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP proxy that FFmpeg is sent through, on the server itself and for one source. FFmpeg resolves names and follows
 * redirects by itself, but each connection that it makes, for whatever reason, begins here and is checked here. TLS passes
 * through as it is: certificates are checked by FFmpeg, against the name.
 */
final class HttpGateway implements AutoCloseable {
    private static final byte[] THIS_MACHINE = {127, 0, 0, 1};
    private static final int WAITING = 16;
    private static final long JOIN_MILLIS = 200;

    private final Confinement confinement;
    private final Duration connectTime;
    private final ServerSocket server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;
    private volatile @Nullable String trouble;

    private HttpGateway(Confinement confinement, Duration connectTime) throws IOException {
        this.confinement = confinement;
        this.connectTime = connectTime;
        this.server = new ServerSocket(0, WAITING, InetAddress.getByAddress(THIS_MACHINE));
    }

    /**
     * Opens one.
     *
     * @param connectTime how long it may take to connect to a host
     */
    static HttpGateway open(Confinement confinement, Duration connectTime) throws IOException {
        HttpGateway gateway = new HttpGateway(confinement, connectTime);
        gateway.start(gateway::accept);
        return gateway;
    }

    /** FFmpeg's option {@code http_proxy}. */
    String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    /** Why the last connection that failed did so. */
    Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** Keeps the reason for {@link #trouble}. */
    void tell(String reason) {
        trouble = reason;
    }

    /** Runs something in a thread of its own, until it ends by itself or because its socket is closed. */
    void start(Runnable work) {
        Thread thread = new Thread(
                () -> {
                    work.run();
                    threads.remove(Thread.currentThread());
                },
                "ringcast-gateway");
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void accept() {
        try {
            while (!closed) {
                Socket client = keep(server.accept());
                start(new GatewayConnection(this, client)::run);
            }
        } catch (IOException e) {
            // As a rule because it is closed; else FFmpeg gets no connection any more, and the source fails.
            closeQuietly(server);
        }
    }

    /**
     * Connects to a host.
     *
     * @throws Confinement.RefusedException if the source may not lead there
     */
    Socket connect(String host, int port) throws IOException, Confinement.RefusedException {
        List<InetAddress> addresses = confinement.addresses(host);
        int millis = (int) Math.max(1, connectTime.toMillis() / addresses.size());
        IOException failure = new IOException("it has no address");
        for (InetAddress address : addresses) {
            Socket socket = keep(new Socket());
            try {
                socket.setTcpNoDelay(true);
                socket.connect(new InetSocketAddress(address, port), millis);
                return socket;
            } catch (IOException e) {
                failure = e;
                release(socket);
            }
        }
        throw failure;
    }

    /** Has the socket closed with the gateway, if not before. */
    private Socket keep(Socket socket) {
        sockets.add(socket);
        if (closed) {
            release(socket);
        }
        return socket;
    }

    /** Closes a socket. */
    void release(Socket socket) {
        closeQuietly(socket);
        sockets.remove(socket);
    }

    private static void closeQuietly(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException e) {
            // It is not needed any more, whatever has become of it.
            return;
        }
    }

    /** Ends all connections. A thread that waits for a name server ends when that has answered. */
    @Override
    public void close() {
        closed = true;
        closeQuietly(server);
        sockets.forEach(HttpGateway::closeQuietly);
        try {
            for (Thread thread : threads) {
                thread.join(JOIN_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
