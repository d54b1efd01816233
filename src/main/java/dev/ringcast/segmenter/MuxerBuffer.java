package dev.ringcast.segmenter;

import static org.bytedeco.ffmpeg.global.avformat.avio_close_dyn_buf;
import static org.bytedeco.ffmpeg.global.avformat.avio_flush;
import static org.bytedeco.ffmpeg.global.avformat.avio_open_dyn_buf;
import static org.bytedeco.ffmpeg.global.avformat.avio_tell;
import static org.bytedeco.ffmpeg.global.avutil.av_free;

import dev.ringcast.ffmpeg.Ffmpeg;
import dev.ringcast.ffmpeg.FfmpegException;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;

/** The memory that a muxer writes to, one of FFmpeg's buffers that grow. For the muxer's thread. */
final class MuxerBuffer {
    private MuxerBuffer() {}

    /** Gives the muxer an empty one. */
    static void open(AVFormatContext muxer) throws FfmpegException {
        AVIOContext buffer = new AVIOContext(null);
        Ffmpeg.check(avio_open_dyn_buf(buffer), "avio_open_dyn_buf");
        muxer.pb(buffer);
    }

    /**
     * Takes all that has been written and gives the muxer an empty one.
     *
     * @throws FfmpegException if that is not possible, or if there was too little memory for all that has been written; then
     *     the muxer may be without one, and is not to be written to
     */
    static byte[] take(AVFormatContext muxer) throws FfmpegException {
        avio_flush(muxer.pb());
        // A buffer that could not grow says so here only, and lacks what it was to take.
        Ffmpeg.check(muxer.pb().error(), "avio_flush");
        long expected = avio_tell(muxer.pb());
        try (PointerPointer<BytePointer> holder = new PointerPointer<>(1)) {
            int size = close(muxer, holder);
            BytePointer bytes = holder.get(BytePointer.class, 0);
            try {
                if (size != expected) {
                    throw FfmpegException.outOfMemory("avio_close_dyn_buf");
                }
                byte[] copy = new byte[size];
                bytes.get(copy);
                open(muxer);
                return copy;
            } finally {
                av_free(bytes);
            }
        }
    }

    private static int close(AVFormatContext muxer, PointerPointer<BytePointer> holder) {
        int size = avio_close_dyn_buf(muxer.pb(), holder);
        muxer.pb(null);
        return size;
    }

    /** Frees it with all that is in it, if there is one. */
    static void release(AVFormatContext muxer) {
        if (muxer.pb() != null && !muxer.pb().isNull()) {
            try (PointerPointer<BytePointer> holder = new PointerPointer<>(1)) {
                close(muxer, holder);
                av_free(holder.get(BytePointer.class, 0));
            }
        }
    }
}
