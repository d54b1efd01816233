package dev.ringcast.segmenter;

import java.nio.ByteBuffer;

/** The boxes that ISO files consist of (ISO/IEC 14496-12, 4.2). */
final class Boxes {
    private static final int HEADER = 8;

    private Boxes() {}

    /** Whether the boxes end where the bytes do; none are whole too. Boxes here are never larger than 2 GB. */
    static boolean areWhole(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        int at = 0;
        while (bytes.length - at >= HEADER) {
            int size = buffer.getInt(at);
            if (size < HEADER || size > bytes.length - at) {
                return false;
            }
            at += size;
        }
        return at == bytes.length;
    }
}
