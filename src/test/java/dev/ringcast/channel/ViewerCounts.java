package dev.ringcast.channel;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/** Makes viewer counts for the tests of other packages. */
public final class ViewerCounts {
    private ViewerCounts() {}

    /** Reports by the clock of the machine. */
    public static ViewerReports reports() {
        return new ViewerReports(System::nanoTime);
    }

    /** Figures of a channel that has encoded one picture, in 20 ms, and published one part, 8 ms late. */
    public static ChannelFigures figures() {
        RunFigures figures = new RunFigures();
        figures.encodedIn(20_000_000);
        figures.publishedPart(8_000_000, 0);
        Problems problems = new Problems("fake", InstantSource.system());
        problems.restarted(ChannelFigures.RestartReason.SOURCE);
        return ChannelFigures.of(figures.totals(0, 0), problems.restarts(), 2, 9);
    }

    /** A viewer count that asks {@code clock} for the time once for each viewer seen. */
    public static ViewerCount by(LongSupplier clock) {
        return new ViewerCount(clock);
    }
}
