package dev.ringcast.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.ffmpeg.NativePacket;
import dev.ringcast.ffmpeg.NativeRuntime;
import dev.ringcast.testing.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
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

    /**
     * What came.
     *
     * @param nanos its decoding time
     * @param late how long after that time, counted from when the first picture is told to have come
     */
    private record Packet(boolean video, boolean idr, long dts, long pts, long nanos, Duration late) {}

    /** Keeps the times of all packets. */
    private static final class Recorder implements CopySink {
        private final List<Packet> packets = new ArrayList<>();
        private final List<SourceFormat> lives = new ArrayList<>();
        private Optional<Format> format = Optional.empty();
        private long started;

        @Override
        public synchronized void begin(Format found, Duration ago) {
            format = Optional.of(found);
            started = System.nanoTime() - ago.toNanos();
            lives.add(found.words());
        }

        @Override
        public void withoutBeginning(Duration since) {
            // What senders begin with differs; tests wait for pictures as long as they like.
        }

        @Override
        public synchronized boolean video(NativePacket packet, boolean idr) {
            long nanos = format.orElseThrow().video().nanos(packet.dts());
            add(true, packet, idr, nanos);
            return true;
        }

        @Override
        public long unneeded() {
            return 0;
        }

        @Override
        public synchronized void trouble(String words) {
            throw new AssertionError(words);
        }

        @Override
        public synchronized void audio(NativePacket packet) {
            long nanos = format.orElseThrow().audio().orElseThrow().nanos(packet.dts());
            add(false, packet, true, nanos);
        }

        private void add(boolean video, NativePacket packet, boolean idr, long nanos) {
            Duration late = Duration.ofNanos(System.nanoTime() - started - nanos);
            packets.add(new Packet(video, idr, packet.dts(), packet.pts(), nanos, late));
        }

        synchronized List<Packet> track(boolean video) {
            return packets.stream().filter(packet -> packet.video == video).toList();
        }

        synchronized List<SourceFormat> lives() {
            return List.copyOf(lives);
        }
    }

    /** Copies until so many pictures are there; calls again while nobody answers, as the supervisor does. */
    private static void copy(SourceRequest request, Recorder recorder, int pictures) {
        Await.until("a sender that answers", Duration.ofSeconds(40), () -> {
            CopySource source = MediaSources.copy(request);
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

    /** @param uneven how many steps may be others than those of the pictures, as where an RTSP sender reports its clock */
    private static void assertInOrder(Recorder recorder, int uneven) {
        assertThat(recorder.lives()).hasSize(1);
        List<Packet> pictures = recorder.track(true);
        assertThat(pictures.get(0).idr).isTrue();
        assertThat(pictures.get(0).dts).isZero();
        List<Long> steps = new ArrayList<>();
        for (int i = 1; i < pictures.size(); i++) {
            steps.add(pictures.get(i).nanos - pictures.get(i - 1).nanos);
            assertThat(pictures.get(i).pts).isGreaterThanOrEqualTo(pictures.get(i).dts);
        }
        assertThat(steps)
                .filteredOn(step -> step < 38_000_000 || step > 42_000_000)
                .hasSizeLessThanOrEqualTo(uneven);
    }

    /**
     * L18: however long FFmpeg has looked at the stream before it handed the first picture on, no picture comes before its
     * date. Senders send in bursts, and pictures wait for the sound that belongs to them.
     */
    private static void assertDated(Recorder recorder) {
        Duration least = recorder.track(true).stream()
                .map(Packet::late)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        assertThat(least).isBetween(Duration.ofMillis(-200), Duration.ofMillis(400));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rtmp", "srt", "udp"})
    void run_network_copiesBothTracksInOrder(String scheme) throws Exception {
        int port = Sender.freePort();
        String address = scheme + "://127.0.0.1:" + port;
        Recorder recorder = new Recorder();
        try (Sender sender = sender(scheme, address)) {
            String call = address + (scheme.equals("rtmp") ? "/app/key" : "");
            copy(RunningSource.request(call, SILENCE), recorder, 60);
            assertThat(sender).isNotNull();
        }
        assertInOrder(recorder, 0);
        assertDated(recorder);
        assertSound(recorder);
    }

    private static Sender sender(String scheme, String address) throws Exception {
        return switch (scheme) {
            case "rtmp" -> Sender.start("-f", "flv", "-listen", "1", address + "/app/key");
            case "srt" -> Sender.start("-f", "mpegts", address + "?mode=listener");
            default -> Sender.start("-f", "mpegts", address + "?pkt_size=1316");
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "udp"})
    void run_rtsp_copiesBothTracksOfTheCamera(String transport) throws Exception {
        Recorder recorder = new Recorder();
        try (RtspServer server = new RtspServer();
                Sender sender = server.sender()) {
            copy(RunningSource.rtsp(server.address(), SILENCE, transport), recorder, 60);
            assertThat(sender.isSending()).isTrue();
        }
        assertInOrder(recorder, 2);
        assertDated(recorder);
        assertSound(recorder);
    }

    private static void assertSound(Recorder recorder) {
        assertThat(recorder.lives().get(0).audio()).startsWith("aac ");
        List<Packet> sounds = recorder.track(false);
        for (int i = 1; i < sounds.size(); i++) {
            assertThat(sounds.get(i).dts).isGreaterThan(sounds.get(i - 1).dts);
        }
        assertThat(Math.abs(sounds.get(0).nanos)).isLessThan(500_000_000L);
    }
}
