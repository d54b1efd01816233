package dev.ringcast.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringcast.config.ConfigLoader;
import dev.ringcast.config.ServerConfig;
import dev.ringcast.ffmpeg.NativeRuntime;
import dev.ringcast.media.MediaBytes;
import dev.ringcast.media.MediaSegment;
import dev.ringcast.media.Packaging;
import dev.ringcast.media.PartialSegment;
import dev.ringcast.ring.RingRoom;
import dev.ringcast.testing.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run whose last muxer fails where those before it have cut: all playlists have the same all the same (L27). */
@Tag("alone")
class FailingMuxerTest {
    private static final Path MEDIA = Path.of("src/test/resources/media").toAbsolutePath();

    private static final Map<String, String> ENCODED =
            Map.of("ringcast.channel.a.source", "pattern:", "ringcast.channel.a.ladder", "144p, audio");

    private static final Map<String, String> COPIED = Map.of(
            "ringcast.channel.a.source", "file:h264-aac.mp4",
            "ringcast.channel.a.encode", "never",
            "ringcast.channel.a.gop", "10s");

    private final Problems problems = new Problems("a", InstantSource.system());

    @BeforeAll
    static void load() throws Exception {
        NativeRuntime.load();
    }

    private static ChannelPlan plan(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of(
                "ringcast.media.folder", MEDIA.toString(),
                "ringcast.channel.a.video.size", "320x180",
                "ringcast.channel.a.video.fps", "25",
                "ringcast.channel.a.video.preset", "ultrafast",
                "ringcast.channel.a.segment", "1s",
                "ringcast.channel.a.part", "200ms",
                "ringcast.channel.a.window", "60s"));
        all.putAll(settings);
        ServerConfig config = ConfigLoader.load(all, Map.of(), path -> Optional.empty());
        assertThat(config.problems()).isEmpty();
        return ChannelPlan.of(config.channels().get(0), config.mediaFolder());
    }

    private static ChannelOutput output(ChannelPlan plan) {
        return new ChannelOutput(
                plan, InstantSource.system(), new SteadyClock(InstantSource.system(), System::nanoTime));
    }

    private ChannelRun run(ChannelPlan plan, RunOutput output, boolean copies) {
        return copies
                ? new CopyRun(plan, output, problems, () -> {}, new ChannelState.Starting(Instant.now()))
                : new EncodingRun(plan, RunId.next(), "", output, problems, () -> {});
    }

    /** As the two ends of the pipe to a capture process do it. */
    private static RunOutput piped(ChannelPlan plan, ChannelOutput output) {
        IsolatedOutput parent = new IsolatedOutput(output, new GapFiller(plan, output, System::nanoTime));
        return new PipedOutput(plan, news -> {
            if (news instanceof CaptureNews.Media media) {
                parent.write(media.writes());
            }
        });
    }

    @ParameterizedTest
    @CsvSource({
        "false, false, 1",
        "false, false, 4",
        "false, true, 1",
        "false, true, 4",
        "true, false, 1",
        "true, false, 4",
        "true, true, 1",
        "true, true, 4"
    })
    void L27_muxerThatFails_leavesTheSameInAllPlaylists(boolean copies, boolean isolated, int failing) {
        ChannelPlan plan = plan(copies ? COPIED : ENCODED);
        ChannelOutput output = output(plan);
        RunOutput whole = isolated ? piped(plan, output) : new CollectedOutput(output);

        ChannelRun run = run(plan, new Failing(whole, failing), copies);
        assertThatThrownBy(run::run).hasMessage("the muxer fails, for the test");
        output.endRun();

        List<Integer> parts = failing == 1 ? List.of() : List.of(failing - 1);
        assertThat(output.all()).hasSize(copies ? 2 : 4).allSatisfy(each -> {
            assertThat(each.snapshot().open()).isEmpty();
            assertThat(each.snapshot().segments())
                    .extracting(segment -> segment.parts().size())
                    .isEqualTo(parts);
            assertThat(each.snapshot().segments())
                    .extracting(MediaSegment::sequence)
                    .isEqualTo(output.all().get(0).snapshot().segments().stream()
                            .map(MediaSegment::sequence)
                            .toList());
        });
    }

    @Test
    void runThatIsToldToEnd_publishesWhatItHas() throws Exception {
        ChannelPlan plan = plan(ENCODED);
        ChannelOutput output = output(plan);
        ChannelRun run = run(plan, new CollectedOutput(output), false);
        CompletableFuture<Void> running = CompletableFuture.runAsync(() -> {
            try {
                run.run();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        Await.until(
                "two parts",
                Duration.ofSeconds(60),
                () -> output.all().get(0).position().openParts() >= 2);
        run.close();
        running.get(60, TimeUnit.SECONDS);

        assertThat(output.all()).allSatisfy(each -> {
            assertThat(each.snapshot().open()).isEmpty();
            assertThat(each.snapshot().segments()).isNotEmpty();
        });
    }

    /** An output whose last stream refuses one of its parts, as a muxer does that fails while it cuts. */
    private static final class Failing implements RunOutput {
        private final RunOutput to;
        private final List<RunOutput.Stream> streams;

        Failing(RunOutput to, int failing) {
            this.to = to;
            this.streams = new ArrayList<>(to.all());
            streams.set(streams.size() - 1, new FailingStream(streams.get(streams.size() - 1), failing));
        }

        @Override
        public List<RunOutput.Stream> all() {
            return streams;
        }

        @Override
        public void restore() {
            to.restore();
        }

        @Override
        public Optional<Instant> end() {
            return to.end();
        }

        @Override
        public Instant begin(Instant now) {
            return to.begin(now);
        }

        @Override
        public void withdraw(String rendition) {
            to.withdraw(rendition);
        }

        @Override
        public void publish() {
            to.publish();
        }

        @Override
        public RingRoom room() {
            return to.room();
        }
    }

    private static final class FailingStream implements RunOutput.Stream {
        private final RunOutput.Stream to;
        private final int failing;
        private int parts;

        FailingStream(RunOutput.Stream to, int failing) {
            this.to = to;
            this.failing = failing;
        }

        @Override
        public String rendition() {
            return to.rendition();
        }

        @Override
        public Packaging packaging() {
            return to.packaging();
        }

        @Override
        public void beginSegment(String run, MediaBytes init, Instant programDateTime) {
            to.beginSegment(run, init, programDateTime);
        }

        @Override
        public void appendPart(PartialSegment part) {
            parts++;
            if (parts == failing) {
                throw new IllegalStateException("the muxer fails, for the test");
            }
            to.appendPart(part);
        }

        @Override
        public void endSegment() {
            to.endSegment();
        }
    }
}
