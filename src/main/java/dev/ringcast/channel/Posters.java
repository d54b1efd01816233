package dev.ringcast.channel;

import dev.ringcast.media.MediaBytes;
import dev.ringcast.media.PartialSegment;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes a channel's posters, one at a time and of each part once. Safe for any thread. */
final class Posters {
    private static final long WAIT_MILLIS = 500;

    private final Supplier<Optional<ChannelRun>> run;
    private final ProblemSink problems;
    private final Lock lock = new ReentrantLock();
    private volatile @Nullable Known newest;

    private record Known(PartialSegment part, Optional<MediaBytes> jpeg) {}

    /**
     * @param run that decodes and encodes them, if there is one now
     * @param problems are told what cannot be made
     */
    Posters(Supplier<Optional<ChannelRun>> run, ProblemSink problems) {
        this.run = run;
        this.problems = problems;
    }

    /** The poster of a part; the one before if it is not made soon, and nothing if it cannot be made. */
    Optional<MediaBytes> of(PartialSegment part) {
        if (!isOf(part, newest) && mayMake()) {
            try {
                Known before = newest;
                if (!isOf(part, before)) {
                    newest = made(part, before);
                }
            } finally {
                lock.unlock();
            }
        }
        return Optional.ofNullable(newest).flatMap(Known::jpeg);
    }

    private static boolean isOf(PartialSegment part, @Nullable Known known) {
        return known != null && known.part.equals(part);
    }

    /** A process that hangs must not hold more than one thread: the others do not wait for long. */
    private boolean mayMake() {
        try {
            return lock.tryLock(WAIT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** What cannot be made is not tried again until there is another part. */
    private Known made(PartialSegment part, @Nullable Known before) {
        try {
            Optional<ChannelRun> current = run.get();
            Optional<MediaBytes> jpeg = current.isPresent() ? current.get().poster(part.bytes()) : Optional.empty();
            return new Known(part, jpeg.isPresent() || before == null ? jpeg : before.jpeg);
        } catch (IOException e) {
            problems.note("the poster could not be made: " + e.getMessage());
            return new Known(part, Optional.empty());
        }
    }
}
