package dev.ringcast.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.Jazzer;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.ringcast.ffmpeg.FfmpegException;
import dev.ringcast.ffmpeg.NativeFrame;
import dev.ringcast.ffmpeg.NativePacket;
import dev.ringcast.testing.Bounds;
import dev.ringcast.testing.Clips;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any bytes are demuxed, decoded and copied, in bounded time, or end with an error that can be shown. FFmpeg's own code is
 * not instrumented: what guides the fuzzer is our code around it, and what is seen of the media there.
 */
class MediaFuzzTest {
    /** A seed is cut here: what is longer is changed too seldom where it matters. */
    private static final int LONGEST = 20_000;

    private static final Duration SILENCE = Duration.ofSeconds(5);
    private static final Path FILE = file();

    /** Small films in each container that network sources bring, made anew each time. */
    static Stream<byte[]> films() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("ringcast-seeds");
        List<byte[]> films = new ArrayList<>();
        for (String name : List.of("a.ts", "a.mp4", "a.flv", "a.mkv")) {
            Path film = folder.resolve(name);
            Clips.make(film, 1, 5, 44_100, "-g 2 -s 64x48 -b:a 16k");
            byte[] bytes = Files.readAllBytes(film);
            Files.delete(film);
            films.add(Arrays.copyOf(bytes, Math.min(bytes.length, LONGEST)));
        }
        Files.delete(folder);
        return films.stream();
    }

    @MethodSource("films")
    @FuzzTest
    void play(byte[] media) throws Exception {
        Files.write(FILE, media);
        Bounds.hold(() -> decode(input()));
        Bounds.hold(() -> copy(input()));
    }

    /** As a network source is opened, but for the protocol. */
    private static Input input() {
        Map<String, String> options = new HashMap<>(NetworkInput.options("http", SILENCE, "tcp", Optional.empty()));
        options.put("protocol_whitelist", "file");
        options.remove("rw_timeout");
        options.remove("max_redirects");
        return Input.of("file:" + FILE, "", options);
    }

    private static void decode(Input input) {
        Watcher watcher = new Watcher();
        try {
            new FfmpegSource(gate -> List.of(input), "fuzz", Pacing.PACED, FfmpegSource.Manner.AS_IT_COMES, SILENCE)
                    .run(watcher);
        } catch (SourceException e) {
            watcher.end(e);
        }
        assertThat(watcher.ended).isTrue();
    }

    private static void copy(Input input) {
        Watcher watcher = new Watcher();
        try {
            new CopySource(gate -> List.of(input), "fuzz", FfmpegSource.Manner.AS_IT_COMES, false, SILENCE)
                    .run(watcher);
        } catch (SourceException | NotCopiedException e) {
            watcher.end(e);
        }
        assertThat(watcher.ended).isTrue();
    }

    private static Path file() {
        try {
            Path shared = Path.of("/dev/shm");
            Path file = Files.isWritable(shared)
                    ? Files.createTempFile(shared, "ringcast", ".media")
                    : Files.createTempFile("ringcast", ".media");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Checks what comes, and tells the fuzzer what is new about it. */
    private static final class Watcher implements SourceSink, CopySink {
        private boolean ended;
        private int count;
        private boolean begun;
        private long lastNanos = Long.MIN_VALUE;

        void end(Exception e) {
            assertThat(e).hasMessageStartingWith("fuzz: ");
            Jazzer.exploreState((byte) String.valueOf(e.getMessage()).hashCode(), 1);
            Jazzer.exploreState((byte) Math.min(count, 255), 2);
            ended = true;
        }

        @Override
        public void format(SourceFormat format) {
            Jazzer.exploreState((byte) format.hashCode(), 3);
        }

        @Override
        public void video(NativeFrame picture, long timestampMicros) {
            try (picture) {
                assertThat(picture.width()).isBetween(1, 8192);
                assertThat(picture.height()).isBetween(1, 8192);
                Jazzer.exploreState((byte) (picture.width() * 31 + picture.height()), 4);
                count++;
            }
        }

        @Override
        public void withoutBeginning(Duration since) {
            assertThat(since).isPositive();
        }

        @Override
        public long unneeded() {
            return 0;
        }

        @Override
        public void trouble(String words) {
            assertThat(words).isNotEmpty();
        }

        @Override
        public void audio(float[] samples, int sampleCount, long timestampMicros) {
            assertThat(samples.length).isGreaterThanOrEqualTo(2 * sampleCount);
            count++;
        }

        @Override
        public void begin(Format format, Duration ago) throws FfmpegException {
            assertThat(format.codecs()).matches("avc1\\.[0-9a-f]{6}(,mp4a\\.40\\.[0-9]+)?");
            assertThat(format.width()).isBetween(1, 16_384);
            assertThat(ago).isGreaterThanOrEqualTo(Duration.ZERO);
            Jazzer.exploreState((byte) format.codecs().hashCode(), 5);
            begun = true;
            lastNanos = Long.MIN_VALUE;
        }

        @Override
        public boolean video(NativePacket packet, boolean idr) {
            assertThat(begun).isTrue();
            assertThat(packet.avPacket().dts()).isGreaterThan(lastNanos);
            lastNanos = packet.avPacket().dts();
            count++;
            return true;
        }

        @Override
        public void audio(NativePacket packet) {
            assertThat(begun).isTrue();
            count++;
        }
    }
}
