package dev.ringcast.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.ffmpeg.NativePacket;
import dev.ringcast.ffmpeg.NativeRuntime;
import dev.ringcast.testing.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is copied of live senders: {@code ffmpeg} sends, as a camera or an encoder would. */
@Tag("alone")
class CopySourceIT {
    private static final Duration SILENCE = Duration.ofSeconds(2);

    @BeforeAll
    static void load() throws Exception {
        NativeRuntime.load();
    }

    private record Packet(boolean video, boolean idr, long dts, long pts, long nanos) {}

    /** Keeps the times of all packets. */
    private static final class Recorder implements CopySink {
        private final List<Packet> packets = new ArrayList<>();
        private final List<SourceFormat> lives = new ArrayList<>();
        private Optional<Format> format = Optional.empty();

        @Override
        public synchronized void begin(Format found) {
            format = Optional.of(found);
            lives.add(found.words());
        }

        @Override
        public synchronized boolean video(NativePacket packet, boolean idr) {
            long nanos = format.orElseThrow().video().nanos(packet.dts());
            packets.add(new Packet(true, idr, packet.dts(), packet.pts(), nanos));
            return true;
        }

        @Override
        public long unneeded() {
            return 0;
        }

        @Override
        public synchronized void audio(NativePacket packet) {
            long nanos = format.orElseThrow().audio().orElseThrow().nanos(packet.dts());
            packets.add(new Packet(false, true, packet.dts(), packet.pts(), nanos));
        }

        synchronized List<Packet> track(boolean video) {
            return packets.stream().filter(packet -> packet.video == video).toList();
        }

        synchronized List<SourceFormat> lives() {
            return List.copyOf(lives);
        }
    }

    /** Copies until so many pictures are there; calls again while nobody answers, as the supervisor does. */
    private static void copy(String address, Recorder recorder, int pictures) {
        Await.until("a sender that answers", Duration.ofSeconds(40), () -> {
            CopySource source = MediaSources.copy(RunningSource.request(address, SILENCE));
            CompletableFuture<Void> end = CompletableFuture.runAsync(() -> run(source, recorder));
            Await.until(
                    "pictures",
                    Duration.ofSeconds(20),
                    () -> recorder.track(true).size() >= pictures || end.isDone());
            source.close();
            end.handle((result, failure) -> failure).get();
            return recorder.track(true).size() >= pictures;
        });
    }

    private static void run(CopySource source, CopySink sink) {
        try {
            source.run(sink);
        } catch (SourceException | NotCopiedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertInOrder(Recorder recorder) {
        assertThat(recorder.lives()).hasSize(1);
        List<Packet> pictures = recorder.track(true);
        assertThat(pictures.get(0).idr).isTrue();
        assertThat(pictures.get(0).dts).isZero();
        for (int i = 1; i < pictures.size(); i++) {
            assertThat(Duration.ofNanos(pictures.get(i).nanos - pictures.get(i - 1).nanos))
                    .as("picture " + i)
                    .isBetween(Duration.ofMillis(38), Duration.ofMillis(42));
            assertThat(pictures.get(i).pts).isGreaterThanOrEqualTo(pictures.get(i).dts);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rtmp", "srt", "udp"})
    void run_network_copiesBothTracksInOrder(String scheme) throws Exception {
        int port = Sender.freePort();
        String address = scheme + "://127.0.0.1:" + port;
        Recorder recorder = new Recorder();
        try (Sender sender = sender(scheme, address)) {
            copy(address + (scheme.equals("rtmp") ? "/app/key" : ""), recorder, 60);
            assertThat(sender).isNotNull();
        }
        assertInOrder(recorder);
        assertThat(recorder.lives().get(0).audio()).startsWith("aac ");
        List<Packet> sounds = recorder.track(false);
        for (int i = 1; i < sounds.size(); i++) {
            assertThat(sounds.get(i).dts).isGreaterThan(sounds.get(i - 1).dts);
        }
        assertThat(Math.abs(sounds.get(0).nanos)).isLessThan(500_000_000L);
    }

    private static Sender sender(String scheme, String address) throws Exception {
        return switch (scheme) {
            case "rtmp" -> Sender.start("-f", "flv", "-listen", "1", address + "/app/key");
            case "srt" -> Sender.start("-f", "mpegts", address + "?mode=listener");
            default -> Sender.start("-f", "mpegts", address + "?pkt_size=1316");
        };
    }

    @Test
    void run_rtsp_copiesTheCamerasPicture() throws Exception {
        Recorder recorder = new Recorder();
        try (InterleavedRtspServer server = new InterleavedRtspServer();
                Sender sender = Sender.start("-an", "-f", "rtp", server.rtpAddress())) {
            copy(server.address(), recorder, 60);
            assertThat(sender.isSending()).isTrue();
        }
        assertInOrder(recorder);
    }
}
