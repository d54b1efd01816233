package dev.ringcast.ffmpeg;

import java.util.regex.Pattern;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/**
 * Has a demuxer open addresses of {@code http} and {@code https} alone, be they decrypted on the way. FFmpeg's list of
 * protocols cannot say that: what HTTP itself needs below it, a playlist could name as well.
 *
 * <p>Like {@link Interruption}, one function is shared by all.
 */
final class AddressGuard {
    private static final Pattern ALLOWED = Pattern.compile("(?:crypto[+:])?https?://");
    private static final int NOT_PERMITTED = -1;
    private static final int OUT_OF_MEMORY = -12;
    private static @Nullable Opening opening;

    private AddressGuard() {}

    /** From now on the context opens nothing else. */
    static synchronized void install(AVFormatContext context) {
        Opening current = opening;
        if (current == null) {
            current = new Opening(context.io_open());
            opening = current;
        }
        context.io_open(current);
    }

    /** Gives the function back, when the application stops and no context has it. */
    static synchronized void release() {
        if (opening != null) {
            opening.close();
            opening = null;
        }
    }

    private static final class Opening
            extends AVFormatContext.Io_open_AVFormatContext_PointerPointer_BytePointer_int_PointerPointer {
        private final AVFormatContext.Io_open_AVFormatContext_PointerPointer_BytePointer_int_PointerPointer original;

        Opening(AVFormatContext.Io_open_AVFormatContext_PointerPointer_BytePointer_int_PointerPointer original) {
            this.original = original;
        }

        @Override
        @SuppressWarnings("rawtypes") // As the binding has it.
        public int call(
                AVFormatContext context, PointerPointer opened, BytePointer url, int flags, PointerPointer options) {
            try {
                return ALLOWED.matcher(url.getString()).lookingAt()
                        ? original.call(context, opened, url, flags, options)
                        : NOT_PERMITTED;
            } catch (RuntimeException | Error e) {
                // FFmpeg, in between, knows no exceptions: one that went on from here would end the process.
                return OUT_OF_MEMORY;
            }
        }
    }
}
