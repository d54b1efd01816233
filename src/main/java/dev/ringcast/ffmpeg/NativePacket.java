package dev.ringcast.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_clone;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;

import org.bytedeco.ffmpeg.avcodec.AVPacket;

/** The owner of one {@code AVPacket}. One thread at a time may use it; whoever holds it last closes it. */
public final class NativePacket implements AutoCloseable {
    private final AVPacket packet;
    private boolean closed;

    private NativePacket(AVPacket packet) {
        this.packet = packet;
    }

    /** An empty packet, for an encoder or demuxer to fill. */
    public static NativePacket empty() throws FfmpegException {
        AVPacket packet = av_packet_alloc();
        if (packet == null) {
            throw FfmpegException.outOfMemory("av_packet_alloc");
        }
        return new NativePacket(packet);
    }

    /** Another packet with the same data, which both share, and with timestamps of its own. */
    public NativePacket copy() throws FfmpegException {
        AVPacket copy = av_packet_clone(avPacket());
        if (copy == null) {
            throw FfmpegException.outOfMemory("av_packet_clone");
        }
        return new NativePacket(copy);
    }

    /**
     * The FFmpeg object, for the packages that work with it.
     *
     * @throws IllegalStateException if this packet is closed
     */
    public AVPacket avPacket() {
        if (closed) {
            throw new IllegalStateException("the packet is closed");
        }
        return packet;
    }

    /** When it is decoded, in the unit of its track. */
    public long dts() {
        return avPacket().dts();
    }

    /** When it is shown, in the unit of its track. */
    public long pts() {
        return avPacket().pts();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            av_packet_free(packet);
        }
    }
}
