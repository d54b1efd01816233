package dev.ringcast.bench;

import dev.ringcast.testing.Http2Attacker;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;

/** HTTP/2 rapid reset: one connection that opens streams and resets them at once, and another when it is closed. */
final class Resetters implements Assault {
    private static final int BATCH = 50;

    private final SSLContext trusted;
    private final int port;
    private final String path;
    private final Worker worker = new Worker("resetters", this::run);
    private final AtomicLong asked = new AtomicLong();
    private final AtomicLong closed = new AtomicLong();
    private volatile String failure = "";

    Resetters(SSLContext trusted, int port, String path) {
        this.trusted = trusted;
        this.port = port;
        this.path = path;
        worker.start();
    }

    private void run() {
        while (!worker.isClosing()) {
            try (Http2Attacker attacker = new Http2Attacker(trusted, port, 65_535)) {
                reset(attacker);
            } catch (IOException e) {
                failure = ", not connected: " + e;
            }
        }
    }

    private void reset(Http2Attacker attacker) {
        try {
            while (!worker.isClosing()) {
                for (int i = 0; i < BATCH; i++) {
                    attacker.get(path);
                    attacker.reset();
                }
                attacker.send();
                asked.addAndGet(BATCH);
            }
        } catch (IOException e) {
            closed.incrementAndGet();
        }
    }

    @Override
    public long asked() {
        return asked.get();
    }

    @Override
    public String outcome() {
        return closed.get() + " connections closed" + failure;
    }

    @Override
    public void close() {
        worker.close();
    }
}
