package dev.ringcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.testing.Await;
import dev.ringcast.testing.Http2Attacker;
import dev.ringcast.testing.LocalCertificate;
import dev.ringcast.testing.TomcatBase;
import dev.ringcast.testing.TomcatProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/** A Tomcat with tomcat-conf that some do things to, and an ordinary viewer of it that is to notice nothing of that. */
final class LoadedServer implements AutoCloseable {
    static final Duration SOON = Duration.ofSeconds(40);

    /** How many requests may wait from one address. */
    static final int MOST_WAITING = 100;

    /** Three seconds. */
    private static final int PARTS = 9;

    /** Shorter than Tomcat waits for anybody with a thread. */
    private static final Duration MOST_TIME_FOR_PARTS = Duration.ofSeconds(15);

    /** Heap of setenv.sh, and what a channel of this size, the JVM and the buffers of all those connections take. */
    private static final long MEMORY_BUDGET = 900L << 20;

    private final SSLContext trusted;
    private final int tlsPort;
    private final TomcatProcess tomcat;
    private final OrdinaryViewer viewer;
    private final long sockets;

    /** Starts it; the viewer has watched for three seconds when this returns. */
    LoadedServer(Path directory) throws Exception {
        LocalCertificate certificate = LocalCertificate.make(directory);
        tlsPort = TomcatProcess.freePort();
        trusted = certificate.trusted();
        tomcat = certificate
                .install(TomcatBase.recommended(), tlsPort)
                .war("ROOT", TomcatBase.builtWar())
                .file("conf/ringcast.properties", "waiting.most.address = " + MOST_WAITING + "\n" + """
                        channel.live.source = pattern:
                        channel.live.video.size = 640x360
                        channel.live.video.bitrate = 2M
                        """)
                .start("/");
        viewer = new OrdinaryViewer(tomcat, "/live/live/360p/");
        viewer.watch(PARTS);
        sockets = viewer.sockets();
    }

    URI root() {
        return tomcat.address("/");
    }

    OrdinaryViewer viewer() {
        return viewer;
    }

    /** Connections beyond those that the viewer needs. */
    long connections() throws IOException {
        return viewer.sockets() - sockets;
    }

    /** What the JVM says of its threads, line by line. */
    Stream<String> threads() throws Exception {
        return tomcat.jcmd("Thread.print").stream();
    }

    Http2Attacker http2(int window) throws IOException {
        return new Http2Attacker(trusted, tlsPort, window);
    }

    /** A GET request in HTTP/1.1. */
    String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: " + root().getAuthority() + "\r\n\r\n";
    }

    /** The viewer gets each next part in time, pictures are encoded, and the memory stays within its budget. */
    void unaffected() throws Exception {
        double frames = viewer.frames();
        double dropped = viewer.droppedFrames();
        long begun = System.nanoTime();
        viewer.watch(PARTS);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(MOST_TIME_FOR_PARTS);
        assertThat(tomcat.residentBytes()).isLessThan(MEMORY_BUDGET);
        // A machine that tests other things too may leave some out.
        assertThat(viewer.droppedFrames() - dropped).isLessThan((viewer.frames() - frames) / 2);
    }

    /** Waits until nothing is left of those that did things to it. */
    void nothingIsLeft() {
        Await.until("no request waits", SOON, () -> viewer.waiting() == 0);
        Await.until("the connections are closed", SOON, () -> connections() <= 5);
        Await.until("no thread writes to a client", SOON, () -> noThread(line -> line.contains("doWrite(")));
        assertThat(tomcat.complaints()).as(tomcat.log()).isEmpty();
    }

    private boolean noThread(Predicate<String> line) throws Exception {
        return threads().noneMatch(line);
    }

    /** What one of many clients does. */
    interface Client {
        void run() throws Exception;
    }

    /** Ten clients do this at once, while the viewer is unaffected. */
    void atOnce(Client client) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(10);
        try {
            List<Future<?>> clients = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                clients.add(executor.submit(() -> {
                    client.run();
                    return null;
                }));
            }
            unaffected();
            for (Future<?> each : clients) {
                each.get(60, TimeUnit.SECONDS);
            }
        } finally {
            executor.shutdownNow();
        }
    }

    /** Threads that have written answers go when there were none for ten seconds. */
    @Override
    public void close() throws IOException {
        try (TomcatProcess ending = tomcat) {
            Await.until(
                    "no thread is left that wrote answers",
                    SOON,
                    () -> noThread(line -> line.matches("\"ringcast-answer-\\d+\".*")));
            assertThat(ending.complaints()).as(ending.log()).isEmpty();
        }
    }
}
