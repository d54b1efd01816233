package dev.ringcast.channel;

import java.util.function.LongSupplier;

/** Makes viewer counts for the tests of other packages. */
public final class ViewerCounts {
    private ViewerCounts() {}

    /** Reports by the clock of the machine. */
    public static ViewerReports reports() {
        return new ViewerReports(System::nanoTime);
    }

    /** A viewer count that asks {@code clock} for the time once for each viewer seen. */
    public static ViewerCount by(LongSupplier clock) {
        return new ViewerCount(clock);
    }
}
