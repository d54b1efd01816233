package dev.ringcast.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.config.ConfigLoader;
import dev.ringcast.config.ServerConfig;
import dev.ringcast.media.MediaSegment;
import dev.ringcast.media.Packaging;
import dev.ringcast.testing.Await;
import dev.ringcast.testing.Clips;
import dev.ringcast.testing.ProcessFault;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A channel whose capture is in a process of its own: the whole path, and what is left when that process dies. */
@Tag("paired")
class IsolatedChannelTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Executor THREADS = task -> new Thread(task).start();
    private static final Path MEDIA = Path.of("src/test/resources/media").toAbsolutePath();

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init") // each test begins with start()
    private LiveChannel channel;

    private void start(Map<String, String> settings) {
        start(MEDIA, settings);
    }

    private void start(Path media, Map<String, String> settings) {
        start(media, settings, System.getProperty("java.class.path"));
    }

    private void start(Path media, Map<String, String> settings, String classPath) {
        Map<String, String> all = new HashMap<>(Map.of(
                "ringcast.media.folder", media.toString(),
                "ringcast.channel.own.source", "pattern:",
                "ringcast.channel.own.video.size", "320x180",
                "ringcast.channel.own.video.fps", "25",
                "ringcast.channel.own.video.preset", "ultrafast",
                "ringcast.channel.own.segment", "1s",
                "ringcast.channel.own.part", "200ms",
                "ringcast.channel.own.window", "60s"));
        settings.forEach((key, value) -> all.put("ringcast.channel.own." + key, value));
        ServerConfig config = ConfigLoader.load(all, Map.of(), path -> Optional.empty());
        assertThat(config.problems()).isEmpty();
        Isolation isolation = new Isolation(classPath, Optional.empty(), folder);
        channel =
                new LiveChannel(ChannelPlan.of(config.channels().get(0), config.mediaFolder()), Optional.of(isolation));
        channel.start();
    }

    @AfterEach
    void stop() {
        channel.close();
        assertThat(processes()).isEmpty();
    }

    private static List<ProcessHandle> processes() {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info().command().orElse("").endsWith("java"))
                .toList();
    }

    private List<MediaSegment> listed(Packaging packaging) {
        return channel.stream("180p", packaging)
                .or(() -> channel.stream("source", packaging))
                .map(RenditionOutput.class::cast)
                .orElseThrow()
                .snapshot()
                .segments();
    }

    private List<MediaSegment> await(String what, Await.Check<Boolean> check) {
        Await.until(what, PATIENCE, check);
        return listed(Packaging.TS);
    }

    private static void crash() throws Exception {
        ProcessFault.signal(processes().get(0), "SEGV");
    }

    private void assertNothingGoesBack() {
        for (Packaging packaging : Packaging.values()) {
            List<MediaSegment> all = listed(packaging);
            for (int i = 1; i < all.size(); i++) {
                MediaSegment last = all.get(i - 1);
                MediaSegment next = all.get(i);
                assertThat(next.sequence()).isEqualTo(last.sequence() + 1);
                assertThat(next.discontinuity()).isEqualTo(!next.run().equals(last.run()));
                assertThat(next.programDateTime()).isAfterOrEqualTo(last.end());
            }
        }
    }

    @Test
    void process_crashed_isAnotherRun_andNothingIsLost() throws Exception {
        start(Map.of());
        List<MediaSegment> before =
                await("two segments", () -> listed(Packaging.CMAF).size() >= 2);
        // The process tells it twice a second.
        Await.until("it says that it is live", PATIENCE, () -> {
            ChannelStatus status = channel.status();
            return status.state() instanceof ChannelState.Live
                    && status.output().frames() > 0
                    && !status.input().video().isEmpty();
        });
        Await.until("a poster", PATIENCE, () -> channel.poster().isPresent());
        assertThat(processes()).hasSize(1);

        crash();
        await("a segment of another run", () -> {
            List<MediaSegment> now = listed(Packaging.TS);
            return !now.get(now.size() - 1).run().equals(before.get(0).run());
        });

        assertNothingGoesBack();
        assertThat(listed(Packaging.TS)).containsAll(before);
        List<MediaSegment> ts = listed(Packaging.TS);
        List<MediaSegment> cmaf = listed(Packaging.CMAF);
        // Another one may come between the two.
        int both = Math.min(ts.size(), cmaf.size());
        assertThat(ts.subList(0, both).stream().map(MediaSegment::sequence))
                .as("both packagings have the same numbers")
                .isEqualTo(cmaf.subList(0, both).stream()
                        .map(MediaSegment::sequence)
                        .toList());
        assertThat(channel.status().problems())
                .extracting(ChannelStatus.Problem::text)
                .anyMatch(text -> text.startsWith("the capture process ended with signal 11 (SIGSEGV)"));
        assertThat(channel.figures().restarts()).containsEntry(ChannelFigures.RestartReason.PROCESS, 1L);
    }

    /** Else those who ask for it hold a thread each, which other channels then lack. */
    @Test
    void poster_ofProcessThatStandsStill_isWaitedForByOneOnly() throws Exception {
        start(Map.of());
        await("a segment", () -> !listed(Packaging.TS).isEmpty());
        ProcessFault.signal(processes().get(0), "STOP");

        CompletableFuture<?> first = CompletableFuture.runAsync(channel::poster, THREADS);
        CompletableFuture<?> second = CompletableFuture.runAsync(channel::poster, THREADS);

        assertThat(CompletableFuture.anyOf(first, second)).succeedsWithin(Duration.ofSeconds(2));
        assertThat(first.isDone() && second.isDone()).isFalse();
    }

    /** The process has another decoder of posters here, one that never returns. */
    @Test
    void poster_thatTheDecoderNeverReturns_endsTheProcess_andHoldsNobodyMeanwhile() throws Exception {
        Path source = folder.resolve("Poster.java");
        Files.writeString(source, """
                package dev.ringcast.ffmpeg;

                public final class Poster {
                    public static dev.ringcast.media.MediaBytes jpeg(dev.ringcast.media.MediaBytes of) {
                        while (true) {
                            Thread.onSpinWait();
                        }
                    }
                }
                """);
        String classPath = System.getProperty("java.class.path");
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-cp", classPath, "-d", folder.toString(), source.toString()))
                .isZero();
        start(MEDIA, Map.of(), folder + File.pathSeparator + classPath);
        List<MediaSegment> before =
                await("a segment", () -> !listed(Packaging.TS).isEmpty());

        assertThat(channel.poster()).isEmpty();
        int parts = parts();
        await("another part", () -> parts() > parts);
        assertThat(CompletableFuture.supplyAsync(channel::poster, THREADS))
                .as("who asks while one is being made")
                .succeedsWithin(Duration.ofSeconds(2))
                .isEqualTo(Optional.empty());
        Await.until(
                "the end of the process",
                PATIENCE,
                () -> channel.status().problems().stream()
                        .anyMatch(problem -> problem.text()
                                .startsWith("the capture process was killed: its decoder of posters has stood still"
                                        + " for 15 s")));
        await("a segment of another run", () -> {
            List<MediaSegment> now = listed(Packaging.TS);
            return !now.get(now.size() - 1).run().equals(before.get(0).run());
        });
        assertThat(channel.figures().restarts()).containsEntry(ChannelFigures.RestartReason.PROCESS, 1L);
    }

    private int parts() {
        return listed(Packaging.TS).stream()
                .mapToInt(segment -> segment.parts().size())
                .sum();
    }

    @Test
    void copiedSource_isServedByTheProcess() throws Exception {
        start(Map.of("source", "file:h264-aac.mp4", "encode", "never", "gop", "10s"));
        await(
                "a segment",
                () -> !channel.status().output().video().isEmpty()
                        && !listed(Packaging.TS).isEmpty());
        assertThat(channel.status().output().video()).startsWith("copied: h264");
        Await.until("a poster", PATIENCE, () -> channel.poster().isPresent());
    }

    @Test
    void processThatCopies_crashed_isAGapAndThenAnotherRun() throws Exception {
        start(Map.of("source", "file:h264-aac.mp4", "encode", "never", "gop", "10s"));
        List<MediaSegment> before =
                await("a segment", () -> listed(Packaging.TS).size() >= 1);

        crash();
        await("a segment of another run", () -> {
            List<MediaSegment> now = listed(Packaging.TS);
            return !now.get(now.size() - 1).run().equals(before.get(0).run());
        });

        assertThat(listed(Packaging.TS)).containsAll(before).anyMatch(MediaSegment::gap);
        assertNothingGoesBack();
    }

    @Test
    void copiedSource_thatIsMoreThanMemoryHolds_endsItsRun() throws Exception {
        Clips.make(folder.resolve("heavy.mp4"), 3, 25, 0, "-g 25 -vf noise=alls=80:allf=t -b:v 10M");
        start(
                folder,
                Map.of(
                        "source", "file:heavy.mp4",
                        "encode", "never",
                        "window", "30s",
                        "video.bitrate", "100k",
                        "audio.bitrate", "32k",
                        "memory", "10M"));
        String problem = Await.value(
                "a problem",
                PATIENCE,
                () -> channel.status().problems().stream()
                        .map(ChannelStatus.Problem::text)
                        .filter(text -> text.contains("too little even for the fewest segments"))
                        .findFirst());
        assertThat(problem).startsWith("file:heavy.mp4: at its bit rate").contains("encode=always");
    }

    @Test
    void sourceThatCannotBeServed_isToldInTheSameWords() {
        start(Map.of("source", "file:mono-22050.wav", "encode", "never"));
        String problem = Await.value(
                "a problem",
                PATIENCE,
                () -> channel.status().problems().stream()
                        .map(ChannelStatus.Problem::text)
                        .findFirst());
        assertThat(problem).startsWith("file:mono-22050.wav: ").contains("encode=always");
    }
}
