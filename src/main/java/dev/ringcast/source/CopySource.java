package dev.ringcast.source;

import dev.ringcast.ffmpeg.FfmpegException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.bytedeco.ffmpeg.avformat.AVStream;

/**
 * One attempt at a source whose packets are served as they are: made, run once, closed. Like a {@link MediaSource} it
 * never retries.
 */
public final class CopySource implements AutoCloseable {
    private final InputLife life;
    private final FfmpegSource.Manner manner;
    private final boolean rests;

    /** @param rests whether, if it comes in its own time, it loses nothing when it is not read for a third of a second */
    CopySource(
            InputLife.InputFinder finder, String shown, FfmpegSource.Manner manner, boolean rests, Duration silence) {
        this.life = new InputLife(finder, shown, silence);
        this.manner = manner;
        this.rests = rests;
    }

    /**
     * Opens the source and delivers until it is closed, in the thread that calls.
     *
     * @throws SourceException as {@link MediaSource#run} does
     * @throws NotCopiedException if it works but cannot be served as it is
     */
    public void run(CopySink sink) throws SourceException, NotCopiedException {
        life.<NotCopiedException>run(inputs -> {
            do {
                play(inputs, sink);
                // Only what cannot go back to its beginning gets here: it is opened anew.
            } while (manner == FfmpegSource.Manner.REPEATED);
            throw life.failure("the stream ended", null);
        });
    }

    /** As {@link MediaSource#stillFor}. */
    public Duration stillFor(long nanoTime) {
        return life.stillFor(nanoTime);
    }

    /** Ends {@link #run} within a second. Any thread, any number of times. */
    @Override
    public void close() {
        life.close();
    }

    private void play(List<Input> inputs, CopySink sink)
            throws SourceException, FfmpegException, NotCopiedException, SourceClosedException, InterruptedException {
        try (InputReader reader = InputReader.open(inputs.get(0), life.interruption(), life.silence())) {
            Optional<AVStream> audio = CopyFit.sound(reader.audio());
            Optional<String> objection = CopyFit.objection(reader.video(), audio);
            if (objection.isPresent()) {
                throw new NotCopiedException(life.shown(), objection.get());
            }
            boolean live = manner == FfmpegSource.Manner.SLOWED && !reader.isStored();
            FfmpegSource.Manner found = live ? FfmpegSource.Manner.AS_IT_COMES : manner;
            boolean mayRest = rests && found == FfmpegSource.Manner.AS_IT_COMES;
            new CopyReading(reader, reader.video().orElseThrow(), audio, life, found, mayRest, sink).run();
        }
    }
}
