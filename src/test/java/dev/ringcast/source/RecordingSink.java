package dev.ringcast.source;

import dev.ringcast.ffmpeg.NativeFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** Writes down what a source delivers; safe to read from another thread. */
final class RecordingSink implements SourceSink {
    /** Looks at a picture while it is there. */
    interface PictureObserver {
        void look(NativeFrame picture, long timestampMicros);
    }

    /** @param arrivedNanos when it came */
    record Picture(long micros, int width, int height, int pixelFormat, long arrivedNanos) {}

    record Sound(long micros, int samples, long arrivedNanos) {
        /** Where the next should begin. */
        long endMicros() {
            return micros + samples * 1_000_000L / SAMPLE_RATE;
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<SourceFormat> formats = new ArrayList<>();
    private final List<Picture> pictures = new ArrayList<>();
    private final List<Sound> sounds = new ArrayList<>();
    private final List<Float> left = new ArrayList<>();
    private final List<Float> right = new ArrayList<>();
    private final boolean waits;
    private final PictureObserver observer;

    RecordingSink() {
        this(false, (picture, timestamp) -> {});
    }

    /** @param waits whether it has no room: every picture waits until its thread is interrupted */
    RecordingSink(boolean waits, PictureObserver observer) {
        this.waits = waits;
        this.observer = observer;
    }

    @Override
    public void format(SourceFormat format) {
        change(() -> formats.add(format));
    }

    @Override
    public void video(NativeFrame picture, long timestampMicros) throws InterruptedException {
        try (picture) {
            observer.look(picture, timestampMicros);
            change(() -> pictures.add(new Picture(
                    timestampMicros, picture.width(), picture.height(), picture.pixelFormat(), System.nanoTime())));
        }
        if (waits) {
            lock.lockInterruptibly();
            try {
                while (true) {
                    changed.await();
                }
            } finally {
                lock.unlock();
            }
        }
    }

    @Override
    public void audio(float[] samples, int sampleCount, long timestampMicros) {
        change(() -> {
            sounds.add(new Sound(timestampMicros, sampleCount, System.nanoTime()));
            for (int i = 0; i < sampleCount; i++) {
                left.add(samples[2 * i]);
                right.add(samples[2 * i + 1]);
            }
        });
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until this holds; false if it does not within the time. */
    boolean await(Predicate<RecordingSink> condition, long millis) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        lock.lock();
        try {
            while (!condition.test(this)) {
                long leftNanos = deadline - System.nanoTime();
                if (leftNanos <= 0) {
                    return false;
                }
                changed.awaitNanos(leftNanos);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    List<SourceFormat> formats() {
        return copy(formats);
    }

    List<Picture> pictures() {
        return copy(pictures);
    }

    List<Sound> sounds() {
        return copy(sounds);
    }

    List<Float> left() {
        return copy(left);
    }

    List<Float> right() {
        return copy(right);
    }

    int pictureCount() {
        return pictures().size();
    }

    int soundCount() {
        return sounds().size();
    }

    /** The loudest sample of the left channel. */
    double leftPeak() {
        return left().stream().mapToDouble(Math::abs).max().orElse(0);
    }

    private <T> List<T> copy(List<T> list) {
        lock.lock();
        try {
            return List.copyOf(list);
        } finally {
            lock.unlock();
        }
    }
}
