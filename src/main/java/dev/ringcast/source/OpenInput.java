package dev.ringcast.source;

import dev.ringcast.ffmpeg.FfmpegException;
import dev.ringcast.ffmpeg.Interruption;
import java.time.Duration;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/** An input with the decoders of its tracks. Used by one thread. */
final class OpenInput implements AutoCloseable {
    private final InputReader reader;
    private final TrackWatch watch;
    private final Optional<VideoTrack> video;
    private final Optional<AudioTrack> audio;

    /** Where it is a file with both: what is live cannot wait. */
    private final Optional<PacketOrder> order;

    private OpenInput(
            InputReader reader,
            TrackWatch watch,
            Optional<VideoTrack> video,
            Optional<AudioTrack> audio,
            boolean live) {
        this.reader = reader;
        this.watch = watch;
        this.video = video;
        this.audio = audio;
        this.order = live || video.isEmpty() || audio.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new PacketOrder(reader.video().get(), reader.audio().get(), this::decodeNow));
    }

    static OpenInput open(Input input, Interruption interruption, Duration silence, boolean live, TrackOutput output)
            throws FfmpegException {
        InputReader reader = InputReader.open(input, interruption, silence);
        Optional<VideoTrack> video = Optional.empty();
        try {
            if (!reader.isStored()) {
                output.asItComes();
            }
            if (reader.video().isPresent()) {
                video = Optional.of(
                        new VideoTrack(reader.video().get(), live, live && reader.isUntimed(), input.polled(), output));
            }
            TrackWatch watch = new TrackWatch(reader.video(), reader.audio(), reader::isNewSound, silence);
            return new OpenInput(reader, watch, video, sound(reader, live, output), live);
        } catch (FfmpegException | RuntimeException | OutOfMemoryError e) {
            video.ifPresent(VideoTrack::close);
            reader.close();
            throw e;
        }
    }

    /** Beside a picture sound that cannot be decoded is no reason to fail. */
    private static Optional<AudioTrack> sound(InputReader reader, boolean live, TrackOutput output)
            throws FfmpegException {
        if (reader.audio().isEmpty()) {
            return Optional.empty();
        }
        boolean needed = reader.video().isEmpty();
        try {
            return Optional.of(new AudioTrack(reader.audio().get(), live, needed, output));
        } catch (FfmpegException e) {
            if (needed || e.isOutOfMemory()) {
                throw e;
            }
            output.audioFormat(AudioTrack.leftOut(reader.audio().get(), e));
            return Optional.empty();
        }
    }

    /** Whether it has neither picture nor sound. */
    boolean isEmpty() {
        return video.isEmpty() && audio.isEmpty();
    }

    /** {@code av_read_frame}: its result. */
    int read(AVPacket packet) {
        return reader.read(packet);
    }

    /** What the sender has changed such that the tracks must be looked for anew, as the packet that was just read tells. */
    Optional<String> change(AVPacket packet) {
        return watch.change(packet.stream_index(), System.nanoTime());
    }

    /** Decodes the packet, maybe later, and delivers what comes of it; packets of other tracks are left out. */
    void decode(AVPacket packet) throws FfmpegException, SourceClosedException, InterruptedException {
        if (order.isPresent()) {
            order.get().add(packet);
        } else {
            decodeNow(packet);
        }
    }

    private void decodeNow(AVPacket packet) throws FfmpegException, SourceClosedException, InterruptedException {
        if (video.isPresent() && video.get().index() == packet.stream_index()) {
            video.get().decode(packet);
        } else if (audio.isPresent() && audio.get().index() == packet.stream_index()) {
            audio.get().decode(packet);
        }
    }

    /** Delivers what is left in the decoders, and before them. */
    void rewindTracks() throws FfmpegException, SourceClosedException, InterruptedException {
        if (order.isPresent()) {
            order.get().finish();
            order.get().reset();
        }
        if (video.isPresent()) {
            video.get().rewind();
        }
        if (audio.isPresent()) {
            audio.get().rewind();
        }
    }

    /** Goes back to the beginning; false if the input cannot. */
    boolean rewind() {
        return reader.rewind();
    }

    /** Packets and frames that could not be decoded. */
    long corrupted() {
        return video.map(VideoTrack::corrupted).orElse(0L)
                + audio.map(AudioTrack::corrupted).orElse(0L);
    }

    @Override
    public void close() {
        order.ifPresent(PacketOrder::close);
        audio.ifPresent(AudioTrack::close);
        video.ifPresent(VideoTrack::close);
        reader.close();
    }
}
