package dev.ringcast.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Servers that never fall silent, but take longer to send what tells the tracks than they may be silent. */
@Tag("paired")
class SlowServerTest {
    private static final Duration SILENCE = Duration.ofMillis(700);
    private static final int PACKET = 188;

    /** Enough to see that it is MPEG-TS, and less than it takes to know what is in it. */
    private static final int AT_ONCE = 22 * PACKET;

    private static final int EACH = 2 * PACKET;
    private static final long EACH_MILLIS = 100;

    /** So much comes slowly: for twice and a half the silence. */
    private static final int SLOWLY = AT_ONCE + 18 * EACH;

    @Test
    void run_tracksAreKnownAfterTheSilence_isPlayed() throws Exception {
        RecordingSink sink = new RecordingSink();
        try (TricklingServer server = new TricklingServer(Integer.MAX_VALUE);
                RunningSource running = RunningSource.start(RunningSource.request(server.address(), SILENCE), sink)) {
            assertThat(sink.await(s -> s.pictureCount() > 20, 15_000))
                    .as(() -> server.sent + " bytes were sent")
                    .isTrue();
            running.closeInTime();
        }
    }

    @Test
    void run_nothingMoreBeforeTheTracksAreKnown_fails() throws Exception {
        try (TricklingServer server = new TricklingServer(SLOWLY);
                RunningSource running =
                        RunningSource.start(RunningSource.request(server.address(), SILENCE), new RecordingSink())) {
            assertThat(running.failure(15_000)).endsWith(": no data for 0.7 s");
            assertThat(server.sent).hasValue(SLOWLY);
        }
    }

    /** Sends the test stream to one caller, at first in small pieces. */
    private static final class TricklingServer implements AutoCloseable {
        private final byte[] media = Files.readAllBytes(RunningSource.media().resolve("h264-aac.ts"));
        private final int most;
        private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        private final ScheduledExecutorService sender = Executors.newSingleThreadScheduledExecutor();
        private final AtomicInteger sent = new AtomicInteger();
        /** Referred to until the end: a connection that nobody knows any more is closed. */
        private final List<Socket> callers = new CopyOnWriteArrayList<>();

        /** @param most so many bytes are sent, then nothing more */
        TricklingServer(int most) throws IOException {
            this.most = Math.min(most, media.length);
            sender.execute(this::accept);
        }

        String address() {
            return "http://127.0.0.1:" + server.getLocalPort() + "/live.ts";
        }

        private void accept() {
            try {
                Socket caller = server.accept();
                callers.add(caller);
                caller.getOutputStream()
                        .write("HTTP/1.1 200 OK\r\nContent-Type: video/mp2t\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
                send(caller, AT_ONCE);
            } catch (IOException e) {
                // The test is over.
                return;
            }
        }

        private void send(Socket caller, int count) {
            try {
                int now = Math.min(count, most - sent.get());
                caller.getOutputStream().write(media, sent.get(), now);
                int all = sent.addAndGet(now);
                if (all < most) {
                    int next = all < SLOWLY ? EACH : most - all;
                    var unused = sender.schedule(() -> send(caller, next), EACH_MILLIS, TimeUnit.MILLISECONDS);
                }
            } catch (IOException e) {
                // The caller has hung up.
                return;
            }
        }

        @Override
        public void close() throws IOException {
            server.close();
            sender.shutdownNow();
            for (Socket caller : callers) {
                caller.close();
            }
        }
    }
}
