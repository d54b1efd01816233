package dev.ringcast.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that do not answer, or stop: a source ends at its deadline, and at once when it is closed. */
@Tag("paired")
class SilentServerTest {
    private static final Duration SHORT = Duration.ofMillis(700);
    private static final Duration LONG = Duration.ofMinutes(1);

    @ParameterizedTest
    @ValueSource(strings = {"http", "https", "rtsp", "rtsps", "rtmp", "rtmps"})
    void run_serverSaysNothing_failsAtTheDeadline(String scheme) throws Exception {
        try (StallingServer server = new StallingServer(new byte[0]);
                RunningSource running = start(server.address(scheme), SHORT, new RecordingSink())) {
            long start = System.nanoTime();
            assertThat(running.failure(20_000)).endsWith(": no data for 0.7 s");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(6));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https", "rtsp", "rtsps", "rtmp", "rtmps"})
    void close_serverSaysNothing_endsInTime(String scheme) throws Exception {
        try (StallingServer server = new StallingServer(new byte[0]);
                RunningSource running = start(server.address(scheme), LONG, new RecordingSink())) {
            assertThat(server.accepted.await(20, TimeUnit.SECONDS)).isTrue();
            running.closeInTime();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "rtsp", "rtmp"})
    void close_whileConnecting_endsInTime(String scheme) throws Exception {
        List<Socket> callers = new ArrayList<>();
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            fillBacklog(server, callers);
            try (RunningSource running =
                    start(scheme + "://127.0.0.1:" + server.getLocalPort() + "/x", LONG, new RecordingSink())) {
                assertThat(new CountDownLatch(1).await(300, TimeUnit.MILLISECONDS))
                        .isFalse();
                assertThat(running.hasEnded()).isFalse();
                running.closeInTime();
            }
        } finally {
            for (Socket caller : callers) {
                caller.close();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "srt"})
    void run_nobodySends_failsAtTheDeadline(String scheme) throws Exception {
        try (DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            int port = scheme.equals("srt") ? silent.getLocalPort() : freePort();
            try (RunningSource running = start(scheme + "://127.0.0.1:" + port, SHORT, new RecordingSink())) {
                assertThat(running.failure(20_000)).isEqualTo(scheme + "://127.0.0.1:" + port + ": no data for 0.7 s");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "srt"})
    void close_nobodySends_endsInTime(String scheme) throws Exception {
        try (DatagramSocket silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            int port = scheme.equals("srt") ? silent.getLocalPort() : freePort();
            try (RunningSource running = start(scheme + "://127.0.0.1:" + port, LONG, new RecordingSink())) {
                assertThat(new CountDownLatch(1).await(300, TimeUnit.MILLISECONDS))
                        .isFalse();
                running.closeInTime();
            }
        }
    }

    @Test
    void close_whileProbing_endsInTime() throws Exception {
        try (StallingServer server = new StallingServer(http(media(), 1880));
                RunningSource running = start(server.address("http"), LONG, new RecordingSink())) {
            assertThat(server.sent.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(new CountDownLatch(1).await(200, TimeUnit.MILLISECONDS)).isFalse();
            running.closeInTime();
        }
    }

    @Test
    void run_serverStopsMidStream_failsAtTheDeadline() throws Exception {
        RecordingSink sink = new RecordingSink();
        try (StallingServer server = new StallingServer(http(media(), 90_052));
                RunningSource running = start(server.address("http"), Duration.ofSeconds(3), sink)) {
            assertThat(running.failure(30_000)).endsWith(": no data for 3 s");
            assertThat(sink.pictureCount()).isGreaterThan(20);
        }
    }

    @Test
    void close_serverStoppedMidStream_endsInTime() throws Exception {
        RecordingSink sink = new RecordingSink();
        try (StallingServer server = new StallingServer(http(media(), 90_052));
                RunningSource running = start(server.address("http"), LONG, sink)) {
            assertThat(sink.await(s -> s.pictureCount() > 20, 15_000)).isTrue();
            running.closeInTime();
        }
    }

    @Test
    void run_nobodyListens_saysSo() throws Exception {
        try (RunningSource running =
                start("rtmp://u:geheim@127.0.0.1:" + freePort() + "/app/x", LONG, new RecordingSink())) {
            assertThat(running.failure(20_000))
                    .startsWith("rtmp://***@127.0.0.1")
                    .contains("cannot be opened")
                    .doesNotContain("geheim");
        }
    }

    private static RunningSource start(String address, Duration silence, SourceSink sink) throws SourceException {
        return RunningSource.start(RunningSource.request(address, silence), sink);
    }

    private static byte[] media() throws IOException {
        return Files.readAllBytes(RunningSource.media().resolve("h264-aac.ts"));
    }

    private static byte[] http(byte[] body, int length) {
        byte[] header = "HTTP/1.1 200 OK\r\nContent-Type: video/mp2t\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        byte[] answer = Arrays.copyOf(header, header.length + length);
        System.arraycopy(body, 0, answer, header.length, length);
        return answer;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Calls until nobody gets through any more. */
    private static void fillBacklog(ServerSocket server, List<Socket> callers) throws IOException {
        for (int i = 0; i < 20; i++) {
            Socket caller = new Socket();
            callers.add(caller);
            try {
                caller.connect(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()), 200);
            } catch (SocketTimeoutException e) {
                return;
            }
        }
        throw new IllegalStateException("the backlog takes any number of callers");
    }

    /** Accepts, sends what it has been given and then keeps silent, holding the connection. */
    private static final class StallingServer implements AutoCloseable {
        private final ServerSocket server;
        private final List<Socket> callers = new ArrayList<>();
        private final CountDownLatch accepted = new CountDownLatch(1);
        private final CountDownLatch sent = new CountDownLatch(1);

        StallingServer(byte[] answer) throws IOException {
            server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
            Thread thread = new Thread(() -> serve(answer), "stalling server");
            thread.setDaemon(true);
            thread.start();
        }

        private void serve(byte[] answer) {
            try {
                while (true) {
                    Socket caller = server.accept();
                    synchronized (callers) {
                        callers.add(caller);
                    }
                    accepted.countDown();
                    caller.getOutputStream().write(answer);
                    sent.countDown();
                }
            } catch (IOException e) {
                // The test is over.
                return;
            }
        }

        String address(String scheme) {
            return scheme + "://127.0.0.1:" + server.getLocalPort() + "/live/x";
        }

        @Override
        public void close() throws IOException {
            server.close();
            synchronized (callers) {
                for (Socket caller : callers) {
                    caller.close();
                }
            }
        }
    }
}
