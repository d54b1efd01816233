package dev.ringcast.source;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_DISCARD;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;

import dev.ringcast.ffmpeg.Ffmpeg;
import dev.ringcast.ffmpeg.FfmpegException;
import dev.ringcast.ffmpeg.NativePacket;
import dev.ringcast.media.FrameRate;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;

/**
 * One opened input, read packet by packet: completes timestamps, puts the tracks in order, notices where they jump. Used
 * by the source's thread alone.
 */
final class CopyReading {
    /** So many pictures may come without a time. */
    private static final int UNTIMED = 100;

    private static final long POLL_MILLIS = 2;
    private static final int NONE = -1;

    /** Sound that goes back by less is left out. In microseconds. */
    private static final long OVERLAP = 500_000;

    /** Longer than what FFmpeg looks at, and than the distance of keyframes that servers begin at. In microseconds. */
    private static final long MOST_BACKLOG = 10_000_000;

    private final InputReader reader;
    private final RestingReader packets;
    private final InputLife life;
    private final FfmpegSource.Manner manner;
    private final int videoIndex;
    private final int audioIndex;
    private final TrackWatch watch;
    private final CopyTimes videoTimes;
    private final CopyTimes audioTimes;
    private final CopyQueue queue;
    private final CopyOutput output;
    private final CopySink sink;
    private final StraySound stray = new StraySound();
    private boolean caughtUp;
    private long firstVideo = Long.MIN_VALUE;
    private long lastVideo = Long.MIN_VALUE;
    private long lastAudio = Long.MIN_VALUE;
    private long lastTaken;
    private long lastPictureNanos = System.nanoTime();
    private int untimed;

    /**
     * @param video the reader's picture track
     * @param audio its sound track, if it has one that is to be copied
     * @param rests whether the input may be left unread for a while
     */
    CopyReading(
            InputReader reader,
            AVStream video,
            Optional<AVStream> audio,
            InputLife life,
            FfmpegSource.Manner manner,
            boolean rests,
            CopySink sink)
            throws FfmpegException {
        this.reader = reader;
        this.life = life;
        this.manner = manner;
        this.packets = new RestingReader(reader, life.gate(), rests, sink);
        this.videoIndex = video.index();
        this.audioIndex = audio.map(AVStream::index).orElse(NONE);
        // A file would begin from its beginning where its sound goes on elsewhere.
        IntPredicate isNewSound = manner == FfmpegSource.Manner.REPEATED ? index -> false : reader::isNewSound;
        this.watch = new TrackWatch(Optional.of(video), audio, isNewSound, life.silence());
        this.videoTimes = new CopyTimes(
                video, StreamRate.of(video).map(FrameRate::framesPerSecond).orElse(0.0));
        this.audioTimes = new CopyTimes(
                audio.orElse(video), audio.map(CopyReading::audioFrames).orElse(0.0));
        this.queue = new CopyQueue(audio.filter(CopyFit::isKnown).isPresent());
        boolean slowed = manner != FfmpegSource.Manner.AS_IT_COMES;
        this.caughtUp = slowed;
        this.sink = sink;
        this.output = new CopyOutput(sink, life, slowed, video, audio);
    }

    /** Reads until the input ends and cannot go back to its beginning. */
    void run()
            throws SourceException, FfmpegException, NotCopiedException, SourceClosedException, InterruptedException {
        try {
            boolean ended = false;
            while (!ended) {
                ended = step();
                caughtUp = caughtUp || ended || catchesUp();
                if (caughtUp && handOn(ended)) {
                    packets.rest(lastTaken);
                }
            }
        } finally {
            queue.close();
            output.close();
        }
    }

    /**
     * What came while FFmpeg looked at the stream, or what a server has kept for its viewers, comes all at once: whether that
     * has ended, so that the last picture is one that came just now.
     */
    private boolean catchesUp() {
        return packets.hasWaited()
                || queue.bytes() > CopyQueue.MOST_BYTES / 2
                || (firstVideo != Long.MIN_VALUE && lastVideo - firstVideo > MOST_BACKLOG);
    }

    /** @return whether the input has ended and cannot go back */
    private boolean step()
            throws SourceException, FfmpegException, NotCopiedException, SourceClosedException, InterruptedException {
        NativePacket packet = NativePacket.empty();
        boolean kept = false;
        try {
            life.requireOpen();
            int result = packets.read(packet.avPacket());
            if (result == AVERROR_EOF()) {
                return end();
            }
            if (result == AVERROR_EAGAIN()) {
                caughtUp = true;
                life.gate().sleepMillis(POLL_MILLIS);
            } else {
                Ffmpeg.check(result, "reading");
                Optional<String> change = watch.change(packet.avPacket().stream_index(), System.nanoTime());
                if (change.isPresent()) {
                    throw life.failure(change.get(), null);
                }
                kept = take(packet);
            }
        } finally {
            if (!kept) {
                packet.close();
            }
        }
        if (queue.bytes() > CopyQueue.MOST_BYTES) {
            throw life.failure(CopyQueue.FULL, null);
        }
        if (System.nanoTime() - lastPictureNanos > life.silence().toNanos()) {
            throw life.failure("no picture for " + life.silenceText(), null);
        }
        return false;
    }

