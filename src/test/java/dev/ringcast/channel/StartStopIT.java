package dev.ringcast.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.config.ConfigLoader;
import dev.ringcast.config.ServerConfig;
import dev.ringcast.ffmpeg.NativeRuntime;
import dev.ringcast.media.Packaging;
import dev.ringcast.rules.PlaylistRuleChecker;
import dev.ringcast.rules.Violation;
import dev.ringcast.testing.Await;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.ObjectName;
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
    private static final Pattern ADDRESS = Pattern.compile("0x([0-9a-f]{8,16})");
    private static final Pattern MAPPING = Pattern.compile("^([0-9a-f]+)-[0-9a-f]+ ");
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
                    settled = heldBytes();
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
        assertThat(heldBytes() - settled)
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

    /**
     * What the heap holds after a collection, and all that is resident outside of it, without what the allocator keeps of freed
     * memory. How much of the heap itself is resident is up to the collector.
     */
    private static long heldBytes() throws Exception {
        System.gc();
        NativeRuntime.trimMemory();
        Runtime runtime = Runtime.getRuntime();
        String heap = (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcHeapInfo",
                        new Object[0],
                        new String[0]);
        LongSummaryStatistics bounds = ADDRESS.matcher(heap)
                .results()
                .mapToLong(found -> Long.parseLong(found.group(1), 16))
                .summaryStatistics();
        assertThat(bounds.getCount()).as(heap).isGreaterThanOrEqualTo(2);
        long held = runtime.totalMemory() - runtime.freeMemory();
        boolean ofHeap = false;
        for (String line : Files.readAllLines(Path.of("/proc/self/smaps"))) {
            Matcher mapping = MAPPING.matcher(line);
            if (mapping.find()) {
                long begin = Long.parseUnsignedLong(mapping.group(1), 16);
                ofHeap = begin >= bounds.getMin() && begin < bounds.getMax();
            } else if (line.startsWith("Rss:") && !ofHeap) {
                held += Long.parseLong(line.replaceAll("\\D", "")) << 10;
            }
        }
        return held;
    }
}
