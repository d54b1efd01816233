package dev.ringcast.encoder;

import dev.ringcast.ffmpeg.FfmpegException;
import dev.ringcast.ffmpeg.NativePacket;

/** Takes encoded packets, in the order of their decoding times within a track, and closes them. */
@FunctionalInterface
public interface PacketSink {
    /** Takes the packet over. */
    void accept(NativePacket packet) throws FfmpegException;
}
