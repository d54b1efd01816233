package dev.ringcast.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.config.ConfigLoader;
import dev.ringcast.config.ServerConfig;
import dev.ringcast.ffmpeg.NativeRuntime;
import dev.ringcast.media.Packaging;
import dev.ringcast.rules.PlaylistRuleChecker;
import dev.ringcast.rules.Violation;
import dev.ringcast.testing.Await;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A channel that is started and stopped again and again. */
@Tag("alone")
class StartStopIT {
    /** 1000 with {@code -Pfaults}. */
    private static final int STARTS = Integer.getInteger("faults.starts", 12);
    /** Code, arenas and heap have found their size after this many. */
    private static final int SETTLED = Math.max(6, STARTS / 4);

    private static final long MOST_GROWTH = 64L << 20;
    private static final Duration SOON = Duration.ofSeconds(30);

    @BeforeAll
    static void load() throws Exception {
        NativeRuntime.load();
    }

    @Test
    void startAndStop_againAndAgain_losesNoNumberNoThreadNoMemory() throws Exception {
        PlaylistRuleChecker checker = new PlaylistRuleChecker();
        List<Violation> violations = new ArrayList<>();
        long settled = 0;
        LiveChannel channel = channel();
        try {
            for (int start = 1; start <= STARTS; start++) {
                channel.start();
                Await.until(
                        "a part of start " + start,
                        SOON,
                        () -> stream(channel)
                                .playlist()
                                .filter(playlist -> playlist.position().openParts() > 0)
                                .isPresent());
                channel.stop();
                violations.addAll(checker.observe(text(channel), Instant.now()));
                if (start == SETTLED) {
                    settled = residentBytes();
                }
            }
            assertThat(channel.status().problems()).isEmpty();
        } finally {
            channel.close();
        }
        // L10, L22: a channel that is stopped says that it has ended, and takes it back when it is started.
        assertThat(violations)
                .filteredOn(violation ->
                        !violation.rule().equals("L10") && !violation.rule().equals("L22"))
                .isEmpty();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("ringcast-again-"));
        assertThat(residentBytes() - settled)
                .as("bytes that %d starts more have left behind", STARTS - SETTLED)
                .isLessThan(MOST_GROWTH);
    }

    private static LiveChannel channel() {
        ServerConfig config = ConfigLoader.load(
                Map.of(
                        "ringcast.channel.again.source", "pattern:",
                        "ringcast.channel.again.video.size", "160x90",
                        "ringcast.channel.again.video.preset", "ultrafast",
                        "ringcast.channel.again.segment", "1s",
                        "ringcast.channel.again.part", "100ms",
                        "ringcast.channel.again.window", "10s"),
                Map.of(),
                path -> Optional.empty());
        assertThat(config.problems()).isEmpty();
        return new LiveChannel(ChannelPlan.of(config.channels().get(0), config.mediaFolder()));
    }

    private static RenditionStream stream(LiveChannel channel) {
        return channel.stream("90p", Packaging.TS).orElseThrow();
    }

    private static String text(LiveChannel channel) {
        return new String(
                stream(channel).playlist().orElseThrow().form(false).plain().toByteArray(), StandardCharsets.UTF_8);
    }

    /** After a collection, without what the allocator keeps of freed memory. */
    private static long residentBytes() throws IOException {
        System.gc();
        NativeRuntime.trimMemory();
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
            }
        }
        throw new IOException("no VmRSS in /proc/self/status");
    }
}
