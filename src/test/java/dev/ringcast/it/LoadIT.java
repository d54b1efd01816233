package dev.ringcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.testing.Await;
import dev.ringcast.testing.Http2Attacker;
import dev.ringcast.testing.LocalCertificate;
import dev.ringcast.testing.RawHttp;
import dev.ringcast.testing.TomcatBase;
import dev.ringcast.testing.TomcatProcess;
import dev.ringcast.testing.TrickleClients;
import dev.ringcast.testing.TrickleClients.Manner;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Small versions of what some clients do to a server, each against a Tomcat with tomcat-conf. Meanwhile an ordinary viewer
 * gets each next part, and afterwards nothing is left of them. How long others wait is measured by the load benchmark.
 */
@Tag("alone")
class LoadIT {
    private static final Duration SOON = Duration.ofSeconds(40);
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** Five seconds. */
    private static final int PARTS = 15;

    private static final int CLIENTS = 200;

    /** Heap of setenv.sh, and what a channel of this size, the JVM and the buffers of all those connections take. */
    private static final long MEMORY_BUDGET = 900L << 20;

    private static final int MOST_WAITING = 100;
    private static final int REQUESTS = 50;
    private static final int RESETS = 1000;

    @SuppressWarnings("NullAway.Init") // set before the first test
    private static TomcatProcess tomcat;

    @SuppressWarnings("NullAway.Init") // set before the first test
    private static SSLContext trusted;

    private static int tlsPort;

    @SuppressWarnings("NullAway.Init") // set before the first test
    private static OrdinaryViewer viewer;

