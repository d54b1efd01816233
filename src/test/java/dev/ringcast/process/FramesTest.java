package dev.ringcast.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringcast.media.MediaBytes;
import dev.ringcast.media.PartialSegment;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FramesTest {
    private static final long MOST = 10_000;
    private static final Everything EVERYTHING = new Everything(
            "Tür",
            true,
            -7,
            1L << 40,
            2.5,
            Path.of("/srv/media"),
            Duration.ofNanos(1_500_000_001),
            Instant.parse("2026-11-24T10:00:00.123456789Z"),
            Colour.GREEN,
            Optional.of("here"),
            Optional.empty(),
            List.of(1L, 2L),
            List.of(new Square(3), new Circle(0.5)));

    private sealed interface Shape {}

    private record Square(int side) implements Shape {}

    private record Circle(double radius) implements Shape {}

    private enum Colour {
        RED,
        GREEN
    }

    private record Everything(
            String text,
            boolean flag,
            int number,
            long large,
            double real,
            Path path,
            Duration duration,
            Instant instant,
            Colour colour,
            Optional<String> given,
            Optional<String> missing,
            List<Long> numbers,
            List<Shape> shapes) {}

    private record Unknown(Thread thread) {}

    private static <T> byte[] frame(Class<T> type, T value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new FrameOutput(bytes).send(type, value);
        return bytes.toByteArray();
    }

    private static FrameInput input(byte[] bytes) {
        return new FrameInput(new ByteArrayInputStream(bytes), MOST);
    }

    @Test
    void values_ofEveryKind_comeAsTheyWereSent() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        FrameOutput out = new FrameOutput(bytes);
        out.send(Everything.class, EVERYTHING);
        out.send(Shape.class, new Circle(1));
        FrameInput in = input(bytes.toByteArray());

        assertThat(in.read(Everything.class)).contains(EVERYTHING);
        assertThat(in.read(Shape.class)).contains(new Circle(1));
        assertThat(in.read(Shape.class)).isEmpty();
    }

    @Test
    void part_comesWithItsBytes() throws IOException {
        PartialSegment part = new PartialSegment(MediaBytes.owning(new byte[] {1, 2, 3}), Duration.ofMillis(333), true);

        PartialSegment read = input(frame(PartialSegment.class, part))
                .read(PartialSegment.class)
                .orElseThrow();

        assertThat(read.bytes().toByteArray()).containsExactly(1, 2, 3);
        assertThat(read.duration()).isEqualTo(part.duration());
        assertThat(read.independent()).isTrue();
    }

    @Test
    void frame_cutAnywhere_isTold() throws IOException {
        byte[] whole = frame(Everything.class, EVERYTHING);
        for (int length = 1; length < whole.length; length++) {
            FrameInput in = input(Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> in.read(Everything.class))
                    .as("%d of %d bytes", length, whole.length)
                    .isInstanceOf(EOFException.class);
        }
    }

    @Test
    void frame_longerThanAllowed_isRefusedBeforeItIsRead() throws IOException {
        for (int length : new int[] {(int) MOST + 1, Integer.MAX_VALUE, -1}) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream data = new DataOutputStream(bytes);
            data.writeInt(FrameOutput.MAGIC);
            data.writeInt(length);
            assertThatThrownBy(() -> input(bytes.toByteArray()).read(Everything.class))
                    .isExactlyInstanceOf(IOException.class)
                    .hasMessage("a frame of " + length + " bytes; " + MOST + " are allowed");
        }
    }

    @Test
    void textInPlaceOfAFrame_isRefused() {
        assertThatThrownBy(() -> input("# A fatal error has been detected".getBytes(StandardCharsets.UTF_8))
                        .read(Shape.class))
                .hasMessage("no frame: it begins with 23204120");
    }

    @Test
    void value_withBytesLeftOver_isRefused() throws IOException {
        byte[] longer = frame(Everything.class, EVERYTHING);
        assertThatThrownBy(() -> input(longer).read(Square.class)).hasMessageContaining("bytes more than a Square has");
    }

    @Test
    void typeThatIsNotPermitted_isRefused() throws IOException {
        byte[] bytes = frame(Square.class, new Square(2));
        assertThatThrownBy(() -> input(bytes).read(Shape.class)).hasMessage("number 2 of 2");
        assertThatThrownBy(() -> frame(Unknown.class, new Unknown(Thread.currentThread())))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void valueThatItsConstructorRefuses_isRefused() throws IOException {
        PartialSegment part = new PartialSegment(MediaBytes.EMPTY, Duration.ofMillis(333), true);
        byte[] bytes = frame(PartialSegment.class, part);
        Arrays.fill(bytes, 8 + 4, 8 + 4 + 12, (byte) 0);
        assertThatThrownBy(() -> input(bytes).read(PartialSegment.class))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("it must last");
    }

    @Test
    void damagedFrames_areReadOrRefused_neverMore() throws IOException {
        Random random = new Random(20261124);
        byte[] whole = frame(Everything.class, EVERYTHING);
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = whole.clone();
            for (int hits = random.nextInt(1, 4); hits > 0; hits--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(input(damaged).read(Everything.class)).isPresent();
            } catch (IOException e) {
                refused++;
            }
        }
        assertThat(refused).isBetween(1_000, 19_999);
    }
}
