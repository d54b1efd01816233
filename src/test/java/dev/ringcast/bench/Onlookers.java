package dev.ringcast.bench;

import dev.ringcast.testing.TomcatProcess;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;

/**
 * A few ordinary low-latency viewers, and one client more that gets the playlist as it is ten times a second: how long do
 * they wait? For one thread, which must watch all the time.
 */
final class Onlookers implements AutoCloseable {
    private static final long TICK_NANOS = 100_000_000L;
    private static final int TICKS_PER_SECOND = 10;

    private final HttpLoop loop;
    private final Audience audience;
    private final Crowd crowd;
    private final int partsPerSecond;
    private final Plain plain;

    /**
     * What they met with in some time.
     *
     * @param reload from when the last frame of a part was due to the playlist with it, which a viewer has waited for
     * @param part the same to the part itself
     * @param plain from a request for the playlist as it is to its answer
     * @param late how many parts a viewer received when it was more than one behind the live edge
     * @param parts how many parts there were
     * @param errors how many answers were wrong, missing or refused
     */
    record Seen(Delays reload, Delays part, Delays plain, long late, int parts, long errors) {}

    Onlookers(TomcatProcess tomcat, ViewerStream stream, Audience audience, int partsPerSecond) throws IOException {
        URI address = tomcat.address("/");
        this.loop = new HttpLoop(new InetSocketAddress(address.getHost(), address.getPort()));
        this.audience = audience;
        this.partsPerSecond = partsPerSecond;
        this.crowd = new Crowd(loop, stream, audience, false);
        this.plain = new Plain(stream.playlist());
    }

    /** Lets them come, ten a second. */
    void come(int viewers) throws IOException {
        crowd.grow(viewers, TICKS_PER_SECOND);
    }

    /** Lets them watch. */
    void watch(int seconds) throws IOException {
        long next = System.nanoTime();
        for (int tick = 1; tick <= seconds * TICKS_PER_SECOND; tick++) {
            next += TICK_NANOS;
            loop.run(next);
            plain.ask();
            if (tick % TICKS_PER_SECOND == 0) {
                crowd.comeBack();
            }
        }
    }

    /** Lets them watch, and tells how it was. */
    Seen measure(int seconds) throws IOException {
        crowd.begin();
        audience.begin((seconds + 5) * partsPerSecond);
        plain.begin();
        watch(seconds);
        int parts = audience.end();
        return new Seen(
                audience.playlists(),
                audience.sinceLastFrame(),
                plain.delays,
                audience.late(),
                parts,
                plain.errors
                        + audience.errors().values().stream()
                                .mapToInt(Integer::intValue)
                                .sum());
    }

    @Override
    public void close() throws IOException {
        loop.close();
    }

    /** Asks for the playlist as it is, on a connection that stays open. */
    private final class Plain implements HttpConnection.Listener {
        private final ByteBuffer request;
        private HttpConnection connection;
        private Delays delays = new Delays();
        private long errors;
        private long asked;
        private boolean ready;

        Plain(ByteBuffer request) throws IOException {
            this.request = request;
            this.connection = loop.connect(this);
        }

        void begin() {
            delays = new Delays();
            errors = 0;
        }

        void ask() {
            if (ready) {
                ready = false;
                asked = System.nanoTime();
                connection.send(request);
            }
        }

        @Override
        public void connected(HttpConnection connected) {
            ready = true;
        }

        @Override
        public void answered(HttpConnection from, int status, ByteBuffer body, long nanos) {
            delays.add(nanos - asked);
            errors += status == 200 ? 0 : 1;
            ready = true;
        }

        @Override
        public void failed(HttpConnection from, String reason) {
            errors++;
            try {
                connection = loop.connect(this);
            } catch (IOException e) {
                throw new IllegalStateException("no connection can be opened", e);
            }
        }
    }
}
