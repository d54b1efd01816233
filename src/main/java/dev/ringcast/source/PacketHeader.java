package dev.ringcast.source;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_NEW_EXTRADATA;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free_side_data;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_get_side_data;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.SizeTPointer;

/** What a packet to be copied tells about its track, beside its data or before it. */
final class PacketHeader {
    private PacketHeader() {}

    /** Takes new parameters out of what stands beside the data; empty if there are none. */
    static Optional<byte[]> takeParameters(AVPacket packet) {
        if (packet.side_data_elems() == 0) {
            return Optional.empty();
        }
        try (SizeTPointer size = new SizeTPointer(1)) {
            BytePointer data = av_packet_get_side_data(packet, AV_PKT_DATA_NEW_EXTRADATA, size);
            Optional<byte[]> header = Optional.empty();
            if (data != null && !data.isNull() && size.get() > 0) {
                byte[] bytes = new byte[(int) size.get()];
                data.get(bytes);
                header = Optional.of(bytes);
            }
            // The muxers would act on it; what it says is in the tracks.
            av_packet_free_side_data(packet);
            return header;
        }
    }

    /** Takes the configuration out of a packet of AAC, which is without an ADTS header then; empty if it tells none. */
    static Optional<ByteBuffer> takeConfiguration(AVPacket packet) {
        Optional<byte[]> told = takeParameters(packet);
        byte[] head = new byte[Math.min(packet.size(), AacConfiguration.LONGEST_HEADER)];
        packet.data().get(head);
        Optional<AacConfiguration> adts = AacConfiguration.ofAdts(head);
        if (adts.isEmpty()) {
            return told.map(ByteBuffer::wrap);
        }
        packet.data(packet.data().getPointer(adts.get().headerSize()));
        packet.size(Math.max(0, packet.size() - adts.get().headerSize()));
        return Optional.of(adts.get().bytes());
    }
}