    /**
     * Packets of other tracks come too, whatever they are set to: FFmpeg kept them while it looked at the stream, or has found
     * their track since then. A file may hide some, which a decoder needs that is not to show them (edit list): no other
     * container can say so. Sound needs none of these.
     */
    private boolean take(NativePacket packet)
            throws FfmpegException, NotCopiedException, SourceClosedException, InterruptedException {
        int index = packet.avPacket().stream_index();
        boolean hidden = (packet.avPacket().flags() & AV_PKT_FLAG_DISCARD) != 0;
        if (hidden && index == videoIndex) {
            throw new NotCopiedException(
                    life.shown(),
                    "pictures were cut off it that are still in it (edit list), and players would show them");
        }
        return index == videoIndex ? video(packet) : index == audioIndex && !hidden && audio(packet);
    }

    private boolean end() throws SourceException, SourceClosedException {
        life.requireOpen();
        if (manner != FfmpegSource.Manner.REPEATED) {
            throw life.failure("the stream ended", null);
        }
        if (lastVideo == Long.MIN_VALUE) {
            throw life.failure("it has no picture with a time", null);
        }
        long length = Math.max(videoTimes.length(), audioTimes.length());
        videoTimes.shift(length);
        audioTimes.shift(length);
        return !reader.rewind();
    }

    private boolean video(NativePacket packet)
            throws FfmpegException, NotCopiedException, SourceClosedException, InterruptedException {
        AVPacket av = packet.avPacket();
        lastPictureNanos = System.nanoTime();
        Optional<byte[]> header = PacketHeader.takeParameters(av);
        CopyTimes.Placing placing = videoTimes.place(av);
        if (placing == CopyTimes.Placing.UNKNOWN) {
            untimed++;
            if (untimed > UNTIMED) {
                throw new NotCopiedException(life.shown(), "its pictures come without timestamps");
            }
            return false;
        }
        if (placing == CopyTimes.Placing.JUMPED || header.isPresent()) {
            handOn(true);
        }
        if (placing == CopyTimes.Placing.JUMPED) {
            output.interrupt();
            packets.forget();
            audioTimes.forget();
            lastAudio = Long.MIN_VALUE;
        }
        header.ifPresent(output::videoHeader);
        lastVideo = videoTimes.micros(av.dts());
        firstVideo = firstVideo == Long.MIN_VALUE ? lastVideo : firstVideo;
        queue.add(new CopyQueue.Entry(packet, true, lastVideo));
        return true;
    }

    private boolean audio(NativePacket packet)
            throws FfmpegException, NotCopiedException, SourceClosedException, InterruptedException {
        AVPacket av = packet.avPacket();
        Optional<ByteBuffer> configuration = PacketHeader.takeConfiguration(av);
        configuration.ifPresent(told -> audioTimes.expect(AacConfiguration.framesPerSecond(told)));
        CopyTimes.Placing placing = audioTimes.place(av);
        long micros = audioTimes.micros(av.dts());
        boolean unknown = placing == CopyTimes.Placing.UNKNOWN || lastVideo == Long.MIN_VALUE;
        if (unknown || stray.isStray(micros, lastVideo) || av.size() == 0) {
            audioTimes.forget();
            if (stray.takeLong(lastVideo)) {
                sink.trouble(StraySound.WORDS);
            }
            return false;
        }
        if (micros <= lastAudio) {
            if (lastAudio - micros < OVERLAP) {
                return false;
            }
            handOn(true);
            output.interrupt();
        }
        lastAudio = micros;
        output.soundIsThere(configuration);
        queue.add(new CopyQueue.Entry(packet, false, micros));
        return true;
    }

    /** @return whether there was a picture */
    private boolean handOn(boolean all)
            throws FfmpegException, NotCopiedException, SourceClosedException, InterruptedException {
        boolean picture = false;
        for (CopyQueue.Entry next = queue.poll(all); next != null; next = queue.poll(all)) {
            output.take(next, lastVideo);
            if (next.isVideo()) {
                picture = true;
                lastTaken = next.micros();
            }
        }
        return picture;
    }

    /** Frames a second of AAC. */
    private static double audioFrames(AVStream stream) {
        int samples = stream.codecpar().frame_size();
        return stream.codecpar().sample_rate() / (samples > 0 ? samples : 1024.0);
    }
}
