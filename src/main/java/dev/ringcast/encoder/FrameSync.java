package dev.ringcast.encoder;

import dev.ringcast.ffmpeg.NativeFrame;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Puts what a source delivers on the output's constant beat: a picture that is missing is replaced by the last one, one
 * that comes too late or too often is dropped, missing sound is silence.
 *
 * <p>One source thread calls {@link #sourceStarted}, {@link #video} and {@link #audio}; one encoding thread calls
 * {@link #picture} and {@link #sound}. Output time starts at 0 with the run.
 */
public final class FrameSync implements AutoCloseable {
    /** How far ahead of its time a paced source is read: few pictures, so that they are still in the caches. */
    private static final long AHEAD_MICROS = 150_000;

    /** How far while its sound is not there yet: containers may store it up to a second apart. */
    private static final long AHEAD_FOR_SOUND_MICROS = 1_000_000;

    private static final long AUDIO_AHEAD_MICROS = 5_000_000;
    private static final int AUDIO_SECONDS = 8;

    /** A machine that is late has none ready for a moment. */
    private static final long SOUND_ENDED_MICROS = 500_000;

    private static final long MOST_QUEUED_BYTES = 96L << 20;

    private final long frameMicros;
    private final LongSupplier outputMicros;
    private final AudioTimeline audio;
    private final Deque<Due> queue = new ArrayDeque<>();

    private SourceClock clock;
    private boolean paced;
    private boolean closed;

    /** Whether the source's thread waits until the time of what it has read has come: then nothing is missing. */
    private boolean waiting;

    /** Whether this attempt at the source has delivered a picture. */
    private boolean pictured;

    /** Had no room to wait until it is due: it is for the next beat, or it and all behind it would never be shown. */
    private @Nullable NativeFrame hurried;

    private @Nullable NativeFrame shown;
    private long lastPictureMicros = Long.MIN_VALUE;
    private long lastSoundMicros = Long.MIN_VALUE;
    private long received;
    private long late;

    private record Due(long micros, NativeFrame picture, long bytes) {}

    /**
     * @param frameMicros the beat
     * @param outputMicros the output time now, in microseconds, for any thread
     * @param sampleRate samples a second of the sound
     */
    public FrameSync(long frameMicros, LongSupplier outputMicros, int sampleRate) {
        this.frameMicros = frameMicros;
        this.outputMicros = outputMicros;
        this.audio = new AudioTimeline(sampleRate, AUDIO_SECONDS);
        this.clock = liveClock();
    }

    /**
     * A new attempt at the source begins: its clock has nothing to do with the last one's.
     *
     * @param pacedByReader whether the source waits to be read (a file) or delivers in real time (a camera)
     */
    public synchronized void sourceStarted(boolean pacedByReader) {
        paced = pacedByReader;
        clock = pacedByReader ? new SourceClock.Paced() : liveClock();
        lastSoundMicros = Long.MIN_VALUE;
        pictured = false;
        clear();
        notifyAll();
    }

    /** A picture; taken over and closed by this object. Waits for room where the source is paced. */
    public synchronized void video(NativeFrame picture, long timestampMicros) throws InterruptedException {
        long now = outputMicros.getAsLong();
        long due = clock.due(timestampMicros, now, isAmidSound(now));
        received++;
        pictured = true;
        long bytes = (long) picture.width() * picture.height() * 3 / 2;
        try {
            while (paced && !closed && isTooFarAhead(due, bytes)) {
                waiting = true;
                wait(100);
            }
        } catch (InterruptedException e) {
            picture.close();
            throw e;
        } finally {
            waiting = false;
        }
        lastPictureMicros = outputMicros.getAsLong();
        if (closed) {
            picture.close();
            return;
        }
        while (!queue.isEmpty() && queue.peekLast().micros >= due) {
            drop(queue.removeLast().picture);
        }
        while (!queue.isEmpty() && queuedBytes() + bytes > MOST_QUEUED_BYTES) {
            hurry(queue.removeFirst().picture);
        }
        queue.addLast(new Due(due, picture, bytes));
    }

    /** Sound, interleaved stereo. Waits for room where the source is paced. */
    public void audio(float[] samples, int count, long timestampMicros) throws InterruptedException {
        long due;
        synchronized (this) {
            due = clock.due(timestampMicros, outputMicros.getAsLong(), true);
            try {
                while (paced && !closed && due > outputMicros.getAsLong() + AUDIO_AHEAD_MICROS) {
                    waiting = true;
                    wait(100);
                }
            } finally {
                waiting = false;
            }
            lastSoundMicros = outputMicros.getAsLong();
        }
        audio.write(samples, count, due);
    }

    /**
     * The picture for a beat; its frame is null before the first one came and stays this object's: share it to keep it.
     * A picture a quarter of a beat early is shown rather than the last one repeated, and the newest of two that meet
     * one beat by less than that waits for the next: a source at our own rate is neither repeated nor dropped, whatever
     * its phase.
     *
     * @param beatMicros output time of the beat
     */
    public synchronized Picture picture(long beatMicros) {
        @Nullable NativeFrame fresh = hurried;
        hurried = null;
        while (!queue.isEmpty() && isDue(queue.peekFirst(), beatMicros, fresh != null)) {
            if (fresh != null) {
                drop(fresh);
            }
            fresh = queue.removeFirst().picture;
        }
        notifyAll();
        if (fresh != null) {
            if (shown != null) {
                shown.close();
            }
            shown = fresh;
        }
        return new Picture(shown, fresh != null);
    }

    /**
     * What is on a beat.
     *
     * @param frame the picture; null before the first
     * @param fresh whether it is shown for the first time
     */
    public record Picture(@Nullable NativeFrame frame, boolean fresh) {}

    /** The next {@code count} samples for the encoder. */
    public void sound(float[] left, float[] right, int count) {
        audio.read(left, right, count);
    }

    /**
     * Microseconds since the source last delivered a picture or, where it has none, a sound; huge before the first.
     * None while a paced source waits here.
     */
    public synchronized long silentMicros() {
        if (waiting) {
            return 0;
        }
        long last = Math.max(lastPictureMicros, lastSoundMicros);
        return last == Long.MIN_VALUE ? Long.MAX_VALUE : outputMicros.getAsLong() - last;
    }

    /**
     * Microseconds since the source last delivered a picture; huge before the first. A paced source that has pictures
     * lacks none as long as it delivers anything: a picture may stand for as long as its file says.
     */
    public synchronized long pictureSilentMicros() {
        if (paced && pictured) {
            return silentMicros();
        }
        return lastPictureMicros == Long.MIN_VALUE ? Long.MAX_VALUE : outputMicros.getAsLong() - lastPictureMicros;
    }

    /** Pictures received from the source. */
    public synchronized long received() {
        return received;
    }

    /** Pictures dropped because they came too late or too often for the beat. */
    public synchronized long late() {
        return late;
    }

    /** Releases all pictures and lets a waiting source go. */
    @Override
    public synchronized void close() {
        closed = true;
        clear();
        if (shown != null) {
            shown.close();
            shown = null;
        }
        notifyAll();
    }

    private SourceClock liveClock() {
        return new SourceClock.Live(frameMicros * 3 / 2);
    }

    private boolean isAmidSound(long now) {
        return lastSoundMicros != Long.MIN_VALUE && now - lastSoundMicros < SOUND_ENDED_MICROS + audio.aheadMicros();
    }

    private boolean isDue(Due due, long beatMicros, boolean haveOne) {
        return due.micros <= (haveOne ? beatMicros - frameMicros / 4 : beatMicros + frameMicros / 4);
    }

    private boolean isTooFarAhead(long due, long bytes) {
        boolean lacksSound = lastSoundMicros != Long.MIN_VALUE && audio.aheadMicros() < AHEAD_MICROS;
        long ahead = lacksSound ? AHEAD_FOR_SOUND_MICROS : AHEAD_MICROS;
        return due > outputMicros.getAsLong() + ahead || queuedBytes() + bytes > MOST_QUEUED_BYTES;
    }

    private long queuedBytes() {
        long sum = 0;
        for (Due due : queue) {
            sum += due.bytes;
        }
        return sum;
    }

    private void hurry(NativeFrame picture) {
        if (hurried != null) {
            drop(hurried);
        }
        hurried = picture;
    }

    private void drop(NativeFrame picture) {
        late++;
        picture.close();
    }

    private void clear() {
        queue.forEach(due -> due.picture.close());
        queue.clear();
        if (hurried != null) {
            hurried.close();
            hurried = null;
        }
    }
}
