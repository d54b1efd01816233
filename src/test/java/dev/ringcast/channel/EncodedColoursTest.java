package dev.ringcast.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.drawing.Colour;
import dev.ringcast.ffmpeg.NativeRuntime;
import dev.ringcast.media.MediaSegment;
import dev.ringcast.testing.Await;
import dev.ringcast.testing.Clips;
import dev.ringcast.testing.FfmpegProgram;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Films of one colour, coded in ways that are not the encoder's: the media and the poster have the colour. */
@Tag("alone")
class EncodedColoursTest {
    private static final int RED = 30;
    private static final int GREEN = 200;
    private static final int BLUE = 60;

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @BeforeAll
    static void load() throws Exception {
        NativeRuntime.load();
    }

    @ParameterizedTest
    @CsvSource({
        "broadcast.ts, smpte170m, tv, -c:v libx264 -pix_fmt yuv420p",
        "screen.mkv, bt709, pc, -c:v libx264 -pix_fmt yuv420p",
        "camera.mkv, smpte170m, pc, -c:v mjpeg -q:v 2 -pix_fmt yuvj420p",
        "exact.mkv, gbr, pc, -c:v ffv1 -pix_fmt bgr0",
    })
    void film_ofOneColour_keepsIt(String name, String matrix, String range, String coding) throws Exception {
        Clips.colour(folder.resolve(name), "#%02x%02x%02x".formatted(RED, GREEN, BLUE), matrix, range, coding);
        LiveChannel channel = TestCardChannel.of(folder, Map.of("source", "file:" + name, "slate.after", "10s"));
        channel.start();
        try {
            Await.until("the film", SOON, () -> channel.status().state() instanceof ChannelState.Live);
            // A picture is shown a moment after it has come: the open segment and the next may begin with the slate.
            int skipped = channel.snapshot().segments().size() + 2;
            List<MediaSegment> segments = TestCardChannel.segments(channel, skipped + 1);
            Path media = SegmentFiles.write(segments.subList(skipped, skipped + 1), folder.resolve("segments.ts"));

            assertThat(SegmentFiles.probe(media, "v", "stream=color_space")).containsOnly("bt709");
            assertThat(SegmentFiles.probe(media, "v", "stream=color_range")).containsOnly("tv");
            assertCentre(media);
            assertCentre(ImageIO.read(channel.poster().orElseThrow().asInputStream()));
        } finally {
            channel.close();
        }
    }

    private void assertCentre(Path media) throws Exception {
        Path raw = folder.resolve("picture.yuv");
        FfmpegProgram.Result decoded = FfmpegProgram.run(
                Duration.ofSeconds(30),
                "-nostdin",
                "-v",
                "error",
                "-i",
                media.toString(),
                "-frames:v",
                "1",
                "-f",
                "rawvideo",
                "-pix_fmt",
                "yuv420p",
                raw.toString());
        assertThat(decoded.code()).as(decoded.output().toString()).isZero();
        byte[] samples = Files.readAllBytes(raw);
        int luma = TestCardChannel.WIDTH * TestCardChannel.HEIGHT;
        Colour wanted = Colour.rgb(RED, GREEN, BLUE);
        assertNear(samples[centre(TestCardChannel.WIDTH, TestCardChannel.HEIGHT)] & 0xff, wanted.luma(), 3);
        int chroma = centre(TestCardChannel.WIDTH / 2, TestCardChannel.HEIGHT / 2);
        assertNear(samples[luma + chroma] & 0xff, wanted.blue(), 3);
        assertNear(samples[luma * 5 / 4 + chroma] & 0xff, wanted.red(), 3);
    }

    private static void assertCentre(BufferedImage poster) {
        int colour = poster.getRGB(poster.getWidth() / 2, poster.getHeight() / 2);
        assertNear(colour >> 16 & 0xff, RED, 8);
        assertNear(colour >> 8 & 0xff, GREEN, 8);
        assertNear(colour & 0xff, BLUE, 8);
    }

    private static int centre(int width, int height) {
        return height / 2 * width + width / 2;
    }

    private static void assertNear(int found, int wanted, int tolerance) {
        assertThat(found).isBetween(wanted - tolerance, wanted + tolerance);
    }
}
