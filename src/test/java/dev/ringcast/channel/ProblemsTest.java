package dev.ringcast.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class ProblemsTest {
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    private final Problems problems = new Problems("door", InstantSource.fixed(NOW));

    @Test
    void note_differentOnes_areKeptNewestFirst() {
        problems.note("a");
        problems.note("b");
        assertThat(problems.newestFirst())
                .containsExactly(new ChannelStatus.Problem(NOW, "b"), new ChannelStatus.Problem(NOW, "a"));
    }

    @Test
    void note_theSameAgain_isCounted() {
        problems.note("a");
        problems.note("a");
        problems.note("a");
        assertThat(problems.newestFirst()).containsExactly(new ChannelStatus.Problem(NOW, "a (3 times)"));
    }

    @Test
    void note_forYears_keepsTwenty() {
        for (int i = 0; i < 1000; i++) {
            problems.note("problem " + i);
        }
        assertThat(problems.newestFirst()).hasSize(20);
    }
}
