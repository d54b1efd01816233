package dev.ringcast.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.config.ConfigLoader;
import dev.ringcast.config.ServerConfig;
import dev.ringcast.ffmpeg.NativeRuntime;
import dev.ringcast.media.MediaSegment;
import dev.ringcast.media.Packaging;
import dev.ringcast.media.PartialSegment;
import dev.ringcast.testing.Await;
import dev.ringcast.testing.FfmpegProgram;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.Java2DFrameConverter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole path from the test card to the ring, read back by JavaCV and by the {@code ffmpeg} program. One channel runs
 * for all tests; each looks at the same segments.
 */
class LiveChannelTest {
    private static final int SEGMENTS = 3;
    private static final int FRAMES = 30;
    private static final int WIDTH = 640;
    private static final int HEIGHT = 360;

    private static LiveChannel channel;
    private static List<MediaSegment> segments = List.of();

    @TempDir
    private Path directory;

    @BeforeAll
    static void run() throws Exception {
        NativeRuntime.load();
        channel = channel(Map.of("ringcast.channel.card.source", "pattern:"));
        channel.start();
        segments = Await.value("three segments", Duration.ofSeconds(60), () -> {
            List<MediaSegment> listed = snapshotOf(channel);
            return listed.size() < SEGMENTS ? Optional.empty() : Optional.of(listed);
        });
    }

    private static List<MediaSegment> snapshotOf(LiveChannel channel) {
        return channel.snapshot().segments();
    }

    private static LiveChannel channel(Map<String, String> settings) {
        Map<String, String> all = new java.util.HashMap<>(Map.of(
                "ringcast.channel.card.video.size", WIDTH + "x" + HEIGHT,
                "ringcast.channel.card.video.fps", "30",
                "ringcast.channel.card.video.bitrate", "800k",
                "ringcast.channel.card.segment", "1s",
                "ringcast.channel.card.window", "20s"));
        all.putAll(settings);
        ServerConfig config = ConfigLoader.load(all, Map.of(), path -> Optional.empty());
        assertThat(config.problems()).isEmpty();
        return new LiveChannel(ChannelPlan.of(config.channels().get(0), config.mediaFolder()));
    }

    @AfterAll
    static void stop() {
        channel.stop();
        assertThat(channel.status().state()).isInstanceOf(ChannelState.Stopped.class);
        assertThat(new String(
                        channel.stream(HEIGHT + "p", Packaging.TS)
                                .flatMap(RenditionStream::playlist)
                                .orElseThrow()
                                .full()
                                .plain()
                                .toByteArray(),
                        java.nio.charset.StandardCharsets.UTF_8))
                .endsWith("#EXT-X-ENDLIST\n");
    }

