package dev.ringcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.testing.Await;
import dev.ringcast.testing.Http2Attacker;
import dev.ringcast.testing.RawHttp;
import dev.ringcast.testing.TrickleClients;
import dev.ringcast.testing.TrickleClients.Manner;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
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
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int CLIENTS = 200;
    private static final int REQUESTS = 50;
    private static final int RESETS = 1000;

    /** More than this many streams of an HTTP/2 connection have no thread at a time. */
    private static final int STREAMS = 20;

    @SuppressWarnings("NullAway.Init") // set before the first test
    private static LoadedServer server;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        server = new LoadedServer(directory);
    }

    @AfterAll
    static void stop() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    @AfterEach
    void nothingIsLeft() {
        server.nothingIsLeft();
    }

    @Test
    void slowReaders_holdNeitherThreadsNorParts() throws Exception {
        StringBuilder all = new StringBuilder();
        for (String segment : server.viewer().segments()) {
            all.append(server.get(segment).repeat(20));
        }
        Manner manner = new Manner(all.toString(), false, "", 1000, 4096, SECOND);
        try (TrickleClients clients = new TrickleClients(server.root(), CLIENTS, manner)) {
            Await.until("answers to all of them", LoadedServer.SOON, () -> clients.received() > 3000 * CLIENTS);
            server.unaffected();
            assertThat(clients.asked()).isGreaterThanOrEqualTo(CLIENTS);
        }
    }

    @Test
    void slowReadersOfPages_holdFewThreads() throws Exception {
        Manner manner = new Manner(server.get("/js/playback.js").repeat(300), false, "", 1000, 4096, SECOND);
        try (TrickleClients clients = new TrickleClients(server.root(), CLIENTS, manner)) {
            Await.until("answers to all of them", LoadedServer.SOON, () -> clients.received() > 3000 * CLIENTS);
            server.unaffected();
            assertThat(server.threads().filter(line -> line.contains("NioSocketWrapper.doWrite(")))
                    .as("threads that wait for clients: those of AnswerSender, and one or two more for a moment")
                    .hasSizeLessThan(40);
        }
    }

    @Test
    void silentConnections_areClosedInTime() throws Exception {
        Manner manner = new Manner("", false, "", 100, 0, SECOND);
        try (TrickleClients clients = new TrickleClients(server.root(), CLIENTS, manner)) {
            server.unaffected();
            Await.until("all of them closed", LoadedServer.SOON, () -> clients.cut() >= CLIENTS);
        }
    }

    @Test
    void slowHeaders_holdNoThread() throws Exception {
        Manner manner = new Manner("GET / HTTP/1.1\r\nHost: x\r\n", false, "a:b\r\n", 100, 0, SECOND);
        try (TrickleClients clients = new TrickleClients(server.root(), CLIENTS, manner)) {
            Await.until("all of them connected", LoadedServer.SOON, () -> server.connections() >= CLIENTS);
            server.unaffected();
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
                clients.add(new TrickleClients(server.root(), CLIENTS, manner));
            }
            Await.until(
                    "all of them have begun",
                    LoadedServer.SOON,
                    () -> clients.stream().allMatch(each -> each.asked() >= CLIENTS));
            server.unaffected();
        } finally {
            clients.forEach(TrickleClients::close);
        }
    }

    @Test
    void blockingReloads_beyondWhatMayWait_areRefusedForThatAddress() throws Exception {
        long refused = server.viewer().answers("blocking", "503");
        // Far enough ahead to wait for all the time, near enough not to be refused for that.
        Manner manner = new Manner(
                server.get(server.viewer().playlist(server.viewer().newest() + 2)),
                true,
                "",
                100_000,
                0,
                Duration.ofMillis(100));
        try (TrickleClients clients = new TrickleClients(server.root(), CLIENTS, manner)) {
            Await.until(
                    "refusals",
                    LoadedServer.SOON,
                    () -> server.viewer().answers("blocking", "503") >= refused + CLIENTS - LoadedServer.MOST_WAITING);
            server.unaffected();
            assertThat(clients.received()).isPositive();
        }
    }

    @Test
    void farAheadAndGarbage_areRefusedAtOnce() throws Exception {
        String playlist = server.viewer().playlist(server.viewer().newest() + 1000);
        refused(400, playlist, playlist.replaceFirst("msn=.*", "msn=x"), playlist.replaceFirst("msn=.*", "part=1"));
    }

    @Test
    void missingAddresses_areAnswered404() throws Exception {
        refused(404, "/live/live/360p/none/1.ts", "/live/none/ts.m3u8", "/live/live/360p/none/1.1.m4s");
    }

    @Test
    void playersThatAskForEverythingAtOnce_getIt() throws Exception {
        List<String> segments = server.viewer().segments();
        String last = server.get("/").replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n");
        String all = String.join("", segments.stream().map(server::get).toList());
        server.atOnce(() -> {
            RawHttp.Reply replies = RawHttp.exchange(server.root(), all.repeat(5) + last);
            assertThat(replies.status()).isEqualTo(200);
            assertThat(replies.body().split("HTTP/1\\.1 200 ", -1)).hasSize(5 * segments.size() + 1);
        });
    }

    @Test
    void http2RapidReset_isCutOff() throws Exception {
        String path = server.viewer().playlist(server.viewer().newest() + 1);
        server.atOnce(() -> reset(path));
    }

    @Test
    void http2AnswersThatAreNotTaken_holdNoAnswerThreadThatOthersNeed() throws Exception {
        http2(
                4,
                () -> server.viewer().playlist(server.viewer().newest() + 1),
                Http2Attacker::get,
                () -> server.viewer().waiting() >= 4 * STREAMS);
    }

    /** HTTP/2 need not announce a body. Tomcat would wait for it for 20 s. */
    @Test
    void http2BodiesThatNeverCome_holdNoThread() throws Exception {
        http2(4, () -> "/report", Http2Attacker::post, () -> server.connections() >= 4);
    }

    private interface Http2Request {
        void send(Http2Attacker attacker, String path) throws IOException;
    }

    /** @param path what is asked for once all are connected, which takes its time */
    private static void http2(int connections, Callable<String> path, Http2Request request, Await.Check<Boolean> begun)
            throws Exception {
        List<Http2Attacker> attackers = new ArrayList<>();
        try {
            for (int i = 0; i < connections; i++) {
                attackers.add(server.http2(0));
            }
            String asked = path.call();
            for (Http2Attacker attacker : attackers) {
                for (int stream = 0; stream < STREAMS; stream++) {
                    request.send(attacker, asked);
                }
                attacker.send();
            }
            Await.until("all of them there", LoadedServer.SOON, begun);
            server.unaffected();
            assertThat(server.threads().filter(line -> line.contains("InputBuffer.doRead(")))
                    .as("threads that wait for bodies")
                    .isEmpty();
        } finally {
            for (Http2Attacker attacker : attackers) {
                attacker.close();
            }
        }
    }

    /** Ten clients at once, one request after the other. */
    private static void refused(int status, String... paths) throws Exception {
        server.atOnce(() -> {
            for (int i = 0; i < REQUESTS; i++) {
                String path = paths[i % paths.length];
                assertThat(RawHttp.send(server.root(), "GET " + path).status())
                        .as(path)
                        .isEqualTo(status);
            }
        });
    }

    private static void reset(String path) throws IOException {
        try (Http2Attacker attacker = server.http2(65_535)) {
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
}
