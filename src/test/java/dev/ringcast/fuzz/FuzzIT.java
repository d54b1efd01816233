package dev.ringcast.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A short run of the fuzzer over each target, with a fixed seed; {@code ./mvnw -Pfuzz} is the long one. */
class FuzzIT {
    private static final int INPUTS = 1_000;
    private static final int FILMS = 50;

    /** In so few seconds code that is compiled better does not pay. */
    private static final String QUICK_TO_START = "-XX:TieredStopAtLevel=1";

    static List<FuzzTarget> targets() {
        return FuzzTarget.all();
    }

    @ParameterizedTest
    @MethodSource("targets")
    void run_shortly_findsNothing(FuzzTarget target) throws Exception {
        int inputs = target.name().equals("Media") ? FILMS : INPUTS;
        FuzzRun run = FuzzRun.of(target, QUICK_TO_START, "-seed=1", "-runs=" + inputs);
        assertThat(run.exitCode()).as(run.text()).isZero();
        assertThat(run.executions()).isGreaterThanOrEqualTo(inputs);
        assertThat(Integer.parseInt(run.coverage().get(0))).as("edges reached").isGreaterThan(10);
    }
}
