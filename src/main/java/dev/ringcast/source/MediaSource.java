package dev.ringcast.source;

import java.time.Duration;

/**
 * One attempt at a source: made, run once, closed. Whoever wants another attempt makes a new one.
 *
 * <p>A source never retries and never swallows an error: only the channel's supervisor decides what happens next.
 */
public interface MediaSource extends AutoCloseable {
    /** Who keeps the time of this source. */
    Pacing pacing();

    /**
     * Opens the source and delivers until it is closed. Blocks; called once, by the thread that owns all its native
     * objects.
     *
     * @throws SourceException if it cannot be opened, fails, ends, or stays silent past its deadline; the message names
     *     the source (redacted) and the reason
     */
    void run(SourceSink sink) throws SourceException;

    /**
     * How long its thread has been in native code without a sign of life, over what a call may take. It counts while {@link
     * #run} is on. Any thread.
     */
    default Duration stillFor(long nanoTime) {
        return Duration.ZERO;
    }

    /**
     * Ends {@link #run}, which then returns within one second from whatever it was doing. Any thread, any time, any
     * number of times; also before {@code run}, which then returns at once.
     */
    @Override
    void close();
}
