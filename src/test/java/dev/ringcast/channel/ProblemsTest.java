package dev.ringcast.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.channel.ChannelFigures.RestartReason;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
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

    /** What a source that sends noise for weeks would otherwise fill list and log with. */
    @Test
    void note_theSameWithAnotherFigure_isCountedAndTheNewestIsTold() {
        problems.note("nothing could be decoded for 5 s (12 packets are damaged)");
        problems.note("nothing could be decoded for 5 s (128 packets are damaged)");
        problems.note("no keyframe for 4.35 s, and channel.door.gop is 4 s");
        problems.note("no keyframe for 4.4 s, and channel.door.gop is 4 s");
        problems.note("slower than the clock (12 % of the pictures left out)");
        problems.note("slower than the clock (9 % of the pictures left out)");
        problems.note("status 404");
        problems.note("status 503");
        assertThat(problems.newestFirst())
                .extracting(ChannelStatus.Problem::text)
                .containsExactly(
                        "status 503",
                        "status 404",
                        "slower than the clock (9 % of the pictures left out) (2 times)",
                        "no keyframe for 4.4 s, and channel.door.gop is 4 s (2 times)",
                        "nothing could be decoded for 5 s (128 packets are damaged) (2 times)");
    }

    @Test
    void note_twoInTurn_areCountedEach() {
        for (int i = 0; i < 3; i++) {
            problems.note("a");
            problems.note("b");
        }
        assertThat(problems.newestFirst())
                .containsExactly(
                        new ChannelStatus.Problem(NOW, "b (3 times)"), new ChannelStatus.Problem(NOW, "a (3 times)"));
    }

    @Test
    void note_aThousandInASecond_isOneLine() {
        List<LogRecord> lines = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(line);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger(Problems.class.getName());
        logger.addHandler(handler);
        try {
            for (int i = 0; i < 1000; i++) {
                problems.note(Failure.internal(new IllegalStateException("a defect, for the test")));
            }
        } finally {
            logger.removeHandler(handler);
        }
        assertThat(lines).singleElement().satisfies(line -> {
            assertThat(line.getMessage())
                    .contains("channel door: internal error")
                    .doesNotContain("times");
            assertThat(line.getThrown()).isInstanceOf(IllegalStateException.class);
        });
    }

    @Test
    void restarted_eachReason_isCountedAndTheOthersAreZero() {
        problems.restarted(RestartReason.SOURCE);
        problems.restarted(RestartReason.SOURCE);
        assertThat(problems.restarts())
                .containsOnlyKeys(RestartReason.values())
                .containsEntry(RestartReason.SOURCE, 2L)
                .containsEntry(RestartReason.ENCODER, 0L);
    }

    @Test
    void leftBehind_untilTheThreadEnds_isTold() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        Thread thread = new Thread(() -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.start();
        assertThat(problems.hasLeftBehind()).isFalse();
        problems.leftBehind(thread);
        assertThat(problems.hasLeftBehind()).isTrue();
        end.countDown();
        thread.join();
        assertThat(problems.hasLeftBehind()).isFalse();
    }

    @Test
    void note_forYears_keepsTwenty() {
        for (int i = 0; i < 1000; i++) {
            problems.note("problem " + i);
        }
        assertThat(problems.newestFirst()).hasSize(20);
    }
}
