package dev.ringcast.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.ffmpeg.NativeFrame;
import dev.ringcast.media.FrameRate;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.BytePointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompressedTestCardTest {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 360;
    private static final int FRAMES = 60;
    private static final long UNIX = 1_780_000_000_000_000_000L;

    @TempDir
    Path folder;

    @Test
    void read_afterX264At500Kilobits_findsEveryStrip() throws Exception {
        FrameRate rate = new FrameRate(30, 1);
        compress(new TestCardPicture(WIDTH, HEIGHT, rate), rate);
        List<Optional<TestCardStrip>> strips = new CopyOnWriteArrayList<>();
        RecordingSink sink = new RecordingSink(
                false,
                (picture, timestamp) -> strips.add(TestCardStrip.read(
                        picture.width(), picture.height(), (x, y) -> TestCardReader.luma(picture, x, y))));
        SourceRequest request = new SourceRequest(
                "file:card.mp4",
                folder,
                WIDTH,
                HEIGHT,
                rate,
                "none",
                Duration.ofSeconds(5),
                "tcp",
                SourceRequest.Reach.PUBLIC);
        try (RunningSource running = RunningSource.start(request, sink)) {
            assertThat(sink.await(s -> s.pictureCount() >= FRAMES, 20_000)).isTrue();
            running.closeInTime();
        }
        for (int i = 0; i < FRAMES; i++) {
            assertThat(strips.get(i)).contains(new TestCardStrip((UNIX + rate.nanosAt(i)) / 1_000_000, i));
        }
    }

    private void compress(TestCardPicture card, FrameRate rate) throws Exception {
        Process encoder = new ProcessBuilder(
                        "ffmpeg",
                        "-loglevel",
                        "error",
                        "-f",
                        "rawvideo",
                        "-pix_fmt",
                        "yuv420p",
                        "-s",
                        WIDTH + "x" + HEIGHT,
                        "-r",
                        "30",
                        "-i",
                        "-",
                        "-c:v",
                        "libx264",
                        "-preset",
                        "veryfast",
                        "-tune",
                        "zerolatency",
                        "-b:v",
                        "500k",
                        "-maxrate",
                        "500k",
                        "-bufsize",
                        "500k",
                        "card.mp4")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (OutputStream pictures = encoder.getOutputStream()) {
            for (int i = 0; i < FRAMES; i++) {
                try (NativeFrame picture = card.draw(UNIX + rate.nanosAt(i), i, i % 30 < 3)) {
                    write(picture, 0, WIDTH, HEIGHT, pictures);
                    write(picture, 1, WIDTH / 2, HEIGHT / 2, pictures);
                    write(picture, 2, WIDTH / 2, HEIGHT / 2, pictures);
                }
            }
        }
        assertThat(encoder.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(encoder.exitValue()).isZero();
    }

    private static void write(NativeFrame picture, int plane, int width, int height, OutputStream out)
            throws IOException {
        byte[] row = new byte[width];
        try (BytePointer data = picture.avFrame().data(plane)) {
            for (int y = 0; y < height; y++) {
                data.position((long) y * picture.avFrame().linesize(plane)).get(row);
                out.write(row);
            }
        }
    }
}
