package dev.ringcast.source;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;

import dev.ringcast.ffmpeg.Ffmpeg;
import dev.ringcast.ffmpeg.FfmpegException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/** A source that FFmpeg demuxes and decodes, all of it in the thread that calls {@link #run}. */
final class FfmpegSource implements MediaSource {
    /** How the input is played. */
    enum Manner {
        /** In its own time, once. */
        AS_IT_COMES,
        /** Held back to real time, once; or in its own time, where it turns out to be sent while it is made. */
        SLOWED,
        /** Again and again without a seam. */
        REPEATED
    }

    /** How long a device that has nothing yet is left alone. */
    private static final long POLL_MILLIS = 2;

    private final InputLife life;
    private final Pacing pacing;
    private final Manner manner;

    FfmpegSource(InputLife.InputFinder finder, String shown, Pacing pacing, Manner manner, Duration silence) {
        this.life = new InputLife(finder, shown, silence);
        this.pacing = pacing;
        this.manner = manner;
    }

    @Override
    public Pacing pacing() {
        return pacing;
    }

    @Override
    public void run(SourceSink sink) throws SourceException {
        life.<RuntimeException>run(inputs -> {
            Delivery delivery = new Delivery(sink, life.gate(), manner == Manner.SLOWED);
            do {
                play(inputs, delivery);
                // Only what cannot go back to its beginning gets here: it is opened anew.
                delivery.repeat();
            } while (manner == Manner.REPEATED);
            throw life.failure("the stream ended", null);
        });
    }

    @Override
    public Duration stillFor(long nanoTime) {
        return life.stillFor(nanoTime);
    }

    @Override
    public void close() {
        life.close();
    }

    /** Opens the inputs and plays them to the end of one of them. */
    private void play(List<Input> inputs, Delivery delivery)
            throws SourceException, FfmpegException, SourceClosedException, InterruptedException {
        AVPacket packet = av_packet_alloc();
        if (packet == null) {
            throw FfmpegException.outOfMemory("av_packet_alloc");
        }
        try (OpenInputs open =
                OpenInputs.open(inputs, life.interruption(), life.silence(), pacing == Pacing.LIVE, delivery)) {
            if (open.isEmpty()) {
                throw life.failure("has no picture and no sound that could be decoded", null);
            }
            delivery.begin();
            boolean ended = false;
            while (!ended) {
                ended = step(open, packet, delivery);
            }
        } finally {
            av_packet_free(packet);
        }
    }

    /** @return whether an input has ended and cannot go back */
    private boolean step(OpenInputs open, AVPacket packet, Delivery delivery)
            throws SourceException, FfmpegException, SourceClosedException, InterruptedException {
        boolean idle = true;
        for (OpenInput input : open.list()) {
            life.requireOpen();
            int result = input.read(packet);
            if (result == AVERROR_EOF()) {
                return end(open, delivery);
            }
            if (result != AVERROR_EAGAIN()) {
                Ffmpeg.check(result, "reading");
                idle = false;
                try {
                    Optional<String> change = input.change(packet);
                    // A file would begin from its beginning.
                    if (pacing == Pacing.LIVE && change.isPresent()) {
                        throw life.failure(change.get(), null);
                    }
                    input.decode(packet);
                } finally {
                    av_packet_unref(packet);
                }
            }
        }
        if (delivery.isSilentFor(life.silence())) {
            throw life.failure(silent(open.corrupted()), null);
        }
        if (pacing == Pacing.LIVE && delivery.isPictureStalledFor(life.silence())) {
            throw life.failure("no picture for " + life.silenceText(), null);
        }
        if (idle) {
            life.gate().sleepMillis(POLL_MILLIS);
        }
        return false;
    }

    private boolean end(OpenInputs open, Delivery delivery)
            throws SourceException, FfmpegException, SourceClosedException, InterruptedException {
        life.requireOpen();
        open.rewindTracks();
        if (manner != Manner.REPEATED) {
            throw life.failure("the stream ended", null);
        }
        if (!delivery.isAnythingDelivered()) {
            throw life.failure("nothing in it could be decoded (" + open.corrupted() + " packets are damaged)", null);
        }
        if (!open.rewind()) {
            return true;
        }
        delivery.repeat();
        return false;
    }

    private String silent(long corrupted) {
        return corrupted == 0
                ? "no data for " + life.silenceText()
                : "nothing could be decoded for " + life.silenceText() + " (" + corrupted + " packets are damaged)";
    }
}
