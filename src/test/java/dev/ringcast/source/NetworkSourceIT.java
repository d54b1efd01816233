package dev.ringcast.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.testing.Await;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams that ffmpeg sends, pulled the way a camera or an encoder is. */
@Tag("paired")
class NetworkSourceIT {
    private static final Duration SILENCE = Duration.ofSeconds(2);

    /** The sender's first report, which may come after pictures, and the next one tell times anew. */
    private static final int REPORTED = 2;

    private static final SourceFormat FORMAT = new SourceFormat("h264 320x180 25 fps", "aac 44100 Hz stereo");

    @ParameterizedTest
    @ValueSource(strings = {"rtmp", "srt", "udp"})
    void run_sender_deliversBothTracksUntilClosed(String scheme) throws Exception {
        int port = Sender.freePort();
        RecordingSink sink = new RecordingSink();
        try (Sender sender = send(scheme, port);
                RunningSource running = call(scheme, port, sink)) {
            assertThat(sink.await(s -> s.pictureCount() >= 40 && s.soundCount() >= 40, 20_000))
                    .isTrue();
            assertThat(sender.isSending()).isTrue();
            running.closeInTime();
        }
        assertThat(sink.formats().get(0).audio()).isEqualTo(FORMAT.audio());
        assertThat(sink.formats().get(0).video()).startsWith("h264 320x180");
        assertSteady(sink, 0);
        assertTracksShareAClock(sink);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rtmp", "srt", "udp"})
    void run_senderGoes_fails(String scheme) throws Exception {
        int port = Sender.freePort();
        RecordingSink sink = new RecordingSink();
        Sender sender = send(scheme, port);
        try (RunningSource running = call(scheme, port, sink)) {
            assertThat(sink.await(s -> s.pictureCount() >= 10, 20_000)).isTrue();
            sender.close();
            assertThat(running.failure(20_000)).startsWith(scheme + "://127.0.0.1:" + port);
        } finally {
            sender.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "udp"})
    void run_rtsp_deliversBothTracksByTheTransportAskedFor(String transport) throws Exception {
        RecordingSink sink = new RecordingSink();
        try (RtspServer server = new RtspServer();
                Sender sender = server.sender();
                RunningSource running =
                        RunningSource.start(RunningSource.rtsp(server.address(), SILENCE, transport), sink)) {
            assertThat(sink.await(s -> s.pictureCount() >= 40 && s.soundCount() >= 40, 20_000))
                    .isTrue();
            assertThat(sender.isSending()).isTrue();
            running.closeInTime();
            assertThat(server.requests())
                    .filteredOn(request -> request.startsWith("SETUP"))
                    .hasSize(2)
                    .allMatch(request -> request.contains(transport.equals("tcp") ? "interleaved" : "client_port"));
        }
        assertThat(sink.formats().get(0).audio()).isEqualTo(FORMAT.audio());
        assertThat(sink.formats().get(0).video()).startsWith("h264 320x180");
        assertSteady(sink, REPORTED);
        assertTracksShareAClock(sink);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "udp"})
    void run_rtspFallsSilent_failsAtTheDeadline(String transport) throws Exception {
        RecordingSink sink = new RecordingSink();
        try (RtspServer server = new RtspServer();
                Sender sender = server.sender();
                RunningSource running =
                        RunningSource.start(RunningSource.rtsp(server.address(), SILENCE, transport), sink)) {
            assertThat(sink.await(s -> s.pictureCount() >= 10, 20_000)).isTrue();
            assertThat(sender.isSending()).isTrue();
            server.stall();
            assertThat(running.failure(20_000)).endsWith(": no data for 2 s");
        }
    }

    private static Sender send(String scheme, int port) throws Exception {
        String address = scheme + "://127.0.0.1:" + port;
        return switch (scheme) {
            case "rtmp" -> Sender.start("-f", "flv", "-listen", "1", address + "/app/key");
            case "srt" -> Sender.start("-f", "mpegts", address + "?mode=listener");
            default -> Sender.start("-f", "mpegts", address + "?pkt_size=1316");
        };
    }

    /** Calls until the sender listens, as the supervisor of a channel does. */
    private static RunningSource call(String scheme, int port, RecordingSink sink) throws Exception {
        String address = scheme + "://127.0.0.1:" + port + (scheme.equals("rtmp") ? "/app/key" : "");
        return Await.value("pictures from " + address, Duration.ofSeconds(60), () -> {
            RunningSource running = RunningSource.start(RunningSource.request(address, SILENCE), sink);
            boolean delivers = sink.await(s -> s.pictureCount() > 0 || running.hasEnded(), 12_000);
            if (delivers && !running.hasEnded()) {
                return Optional.of(running);
            }
            running.close();
            return Optional.empty();
        });
    }

    /** @param uneven how many steps may be others */
    private static void assertSteady(RecordingSink sink, int uneven) {
        List<RecordingSink.Picture> pictures = sink.pictures();
        assertThat(IntStream.range(1, 40)
                        .mapToLong(i ->
                                pictures.get(i).micros() - pictures.get(i - 1).micros())
                        .boxed())
                .filteredOn(step -> step < 38_000 || step > 42_000)
                .hasSizeLessThanOrEqualTo(uneven);
        long took = pictures.get(39).arrivedNanos() - pictures.get(0).arrivedNanos();
        // The sender's beginning may come in a burst: what was sent while the tracks were being found.
        assertThat(Duration.ofNanos(took)).isLessThan(Duration.ofSeconds(3));
    }

    private static void assertTracksShareAClock(RecordingSink sink) {
        long picture = sink.pictures().get(0).micros();
        long sound = sink.sounds().get(0).micros();
        assertThat(Math.abs(picture - sound)).isLessThan(1_000_000L);
    }
}