    private static long sockets;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        LocalCertificate certificate = LocalCertificate.make(directory);
        tlsPort = TomcatProcess.freePort();
        trusted = certificate.trusted();
        tomcat = certificate
                .install(TomcatBase.recommended(), tlsPort)
                .war("ROOT", TomcatBase.builtWar())
                .file("conf/ringcast.properties", """
                        waiting.most.address = 100
                        channel.live.source = pattern:
                        channel.live.video.size = 640x360
                        channel.live.video.bitrate = 2M
                        """)
                .start("/");
        viewer = new OrdinaryViewer(tomcat, "/live/live/360p/");
        viewer.watch(PARTS);
        sockets = viewer.sockets();
    }

    /** Threads that have written answers go when there were none for ten seconds. */
    @AfterAll
    static void stop() throws Exception {
        if (tomcat != null) {
            try (TomcatProcess ending = tomcat) {
                Await.until(
                        "no thread is left that wrote answers",
                        SOON,
                        () -> noThread(line -> line.matches("\"ringcast-answer-\\d+\".*")));
                assertThat(ending.complaints()).as(ending.log()).isEmpty();
            }
        }
    }

    private static boolean noThread(Predicate<String> line) throws Exception {
        return tomcat.jcmd("Thread.print").stream().noneMatch(line);
    }

    @AfterEach
    void nothingIsLeft() {
        Await.until("no request waits", SOON, () -> viewer.waiting() == 0);
        Await.until("the connections are closed", SOON, () -> viewer.sockets() <= sockets + 5);
        Await.until("no thread writes to a client", SOON, () -> noThread(line -> line.contains("doWrite(")));
        assertThat(tomcat.complaints()).as(tomcat.log()).isEmpty();
    }

    @Test
    void slowReaders_holdNeitherThreadsNorParts() throws Exception {
        StringBuilder all = new StringBuilder();
        for (String segment : viewer.segments()) {
            all.append(get(segment).repeat(20));
        }
        Manner manner = new Manner(all.toString(), false, "", 1000, 4096, SECOND);
        try (TrickleClients clients = new TrickleClients(tomcat.address("/"), CLIENTS, manner)) {
            Await.until("answers to all of them", SOON, () -> clients.received() > 3000 * CLIENTS);
            unaffected();
            assertThat(clients.asked()).isGreaterThanOrEqualTo(CLIENTS);
        }
    }

    @Test
    void slowReadersOfPages_holdFewThreads() throws Exception {
        Manner manner = new Manner(get("/js/playback.js").repeat(300), false, "", 1000, 4096, SECOND);
        try (TrickleClients clients = new TrickleClients(tomcat.address("/"), CLIENTS, manner)) {
            Await.until("answers to all of them", SOON, () -> clients.received() > 3000 * CLIENTS);
            unaffected();
            assertThat(tomcat.jcmd("Thread.print").stream().filter(line -> line.contains("NioSocketWrapper.doWrite(")))
                    .as("threads that wait for clients: those of AnswerSender, and one or two more for a moment")
                    .hasSizeLessThan(40);
        }
    }

    @Test
    void silentConnections_areClosedInTime() throws Exception {
        Manner manner = new Manner("", false, "", 100, 0, SECOND);
        try (TrickleClients clients = new TrickleClients(tomcat.address("/"), CLIENTS, manner)) {
            unaffected();
            Await.until("all of them closed", SOON, () -> clients.cut() >= CLIENTS);
        }
    }

    @Test
    void slowHeaders_holdNoThread() throws Exception {
        Manner manner = new Manner("GET / HTTP/1.1\r\nHost: x\r\n", false, "a:b\r\n", 100, 0, SECOND);
        try (TrickleClients clients = new TrickleClients(tomcat.address("/"), CLIENTS, manner)) {
            Await.until("all of them connected", SOON, () -> viewer.sockets() >= sockets + CLIENTS);
            unaffected();
            assertThat(clients.received()).as("answers to what is not finished").isZero();
        }
    }

    /** To addresses that take one, with and without a password, to some that take none, and to a page. */
    @Test
    void slowBodies_holdNoThread() throws Exception {
        List<TrickleClients> clients = new ArrayList<>();
        try {
            for (String request : List.of(
                    "POST /report",
                    "POST /live/live/index.m3u8",
                    "GET /live/live/index.m3u8",
                    "PUT /absent",
                    "GET /",
                    "POST /admin/channels/live/restart")) {
                String first = request + " HTTP/1.1\r\nHost: x\r\nContent-Length: 400\r\n\r\n";
                Manner manner = new Manner(first, false, "x", 100, 0, SECOND);
                clients.add(new TrickleClients(tomcat.address("/"), CLIENTS, manner));
            }
            Await.until(
                    "all of them have begun", SOON, () -> clients.stream().allMatch(each -> each.asked() >= CLIENTS));
            unaffected();
        } finally {
            clients.forEach(TrickleClients::close);
        }
    }

    @Test
    void blockingReloads_beyondWhatMayWait_areRefusedForThatAddress() throws Exception {
        long refused = viewer.answers("blocking", "5xx");
        // Far enough ahead to wait for all the time, near enough not to be refused for that.
        Manner manner =
                new Manner(get(viewer.playlist(viewer.newest() + 2)), true, "", 100_000, 0, Duration.ofMillis(100));
        try (TrickleClients clients = new TrickleClients(tomcat.address("/"), CLIENTS, manner)) {
            Await.until("refusals", SOON, () -> viewer.answers("blocking", "5xx") >= refused + CLIENTS - MOST_WAITING);
            unaffected();
            assertThat(clients.received()).isPositive();
        }
    }

    @Test
    void farAheadAndGarbage_areRefusedAtOnce() throws Exception {
        String playlist = viewer.playlist(viewer.newest() + 1000);
        refused(400, playlist, playlist.replaceFirst("msn=.*", "msn=x"), playlist.replaceFirst("msn=.*", "part=1"));
    }

    @Test
    void missingAddresses_areAnswered404() throws Exception {
        refused(404, "/live/live/360p/none/1.ts", "/live/none/ts.m3u8", "/live/live/360p/none/1.1.m4s");
    }

    @Test
    void playersThatAskForEverythingAtOnce_getIt() throws Exception {
        List<String> segments = viewer.segments();
        String last = get("/").replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n");
        String all = String.join("", segments.stream().map(LoadIT::get).toList());
        atOnce(() -> {
            RawHttp.Reply replies = RawHttp.exchange(tomcat.address("/"), all.repeat(5) + last);
            assertThat(replies.status()).isEqualTo(200);
            assertThat(replies.body().split("HTTP/1\\.1 200 ", -1)).hasSize(5 * segments.size() + 1);
        });
    }

    @Test
    void http2RapidReset_isCutOff() throws Exception {
        String path = viewer.playlist(viewer.newest() + 1);
        atOnce(() -> reset(path));
    }

    @Test
    void http2AnswersThatAreNotTaken_holdNoAnswerThreadThatOthersNeed() throws Exception {
        List<Http2Attacker> attackers = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                Http2Attacker attacker = new Http2Attacker(trusted, tlsPort, 0);
                attackers.add(attacker);
                for (int stream = 0; stream < 20; stream++) {
                    attacker.get(viewer.playlist(viewer.newest() + 1));
                }
                attacker.send();
            }
            Await.until("all of them waiting", SOON, () -> viewer.waiting() >= 80);
            unaffected();
        } finally {
            for (Http2Attacker attacker : attackers) {
                attacker.close();
            }
        }
    }

    /** An ordinary viewer gets each next part, pictures are encoded, and the memory stays within its budget. */
    private static void unaffected() throws Exception {
        double frames = viewer.frames();
        double dropped = viewer.droppedFrames();
        viewer.watch(PARTS);
        assertThat(tomcat.residentBytes()).isLessThan(MEMORY_BUDGET);
        // A machine that tests other things too may leave some out.
        assertThat(viewer.droppedFrames() - dropped).isLessThan((viewer.frames() - frames) / 2);
    }

    /** Ten clients at once, one request after the other. */
    private static void refused(int status, String... paths) throws Exception {
        atOnce(() -> {
            for (int i = 0; i < REQUESTS; i++) {
                String path = paths[i % paths.length];
                assertThat(RawHttp.send(tomcat.address("/"), "GET " + path).status())
                        .as(path)
                        .isEqualTo(status);
            }
        });
    }

    private interface Client {
        void run() throws Exception;
    }

    /** Ten of them, while others are unaffected. */
    private static void atOnce(Client client) throws Exception {
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

    private static void reset(String path) throws IOException {
        try (Http2Attacker attacker = new Http2Attacker(trusted, tlsPort, 65_535)) {
            try {
                for (int i = 0; i < RESETS; i++) {
                    attacker.get(path);
                    attacker.reset();
                    attacker.send();
                }
            } catch (IOException e) {
                // Cut off already.
                return;
            }
            assertThat(attacker.isCutOff()).as("cut off").isTrue();
        }
    }

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: " + tomcat.address("/").getAuthority() + "\r\n\r\n";
    }
}
