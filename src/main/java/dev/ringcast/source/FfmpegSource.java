package dev.ringcast.source;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;

import dev.ringcast.ffmpeg.Ffmpeg;
import dev.ringcast.ffmpeg.FfmpegException;
import dev.ringcast.ffmpeg.Interruption;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.jspecify.annotations.Nullable;

/** A source that FFmpeg demuxes and decodes, all of it in the thread that calls {@link #run}. */
final class FfmpegSource implements MediaSource {
    /** How the input is played. */
    enum Manner {
        /** In its own time, once. */
        AS_IT_COMES,
        /** Held back to real time, once. */
        SLOWED,
        /** Again and again without a seam. */
        REPEATED
    }

    /** Finds out what to open, which may need a search for a camera or a host; waits within the gate. */
    interface InputFinder {
        List<Input> find(Gate gate) throws SourceException, SourceClosedException, InterruptedException;
    }

    /** How long a device that has nothing yet is left alone. */
    private static final long POLL_MILLIS = 2;

    private static final int BROKEN = -5;

    private final InputFinder finder;
    private final String shown;
    private final Pacing pacing;
    private final Manner manner;
    private final Duration silence;
    private final Gate gate = new Gate();
    private final Interruption interruption = new Interruption();

    FfmpegSource(InputFinder finder, String shown, Pacing pacing, Manner manner, Duration silence) {
        this.finder = finder;
        this.shown = shown;
        this.pacing = pacing;
        this.manner = manner;
        this.silence = silence;
    }

    @Override
    public Pacing pacing() {
        return pacing;
    }

    @Override
    public void run(SourceSink sink) throws SourceException {
        if (gate.isClosed()) {
            return;
        }
        try {
            List<Input> inputs = finder.find(gate);
            Delivery delivery = new Delivery(sink, gate, manner == Manner.SLOWED);
            do {
                play(inputs, delivery);
                // Only what cannot go back to its beginning gets here: it is opened anew.
                delivery.repeat();
            } while (manner == Manner.REPEATED);
            throw failure("the stream ended", null);
        } catch (SourceClosedException e) {
            // What was asked for.
            return;
        } catch (FfmpegException e) {
            if (!gate.isClosed()) {
                throw failure(reason(e), e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure("its thread was interrupted", e);
        } finally {
            interruption.close();
        }
    }

    @Override
    public void close() {
        interruption.interrupt();
        gate.close();
    }

    /** Opens the inputs and plays them to the end of one of them. */
    private void play(List<Input> inputs, Delivery delivery)
            throws SourceException, FfmpegException, SourceClosedException, InterruptedException {
        AVPacket packet = av_packet_alloc();
        if (packet == null) {
            throw FfmpegException.outOfMemory("av_packet_alloc");
        }
        try (OpenInputs open = OpenInputs.open(inputs, interruption, silence, pacing == Pacing.LIVE, delivery)) {
            if (open.isEmpty()) {
                throw failure("has no picture and no sound that could be decoded", null);
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
            if (gate.isClosed()) {
                throw new SourceClosedException();
            }
            interruption.expireIn(silence);
            int result = input.read(packet);
            if (result == AVERROR_EOF()) {
                return end(open, delivery);
            }
            if (result != AVERROR_EAGAIN()) {
                Ffmpeg.check(result, "reading");
                idle = false;
                try {
                    input.decode(packet);
                } finally {
                    av_packet_unref(packet);
                }
            }
        }
        if (delivery.isSilentFor(silence)) {
            throw failure(silent(open.corrupted()), null);
        }
        if (pacing == Pacing.LIVE && delivery.isPictureStalledFor(silence)) {
            throw failure("no picture for " + seconds(silence), null);
        }
        if (idle) {
            gate.sleepMillis(POLL_MILLIS);
        }
        return false;
    }

    private boolean end(OpenInputs open, Delivery delivery)
            throws SourceException, FfmpegException, SourceClosedException, InterruptedException {
        if (gate.isClosed()) {
            throw new SourceClosedException();
        }
        open.rewindTracks();
        if (manner != Manner.REPEATED) {
            throw failure("the stream ended", null);
        }
        if (!delivery.isAnythingDelivered()) {
            throw failure("nothing in it could be decoded (" + open.corrupted() + " packets are damaged)", null);
        }
        if (!open.rewind()) {
            return true;
        }
        delivery.repeat();
        return false;
    }

    private String silent(long corrupted) {
        return corrupted == 0
                ? "no data for " + seconds(silence)
                : "nothing could be decoded for " + seconds(silence) + " (" + corrupted + " packets are damaged)";
    }

    private String reason(FfmpegException e) {
        if (interruption.isExpired()) {
            return "no data for " + seconds(silence);
        }
        return e.code() == BROKEN ? text(e) + " (the sender has gone or the connection broke)" : text(e);
    }

    private static String text(FfmpegException e) {
        String message = e.getMessage();
        return message == null ? "unknown error" : message;
    }

    private SourceException failure(String reason, @Nullable Exception cause) {
        return new SourceException(shown, reason, cause);
    }

    private static String seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString() + " s";
    }
}
