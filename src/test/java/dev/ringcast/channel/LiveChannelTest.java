package dev.ringcast.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.ffmpeg.NativeRuntime;
import dev.ringcast.media.MediaSegment;
import dev.ringcast.media.Packaging;
import dev.ringcast.testing.Await;
import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a channel tells of itself and does as it is told. One channel of the test card runs for all tests. */
@Tag("alone")
class LiveChannelTest {
    private static final int SEGMENTS = 3;

    private static LiveChannel channel;
    private static List<MediaSegment> segments = List.of();

    @BeforeAll
    static void run() throws Exception {
        NativeRuntime.load();
        channel = TestCardChannel.idle();
        channel.start();
        segments = TestCardChannel.segments(channel, SEGMENTS);
    }

    @AfterAll
    static void stop() {
        channel.stop();
        assertThat(channel.status().state()).isInstanceOf(ChannelState.Stopped.class);
        assertThat(new String(
                        channel.stream(TestCardChannel.HEIGHT + "p", Packaging.TS)
                                .flatMap(RenditionStream::playlist)
                                .orElseThrow()
                                .form(false)
                                .plain()
                                .toByteArray(),
                        java.nio.charset.StandardCharsets.UTF_8))
                .endsWith("#EXT-X-ENDLIST\n");
    }

    /** Of the run that is on: another test may have begun one. */
    @Test
    void figures_whileItRuns_tellWhatHasHappened() {
        ChannelFigures figures = Await.value("a segment of this run", Duration.ofSeconds(60), () -> {
            ChannelFigures now = channel.figures();
            long segmentsOfRun = now.segmentLateness().count();
            // Parts of two packagings are published together, and so counted once. The segment is read a moment later.
            boolean fits = now.partLateness().count() >= 3 * segmentsOfRun - 1
                    && now.partLateness().count() <= 3 * segmentsOfRun + 2;
            return segmentsOfRun > 0 && fits ? Optional.of(now) : Optional.empty();
        });

        assertThat(figures.encodeTime().count()).isPositive();
        assertThat(figures.encodeTime().sumSeconds()).isPositive();
        assertThat(figures.heldSegments()).isGreaterThanOrEqualTo(2 * SEGMENTS);
        assertThat(figures.restarts()).containsOnlyKeys(ChannelFigures.RestartReason.values());
        assertThat(figures.waiting()).isZero();
    }

    @Test
    void health_whileItRuns_isGood() {
        Await.until(
                "a part of this run",
                Duration.ofSeconds(60),
                () -> channel.health().delivers());
        assertThat(channel.health().stuck()).isFalse();
        assertThat(channel.health().mostSincePart()).isEqualTo(Duration.ofMillis(1500));
    }

    @Test
    void health_beforeItIsStarted_isNotWanted() {
        LiveChannel idle = TestCardChannel.idle();

        assertThat(idle.health().wanted()).isFalse();
        assertThat(idle.health().delivers()).isFalse();
        assertThat(idle.health().stuck()).isFalse();
        assertThat(idle.health().sincePart()).isEmpty();
    }

    @Test
    void poster_runningChannel_isAPictureOfItsSize() throws Exception {
        BufferedImage poster = ImageIO.read(channel.poster().orElseThrow().asInputStream());
        assertThat(poster.getWidth()).isEqualTo(TestCardChannel.WIDTH);
        assertThat(poster.getHeight()).isEqualTo(TestCardChannel.HEIGHT);
    }

    @Test
    void restart_runningChannel_goesOnWithADiscontinuityAndANewRun() {
        long last = channel.snapshot().lastSequence();
        String run = segments.get(0).run();
        channel.restart();
        MediaSegment after = Await.value(
                "a segment of the new run",
                Duration.ofSeconds(20),
                () -> channel.snapshot().segments().stream()
                        .filter(segment -> !segment.run().equals(run))
                        .findFirst());
        assertThat(after.discontinuity()).isTrue();
        assertThat(after.sequence()).isBetween(last + 1, last + 3);
        assertThat(channel.status().restarts()).isEqualTo(1);
    }

    @Test
    void status_runningChannel_hasFigures() {
        ChannelStatus status = Await.value("figures of this run", Duration.ofSeconds(60), () -> {
            ChannelStatus now = channel.status();
            return now.input().frameRate() > 0
                            && now.output().frameRate() > 0
                            && now.output().bitsPerSecond() > 0
                    ? Optional.of(now)
                    : Optional.empty();
        });
        assertThat(status.state()).isInstanceOf(ChannelState.Live.class);
        assertThat(status.output().frames()).isPositive();
        assertThat(status.output().bitsPerSecond()).isBetween(200_000L, 1_200_000L);
        assertThat(status.memoryBytes()).isPositive();
        assertThat(status.problems()).isEmpty();
    }

    @Test
    void slate_sourceThatCannotBeReached_isShownThroughTheSameEncoder() throws Exception {
        LiveChannel away =
                TestCardChannel.of(Map.of("source", "http://127.0.0.1:9/nothing.ts", "slate.after", "500ms"));
        away.start();
        try {
            Await.until("the slate", Duration.ofSeconds(20), () -> away.status().state() instanceof ChannelState.Slate);
            Await.until(
                    "two segments of it",
                    Duration.ofSeconds(20),
                    () -> away.snapshot().segments().size() > 1);
            assertThat(away.snapshot().segments()).noneMatch(MediaSegment::discontinuity);
            assertThat(away.status().problems()).isNotEmpty();
            assertThat(away.status().state().toString()).contains("127.0.0.1");
        } finally {
            away.stop();
        }
    }
}
