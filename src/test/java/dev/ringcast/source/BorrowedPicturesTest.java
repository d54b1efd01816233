package dev.ringcast.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_is_writable;

import dev.ringcast.ffmpeg.Interruption;
import dev.ringcast.ffmpeg.NativeFrame;
import dev.ringcast.ffmpeg.NativePacket;
import dev.ringcast.ffmpeg.NativeRuntime;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pictures that come undecoded lie where the input has read them. A device's memory is gone once it is closed, and pictures
 * stay on the screen for longer.
 */
class BorrowedPicturesTest {
    private static final int WIDTH = 16;
    private static final int HEIGHT = 8;

    @TempDir
    private Path folder;

    @Test
    void video_ofADevice_hasMemoryOfItsOwn() throws Exception {
        assertThat(read(true)).containsExactly(new Kept(true, 1), new Kept(true, 2), new Kept(true, 3));
    }

    /** That the test above can fail, and that nothing is copied without need. */
    @Test
    void video_ofAFile_isNotCopied() throws Exception {
        assertThat(read(false)).containsExactly(new Kept(false, 1), new Kept(false, 2), new Kept(false, 3));
    }

    /** @param luma of its last row but one, all the same */
    private record Kept(boolean writable, int luma) {}

    private List<Kept> read(boolean device) throws Exception {
        NativeRuntime.load();
        List<Kept> kept = new ArrayList<>();
        Input input = new Input(film().toString(), "yuv4mpegpipe", List.of(Map.of()), device);
        try (Interruption interruption = new Interruption();
                OpenInput opened =
                        OpenInput.open(input, interruption, Duration.ofSeconds(10), true, new Keeping(kept));
                NativePacket packet = NativePacket.empty()) {
            for (int i = 0; i < 3; i++) {
                assertThat(opened.read(packet.avPacket())).isZero();
                opened.decode(packet.avPacket());
            }
        }
        return kept;
    }

    /** Three pictures, whose bytes are 1, 2 and 3. */
    private Path film() throws Exception {
        ByteArrayOutputStream film = new ByteArrayOutputStream();
        film.writeBytes(("YUV4MPEG2 W" + WIDTH + " H" + HEIGHT + " F25:1\n").getBytes(StandardCharsets.US_ASCII));
        for (int i = 1; i <= 3; i++) {
            byte[] picture = new byte[WIDTH * HEIGHT * 3 / 2];
            Arrays.fill(picture, (byte) i);
            film.writeBytes("FRAME\n".getBytes(StandardCharsets.US_ASCII));
            film.writeBytes(picture);
        }
        return Files.write(folder.resolve("film.y4m"), film.toByteArray());
    }

    /** Looks at each picture while the packet that it came in is there. */
    private record Keeping(List<Kept> pictures) implements TrackOutput {
        @Override
        public void videoFormat(String video) {}

        @Override
        public void audioFormat(String audio) {}

        @Override
        public void asItComes() {}

        @Override
        public void video(NativeFrame picture, long timestamp, long duration) {
            try (picture) {
                byte[] row = new byte[WIDTH];
                picture.plane(0).get(picture.stride(0) * (HEIGHT - 2), row);
                assertThat(row).containsOnly(row[0]);
                pictures.add(new Kept(av_frame_is_writable(picture.avFrame()) != 0, row[0]));
            }
        }

        @Override
        public void audio(float[] samples, int sampleCount, long timestamp) {}
    }
}
