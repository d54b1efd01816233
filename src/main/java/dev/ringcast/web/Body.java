package dev.ringcast.web;

import dev.ringcast.media.MediaBytes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * The body of an answer: a stretch of some pieces laid end to end. The pieces are shared, never joined or copied (L32).
 *
 * @param pieces in their order
 * @param offset where the stretch begins, in bytes from the start of the first piece
 * @param size of the stretch in bytes
 */
record Body(List<MediaBytes> pieces, long offset, long size) {
    static final Body EMPTY = new Body(List.of(), 0, 0);

    /** Checks that the stretch lies within the pieces. */
    Body {
        pieces = List.copyOf(pieces);
        long all = sizeOf(pieces);
        if (offset < 0 || size < 0 || offset > all - size) {
            throw new IllegalArgumentException("no stretch of " + all + " bytes: " + size + " from " + offset + " on");
        }
    }

    /** All bytes of the pieces. */
    static Body of(List<MediaBytes> pieces) {
        return new Body(pieces, 0, sizeOf(pieces));
    }

    /** The text in UTF-8. */
    static Body of(String text) {
        return of(List.of(MediaBytes.owning(text.getBytes(StandardCharsets.UTF_8))));
    }

    /** {@code length} bytes of this body from {@code first} on. */
    Body slice(long first, long length) {
        return new Body(pieces, offset + first, length);
    }

    /**
     * Writes the stretch, piece by piece.
     *
     * @param written is told after each piece how many bytes of it were written
     */
    void writeTo(OutputStream out, LongConsumer written) throws IOException {
        long skip = offset;
        long left = size;
        for (MediaBytes piece : pieces) {
            if (skip >= piece.size()) {
                skip -= piece.size();
                continue;
            }
            int length = (int) Math.min(piece.size() - skip, left);
            piece.writeTo(out, (int) skip, length);
            written.accept(length);
            left -= length;
            skip = 0;
            if (left == 0) {
                return;
            }
        }
    }

    /**
     * Writes some of the stretch, at least a byte, from one piece: one write for a stream that takes only one at a time.
     *
     * @param from how many bytes of the stretch come before, less than its size
     * @param most how many bytes to write at most
     * @return how many were written
     */
    int writeSome(OutputStream out, long from, int most) throws IOException {
        long skip = offset + from;
        for (MediaBytes piece : pieces) {
            if (skip < piece.size()) {
                int length = (int) Math.min(Math.min(piece.size() - skip, size - from), most);
                piece.writeTo(out, (int) skip, length);
                return length;
            }
            skip -= piece.size();
        }
        throw new IllegalArgumentException(from + " bytes are before, but there are only " + size);
    }

    private static long sizeOf(List<MediaBytes> pieces) {
        long sum = 0;
        for (MediaBytes piece : pieces) {
            sum += piece.size();
        }
        return sum;
    }
}
