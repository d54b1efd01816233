package dev.ringcast.source;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_move_ref;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_rescale;

import dev.ringcast.ffmpeg.FfmpegException;
import dev.ringcast.ffmpeg.NativePacket;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.jspecify.annotations.Nullable;

/**
 * Puts the packets of a file into the order of their times before they are decoded: a reader that is held back at a
 * picture does not get to the sound that is stored behind it. Used by one thread.
 */
final class PacketOrder implements AutoCloseable {
    /** Recordings of broadcasts store sound up to two seconds behind the picture, or before it. */
    private static final long PATIENCE = 5_000_000;

    /** More than this back or forth in one track is another time, which the other track may not have got to yet. */
    private static final long JUMP = 10_000_000;

    private static final long BACK = 1_000_000;

    /** Decodes a packet. */
    interface Taker {
        void take(AVPacket packet) throws FfmpegException, SourceClosedException, InterruptedException;
    }

    private final CopyQueue queue = new CopyQueue(true, PATIENCE);
    private final Track video;
    private final Track audio;
    private final Taker taker;

    PacketOrder(AVStream video, AVStream audio, Taker taker) {
        this.video = new Track(video);
        this.audio = new Track(audio);
        this.taker = taker;
    }

    /** Takes over the packet's data, and hands on what is known to be next. Packets of other tracks are left out. */
    void add(AVPacket packet) throws FfmpegException, SourceClosedException, InterruptedException {
        boolean isVideo = packet.stream_index() == video.index;
        if (!isVideo && packet.stream_index() != audio.index) {
            return;
        }
        Track track = isVideo ? video : audio;
        if (track.advance(packet)) {
            finish();
        }
        NativePacket own = NativePacket.empty();
        av_packet_move_ref(own.avPacket(), packet);
        queue.add(new CopyQueue.Entry(own, isVideo, track.micros));
        handOn(false);
    }

    /** Hands on all that is left. */
    void finish() throws FfmpegException, SourceClosedException, InterruptedException {
        handOn(true);
    }

    /** Forgets what was, as the file begins anew. */
    void reset() {
        video.micros = TrackClock.MISSING;
        audio.micros = TrackClock.MISSING;
    }

    private void handOn(boolean all) throws FfmpegException, SourceClosedException, InterruptedException {
        for (CopyQueue.Entry next = poll(all); next != null; next = poll(all)) {
            try (NativePacket packet = next.packet()) {
                taker.take(packet.avPacket());
            }
        }
    }

    private CopyQueue.@Nullable Entry poll(boolean all) {
        return queue.poll(all || queue.bytes() > CopyQueue.MOST_BYTES);
    }

    @Override
    public void close() {
        queue.close();
    }

    /** Where a track is. */
    private static final class Track {
        private final int index;
        private final long numerator;
        private final long denominator;
        private long micros = TrackClock.MISSING;

        Track(AVStream stream) {
            this.index = stream.index();
            this.numerator = stream.time_base().num();
            this.denominator = stream.time_base().den();
        }

        /** Goes on to the packet, or stays where it is if that has no time; returns whether it jumps. */
        boolean advance(AVPacket packet) {
            long time = packet.dts() == AV_NOPTS_VALUE ? packet.pts() : packet.dts();
            if (time == AV_NOPTS_VALUE) {
                return false;
            }
            long before = micros;
            micros = av_rescale(time, numerator * 1_000_000, denominator);
            return before != TrackClock.MISSING && (micros < before - BACK || micros - JUMP > before);
        }
    }
}