    private static byte[] bytes(MediaSegment segment) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (PartialSegment part : segment.parts()) {
            part.bytes().writeTo(bytes);
        }
        return bytes.toByteArray();
    }

    private Path file(List<MediaSegment> of) throws IOException {
        Path file = directory.resolve("segments.ts");
        try (OutputStream out = Files.newOutputStream(file)) {
            for (MediaSegment segment : of) {
                out.write(bytes(segment));
            }
        }
        return file;
    }

    @Test
    void L07_extinf_isTheMediaToTheFrame() {
        for (MediaSegment segment : segments) {
            assertThat(segment.duration()).isEqualTo(Duration.ofSeconds(1));
            assertThat(segment.parts()).hasSize(3).first().matches(PartialSegment::independent);
        }
    }

    @Test
    void L11_firstSequence_isTheWallClock() {
        MediaSegment first = segments.get(0);
        assertThat(first.sequence()).isEqualTo(first.programDateTime().getEpochSecond());
    }

    @Test
    void L19_eachSegment_startsWithAnIdrAndDecodesAlone() throws Exception {
        for (MediaSegment segment : segments) {
            try (FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(new ByteArrayInputStream(bytes(segment)))) {
                grabber.setFormat("mpegts");
                grabber.start();
                int frames = 0;
                boolean first = true;
                for (Frame frame = grabber.grabImage(); frame != null; frame = grabber.grabImage()) {
                    assertThat(frame.keyFrame).isEqualTo(first);
                    first = false;
                    frames++;
                }
                assertThat(frames).isEqualTo(FRAMES);
            }
        }
    }

    @Test
    void ffmpegProgram_allSegments_decodesWithoutAWarning() throws Exception {
        FfmpegProgram.Result result = FfmpegProgram.run(
                Duration.ofSeconds(60),
                "-nostdin",
                "-v",
                "warning",
                "-xerror",
                "-i",
                file(segments).toString(),
                "-map",
                "0",
                "-f",
                "null",
                "-");
        assertThat(result.output()).isEmpty();
        assertThat(result.code()).isZero();
    }

    @Test
    void ffprobeProgram_allSegments_seesOneStepBetweenAllTimestamps() throws Exception {
        assertThat(steps("v")).containsOnly(3000L);
        assertThat(steps("a")).containsOnly(1920L);
    }

    private List<Long> steps(String track) throws Exception {
        FfmpegProgram.Result result = FfmpegProgram.probe(
                Duration.ofSeconds(60),
                "-v",
                "error",
                "-select_streams",
                track,
                "-show_entries",
                "packet=pts",
                "-of",
                "csv=p=0",
                file(segments).toString());
        List<Long> timestamps = result.output().stream()
                .map(line -> line.replace(",", "").strip())
                .filter(line -> !line.isEmpty())
                .map(Long::valueOf)
                .toList();
        List<Long> steps = new ArrayList<>();
        for (int i = 1; i < timestamps.size(); i++) {
            steps.add(timestamps.get(i) - timestamps.get(i - 1));
        }
        assertThat(steps.size()).isGreaterThan(SEGMENTS * FRAMES - 2);
        return steps;
    }

    @Test
    void soundAndPicture_beepAndFlash_areTogetherWithinFortyMilliseconds() throws Exception {
        List<Long> flashes = new ArrayList<>();
        List<Long> beeps = new ArrayList<>();
        try (FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(file(segments).toString());
                Java2DFrameConverter converter = new Java2DFrameConverter()) {
            grabber.start();
            boolean lit = false;
            long quietSince = 0;
            for (Frame frame = grabber.grab(); frame != null; frame = grabber.grab()) {
                if (frame.image != null) {
                    boolean now = isLit(converter.convert(frame));
                    if (now && !lit) {
                        flashes.add(frame.timestamp);
                    }
                    lit = now;
                }
                if (frame.samples != null) {
                    for (long at : loudMicros(frame, grabber.getSampleRate(), grabber.getAudioChannels())) {
                        if (at - quietSince > 200_000) {
                            beeps.add(at);
                        }
                        quietSince = at;
                    }
                }
            }
        }
        assertThat(flashes.size()).isGreaterThanOrEqualTo(SEGMENTS - 1);
        for (long flash : flashes.subList(1, flashes.size())) {
            assertThat(beeps).anySatisfy(beep -> assertThat(beep - flash).isBetween(-40_000L, 40_000L));
        }
    }

    /** The flash is a square at the right of the test card, black when it is not lit. */
    private static boolean isLit(BufferedImage image) {
        return (image.getRGB(image.getWidth() * 1100 / 1280, image.getHeight() * 450 / 720) & 0xff) > 128;
    }

    private static List<Long> loudMicros(Frame frame, int rate, int channels) {
        List<Long> loud = new ArrayList<>();
        if (frame.samples[0] instanceof ShortBuffer shorts) {
            for (int i = 0; i < shorts.limit(); i++) {
                if (Math.abs(shorts.get(i)) > 2000) {
                    loud.add(frame.timestamp + i / channels * 1_000_000L / rate);
                }
            }
        } else if (frame.samples[0] instanceof FloatBuffer floats) {
            for (int i = 0; i < floats.limit(); i++) {
                if (Math.abs(floats.get(i)) > 0.06) {
                    loud.add(frame.timestamp + i * 1_000_000L / rate);
                }
            }
        }
        return loud;
    }

    @Test
    void poster_runningChannel_isAPictureOfItsSize() throws Exception {
        BufferedImage poster = ImageIO.read(channel.poster().orElseThrow().asInputStream());
        assertThat(poster.getWidth()).isEqualTo(WIDTH);
        assertThat(poster.getHeight()).isEqualTo(HEIGHT);
    }

    @Test
    void restart_runningChannel_goesOnWithADiscontinuityAndANewRun() {
        long last = channel.snapshot().lastSequence();
        String run = segments.get(0).run();
        channel.restart();
        MediaSegment after = Await.value(
                "a segment of the new run",
                Duration.ofSeconds(20),
                () -> snapshotOf(channel).stream()
                        .filter(segment -> !segment.run().equals(run))
                        .findFirst());
        assertThat(after.discontinuity()).isTrue();
        assertThat(after.sequence()).isBetween(last + 1, last + 3);
        assertThat(channel.status().restarts()).isEqualTo(1);
    }

    @Test
    void status_runningChannel_hasFigures() {
        Await.until(
                "five seconds of figures",
                Duration.ofSeconds(20),
                () -> channel.status().output().frameRate() > 29);
        ChannelStatus status = channel.status();
        assertThat(status.state()).isInstanceOf(ChannelState.Live.class);
        assertThat(status.input().frameRate()).isBetween(28.0, 32.0);
        assertThat(status.output().bitsPerSecond()).isBetween(200_000L, 1_200_000L);
        assertThat(status.memoryBytes()).isPositive();
        assertThat(status.problems()).isEmpty();
    }

    @Test
    void slate_sourceThatCannotBeReached_isShownThroughTheSameEncoder() throws Exception {
        LiveChannel away = channel(Map.of(
                "ringcast.channel.card.source", "http://127.0.0.1:9/nothing.ts",
                "ringcast.channel.card.slate.after", "500ms"));
        away.start();
        try {
            Await.until("the slate", Duration.ofSeconds(20), () -> away.status().state() instanceof ChannelState.Slate);
            Await.until(
                    "two segments of it",
                    Duration.ofSeconds(20),
                    () -> snapshotOf(away).size() > 1);
            assertThat(snapshotOf(away)).noneMatch(MediaSegment::discontinuity);
            assertThat(away.status().problems()).isNotEmpty();
            assertThat(away.status().state().toString()).contains("127.0.0.1");
        } finally {
            away.stop();
        }
    }
}
