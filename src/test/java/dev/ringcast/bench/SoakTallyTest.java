package dev.ringcast.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ringcast.rules.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoakTallyTest {
    private static final Violation SILENCE = new Violation("L10", "no new part");

    @TempDir
    private Path directory;

    @Test
    void broken_everyTimeIsCounted_thoughPrintedOnceInAWhile() throws IOException {
        Path log = directory.resolve("log");
        try (SoakTally tally = new SoakTally(log)) {
            tally.broken("card", "360p/ts", SILENCE);
            tally.broken("card", "360p/ts", SILENCE);
            tally.broken("card", "240p/ts", SILENCE);

            assertThat(tally.violations()).isEqualTo(3);
            assertThat(Files.readAllLines(log))
                    .hasSize(2)
                    .allSatisfy(line -> assertThat(line).contains("VIOLATION card", "L10 no new part"));
        }
    }

    @Test
    void broken_whileAChannelIsRestarted_excusesSilenceOnly() throws IOException {
        try (SoakTally tally = new SoakTally(directory.resolve("log"))) {
            tally.excuse("card", Instant.MAX);
            tally.broken("card", "360p/ts", SILENCE);
            tally.broken("sent", "180p/ts", SILENCE);
            tally.broken("card", "360p/ts", new Violation("L11", "the media sequence falls"));

            assertThat(tally.excuses()).isEqualTo(1);
            assertThat(tally.violations()).isEqualTo(2);
        }
    }

    @Test
    void broken_onceTheSoakEnds_isNothing() throws IOException {
        try (SoakTally tally = new SoakTally(directory.resolve("log"))) {
            tally.end();
            tally.broken("card", "360p/ts", SILENCE);

            assertThat(tally.violations()).isZero();
        }
    }

    @Test
    void slope_isThatOfTheLine() {
        List<Double> minutes = IntStream.range(0, 100)
                .mapToObj(minute -> 200 + 0.1 * minute + (minute % 2 == 0 ? 1 : -1))
                .toList();

        assertThat(ServerFigures.slopePerHour(minutes)).isCloseTo(6, within(0.1));
        assertThat(ServerFigures.slopePerHour(List.of(1.0))).isZero();
    }
}
