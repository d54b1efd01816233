package dev.ringcast.testing;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Many connections that send and read a little now and then, in one thread of their own, from 127.0.0.2, so that what is
 * bounded for an address is theirs alone. One that the server closes is opened anew. What they read is thrown away.
 */
public final class TrickleClients implements AutoCloseable {
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final int LARGEST_READ = 1 << 20;

    /** After so many turns without an answer there is none to come. */
    private static final int IDLE_TURNS = 20;

    /**
     * How each connection behaves.
     *
     * @param first what it sends to begin with
     * @param again whether it sends that again whenever nothing has come for a while
     * @param each what it sends at each turn from then on
     * @param reads how many bytes it reads at each turn, at most
     * @param receiveBuffer room for what it has not read, in bytes; 0 for the system's default
     * @param period from turn to turn
     */
    public record Manner(String first, boolean again, String each, int reads, int receiveBuffer, Duration period) {}

    private static final class Client {
        private @Nullable SocketChannel channel;
        private ByteBuffer first = ByteBuffer.allocate(0);
        private int idle;
    }

    private final InetSocketAddress server;
    private final Manner manner;
    private final List<Client> clients = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(LARGEST_READ);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "trickle");
    private final AtomicLong cut = new AtomicLong();
    private final AtomicLong asked = new AtomicLong();
    private final AtomicLong received = new AtomicLong();

    /** Starts so many. */
    public TrickleClients(URI address, int connections, Manner manner) {
        this.server = new InetSocketAddress(address.getHost(), address.getPort());
        this.manner = manner;
        for (int i = 0; i < connections; i++) {
            clients.add(new Client());
        }
        thread.setDaemon(true);
        thread.start();
    }

    /** How many connections the server has closed or refused. */
    public long cut() {
        return cut.get();
    }

    /** How often one has sent what it sends to begin with. */
    public long asked() {
        return asked.get();
    }

    /** Bytes read. */
    public long received() {
        return received.get();
    }

    private void run() {
        int ticks = (int) Math.max(1, manner.period().toNanos() / TICK_NANOS);
        long next = System.nanoTime();
        try {
            for (int tick = 0; !closing.await(Math.max(0, next - System.nanoTime()), TimeUnit.NANOSECONDS); tick++) {
                next += TICK_NANOS;
                for (int i = tick % ticks; i < clients.size(); i += ticks) {
                    turn(clients.get(i));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        clients.forEach(TrickleClients::end);
    }

    private void turn(Client client) {
        try {
            SocketChannel channel = client.channel;
            if (channel == null) {
                client.channel = open();
                client.first = begin();
            } else if (channel.finishConnect()) {
                write(client, channel);
                read(client, channel);
            }
        } catch (IOException e) {
            cut.incrementAndGet();
            end(client);
        }
    }

    private SocketChannel open() throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        if (manner.receiveBuffer() > 0) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, manner.receiveBuffer());
        }
        channel.bind(new InetSocketAddress("127.0.0.2", 0));
        channel.connect(server);
        return channel;
    }

    private ByteBuffer begin() {
        asked.incrementAndGet();
        return StandardCharsets.US_ASCII.encode(manner.first());
    }

    private void write(Client client, SocketChannel channel) throws IOException {
        if (client.first.hasRemaining()) {
            channel.write(client.first);
        } else if (!manner.each().isEmpty()) {
            channel.write(StandardCharsets.US_ASCII.encode(manner.each()));
        }
    }

    private void read(Client client, SocketChannel channel) throws IOException {
        buffer.clear().limit(Math.min(LARGEST_READ, manner.reads()));
        int length = channel.read(buffer);
        if (length < 0) {
            throw new IOException("closed by the server");
        }
        received.addAndGet(length);
        client.idle = length == 0 ? client.idle + 1 : 0;
        if (manner.again() && client.idle >= IDLE_TURNS && !client.first.hasRemaining()) {
            client.idle = 0;
            client.first = begin();
        }
    }

    private static void end(Client client) {
        try {
            if (client.channel != null) {
                client.channel.close();
                client.channel = null;
            }
        } catch (IOException e) {
            throw new IllegalStateException("a socket cannot be closed", e);
        }
    }

    /** Closes all connections. */
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
