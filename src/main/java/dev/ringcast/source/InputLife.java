package dev.ringcast.source;

import dev.ringcast.ffmpeg.FfmpegException;
import dev.ringcast.ffmpeg.Interruption;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The life of a source that FFmpeg demuxes: what to open, its deadlines, how it is ended from outside, and in which words
 * it fails.
 */
final class InputLife {
    /** Finds out what to open, which may need a search for a camera or a host; waits within the gate. */
    interface InputFinder extends AutoCloseable {
        List<Input> find(Gate gate) throws SourceException, SourceClosedException, InterruptedException;

        /** What it knows of why reading failed; it goes into the message. */
        default Optional<String> trouble() {
            return Optional.empty();
        }

        /** Lets go of what reading the inputs needs. */
        @Override
        default void close() {}
    }

    /** What is done with the inputs. */
    interface Work<E extends Exception> {
        void run(List<Input> inputs)
                throws E, SourceException, FfmpegException, SourceClosedException, InterruptedException;
    }

    private static final int BROKEN = -5;

    private final InputFinder finder;
    private final String shown;
    private final Duration silence;
    private final Gate gate = new Gate();
    private final Interruption interruption = new Interruption();

    /** @param shown the source's address as it may be shown */
    InputLife(InputFinder finder, String shown, Duration silence) {
        this.finder = finder;
        this.shown = shown;
        this.silence = silence;
    }

    /** Works until it is closed or fails; called once. */
    <E extends Exception> void run(Work<E> work) throws E, SourceException {
        if (gate.isClosed()) {
            return;
        }
        try {
            work.run(finder.find(gate));
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
            finder.close();
            interruption.close();
        }
    }

    /** Ends {@link #run}. Any thread, any number of times. */
    void close() {
        interruption.interrupt();
        gate.close();
    }

    /**
     * How long FFmpeg has not come back to the thread of {@link #run}, over what it may take to read. Every call of its is
     * between two that read or a wait in the gate. Any thread.
     */
    Duration stillFor(long nanoTime) {
        Duration overdue = Duration.ofNanos(Math.max(0, nanoTime - interruption.dueNanos()));
        Duration sinceWait = gate.sinceWait(nanoTime);
        return overdue.compareTo(sinceWait) < 0 ? overdue : sinceWait;
    }

    Gate gate() {
        return gate;
    }

    Interruption interruption() {
        return interruption;
    }

    /** How long it may be silent. */
    Duration silence() {
        return silence;
    }

    /** The address as it may be shown. */
    String shown() {
        return shown;
    }

    void requireOpen() throws SourceClosedException {
        if (gate.isClosed()) {
            throw new SourceClosedException();
        }
    }

    SourceException failure(String reason, @Nullable Exception cause) {
        String told = finder.trouble().map(trouble -> reason + "; " + trouble).orElse(reason);
        return new SourceException(shown, told, cause);
    }

    /** The silence in words. */
    String silenceText() {
        return BigDecimal.valueOf(silence.toMillis(), 3).stripTrailingZeros().toPlainString() + " s";
    }

    private String reason(FfmpegException e) {
        if (interruption.isExpired()) {
            return "no data for " + silenceText();
        }
        return e.code() == BROKEN ? text(e) + " (the sender has gone or the connection broke)" : text(e);
    }

    private static String text(FfmpegException e) {
        String message = e.getMessage();
        return message == null ? "unknown error" : message;
    }
}
