package dev.ringcast.source;

import java.util.concurrent.TimeUnit;
import org.bytedeco.ffmpeg.avcodec.AVPacket;

/** Reads an input, and leaves it unread for a while where nobody gets anything later for it. The source's thread. */
final class RestingReader {
    private final InputReader reader;
    private final Gate gate;
    private final boolean rests;
    private final CopySink sink;
    private final ReadingRest rest = new ReadingRest();
    private long waitedNanos;

    /** @param rests whether the input may be left unread */
    RestingReader(InputReader reader, Gate gate, boolean rests, CopySink sink) {
        this.reader = reader;
        this.gate = gate;
        this.rests = rests;
        this.sink = sink;
    }

    /** {@link InputReader#read}. */
    int read(AVPacket packet) {
        long asked = System.nanoTime();
        int result = reader.read(packet);
        waitedNanos = System.nanoTime() - asked;
        return result;
    }

    /** Whether the last packet was not there yet when it was asked for. */
    boolean hasWaited() {
        return waitedNanos >= ReadingRest.WAITED;
    }

    /** After the picture with this timestamp has been handed on. */
    void rest(long micros) throws SourceClosedException, InterruptedException {
        if (rests) {
            long timestamp = TimeUnit.MICROSECONDS.toNanos(micros);
            gate.sleepUntil(rest.until(timestamp, sink.unneeded(), waitedNanos, System.nanoTime()));
        }
    }

    /** The timestamps from here on have nothing to do with those before. */
    void forget() {
        rest.forget();
    }
}
