package dev.ringcast.playlist;

import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value that is made once, when it is asked for the first time, by whoever asks; who asks meanwhile waits for it. Safe
 * for any thread.
 */
final class Lazy<T> implements Supplier<T> {
    /** Let go with all that it holds once the value is there. */
    private @Nullable Supplier<T> maker;

    private volatile @Nullable T value;

    private Lazy(Supplier<T> maker) {
        this.maker = maker;
    }

    /** What this makes; it is called again only if it throws. */
    static <T> Lazy<T> of(Supplier<T> maker) {
        return new Lazy<>(maker);
    }

    /** The value, the same each time. */
    @Override
    public T get() {
        T made = value;
        return made == null ? make() : made;
    }

    private synchronized T make() {
        T made = value;
        if (made == null) {
            made = Objects.requireNonNull(maker).get();
            value = made;
            maker = null;
        }
        return made;
    }
}
