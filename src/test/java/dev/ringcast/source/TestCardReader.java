package dev.ringcast.source;

import dev.ringcast.ffmpeg.NativeFrame;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;

/** Reads pictures of the test card. */
final class TestCardReader {
    private TestCardReader() {}

    static Optional<TestCardStrip> strip(NativeFrame picture) {
        return TestCardStrip.read(picture.width(), picture.height(), (x, y) -> luma(picture, x, y));
    }

    static int luma(NativeFrame picture, int x, int y) {
        try (BytePointer data = picture.avFrame().data(0)) {
            return data.get((long) y * picture.avFrame().linesize(0) + x) & 0xff;
        }
    }
}
