package dev.ringcast.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.config.ConfigLoader;
import dev.ringcast.ffmpeg.NativeRuntime;
import dev.ringcast.media.MediaSegment;
import dev.ringcast.media.Packaging;
import dev.ringcast.media.PartialSegment;
import dev.ringcast.playlist.RenderedPlaylist;
import dev.ringcast.testing.Await;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A channel with a rendition that no machine encodes in time, as x264's slowest preset takes many times the 16.7 ms that
 * there are for a picture at 720p60, and two that any machine does. It looks at itself for a few seconds only.
 */
@Tag("alone")
class SheddingTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String TOP = "720p";
    private static final List<String> REST = List.of("144p", "audio");

    private static LiveChannel channel;

    @BeforeAll
    static void start() throws Exception {
        NativeRuntime.load();
        Map<String, String> settings = Map.of(
                "ringcast.channel.card.source", "pattern:",
                "ringcast.channel.card.video.size", "1280x720",
                "ringcast.channel.card.video.fps", "60",
                "ringcast.channel.card.video.preset", "placebo",
                "ringcast.channel.card.ladder", "720p, 144p:15fps, audio",
                "ringcast.channel.card.segment", "1s",
                "ringcast.channel.card.window", "20s");
        var config = ConfigLoader.load(settings, Map.of(), path -> Optional.empty());
        assertThat(config.problems()).isEmpty();
        channel = new LiveChannel(soon(ChannelPlan.of(config.channels().get(0), config.mediaFolder())));
    }

    private static ChannelPlan soon(ChannelPlan plan) {
        return new ChannelPlan(
                plan.name(),
                plan.title(),
                plan.source(),
                plan.cadence(),
                plan.timing(),
                plan.copying(),
                plan.renditions(),
                plan.audioBitsPerSecond(),
                plan.limits(),
                plan.slateAfter(),
                new Overload.Rule(Duration.ofSeconds(3), Duration.ofSeconds(2)),
                plan.playbackKeys());
    }

    @AfterAll
    static void close() {
        channel.close();
    }

    @Test
    void ladderThatTheMachineCannotCarry_isTriedAgainByARestart() throws Exception {
        channel.start();
        shed();
        long at = last("144p").sequence();
        channel.restart();
        Await.until("the whole ladder", SOON, () -> multivariant().contains("720p/cmaf.m3u8"));
        assertThat(stream(TOP).withdrawn()).isFalse();
        assertThat(channel.status().output().shed()).isEmpty();
        MediaSegment back =
                ((RenditionOutput) stream(TOP)).snapshot().segments().get(0);
        assertThat(back.sequence()).isGreaterThan(at);
        MediaSegment same = stream("144p").segment(back.run(), back.sequence()).orElseThrow();
        assertThat(same.programDateTime()).isEqualTo(back.programDateTime());
        assertThat(same.discontinuitySequence()).isEqualTo(back.discontinuitySequence());
        assertThat(same.discontinuity()).isEqualTo(back.discontinuity());
        shed();
        channel.stop();
        assertThat(channel.status().output().shed())
                .as("nothing is given up where nothing runs")
                .isEmpty();
    }

    /** A part is one picture here, and the first picture of a part is never left out. */
    @Test
    void oneRenditionThatIsSlowerThanTheClock_beginsAnew() throws Exception {
        Map<String, String> settings = Map.of(
                "ringcast.channel.slow.source", "pattern:",
                "ringcast.channel.slow.video.size", "3840x2160",
                "ringcast.channel.slow.video.fps", "10",
                "ringcast.channel.slow.part", "100ms",
                "ringcast.channel.slow.video.preset", "placebo",
                "ringcast.channel.slow.segment", "1s",
                "ringcast.channel.slow.window", "6s");
        var config = ConfigLoader.load(settings, Map.of(), path -> Optional.empty());
        LiveChannel slow = new LiveChannel(soon(ChannelPlan.of(config.channels().get(0), config.mediaFolder())));
        try {
            slow.start();
            Await.until(
                    "the run is given up",
                    SOON,
                    () -> slow.status().problems().stream()
                            .anyMatch(problem -> problem.text()
                                    .matches(".*slower than the clock \\(\\d+ % of the pictures left out or late.*")));
            assertThat(slow.status().output().dropped()).isZero();
            Await.until("another run", SOON, () -> slow.status().restarts() > 0);
        } finally {
            slow.close();
        }
    }

    private static void shed() throws Exception {
        Await.until("the whole ladder", SOON, () -> multivariant().contains("720p/cmaf.m3u8"));
        Await.until("its report", SOON, () -> reports("144p").contains("../720p/cmaf.m3u8"));
        RenditionOutput top = (RenditionOutput) stream(TOP);
        CountDownLatch released = new CountDownLatch(1);
        assertThat(top.await(new Waiter() {
                    @Override
                    public boolean isReady() {
                        return top.withdrawn();
                    }

                    @Override
                    public void wake() {
                        released.countDown();
                    }
                }))
                .isTrue();

        assertThat(released.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();

        Await.until("others without its report", SOON, () -> !reports("144p").contains("720p"));
        assertThat(multivariant()).doesNotContain("720p").contains("144p/cmaf.m3u8", "audio/cmaf.m3u8");
        assertThat(top.playlist()).isEmpty();
        List<MediaSegment> retired = top.snapshot().retired();
        MediaSegment before = retired.get(retired.size() - 1);
        assertThat(top.segment(before.run(), before.sequence())).isPresent();
        // Pictures were left out all the time, yet everything was cut at the same times.
        for (String rendition : REST) {
            MediaSegment same =
                    stream(rendition).segment(before.run(), before.sequence()).orElseThrow();
            assertThat(same.parts().stream().map(PartialSegment::duration))
                    .isEqualTo(before.parts().stream()
                            .map(PartialSegment::duration)
                            .toList());
            assertThat(same.programDateTime()).isEqualTo(before.programDateTime());
        }
        ChannelStatus status = channel.status();
        assertThat(status.output().dropped()).isPositive();
        assertThat(status.output().video()).contains("256x144").doesNotContain("1280x720");
        assertThat(status.output().shed()).singleElement().satisfies(shed -> {
            assertThat(shed.rendition()).isEqualTo(TOP);
            assertThat(shed.since()).isBefore(Instant.now());
            assertThat(shed.reason())
                    .matches("\\d+ % of the pictures left out or late in the last 2 s;"
                            + " encoding took \\d+\\.\\d ms of 16\\.7 ms per picture");
        });
        assertThat(status.problems().get(0).text()).contains("720p is given up", "restart");
        long encoded = status.output().frames();
        long sequence = last("144p").sequence();
        Await.until("the rest goes on", SOON, () -> last("144p").sequence() > sequence + 1);
        assertThat(channel.status().output().frames()).isGreaterThan(encoded);
        assertThat(channel.poster()).isPresent();
        assertThat(channel.health().delivers()).isTrue();
    }

    private static RenditionStream stream(String rendition) {
        return channel.stream(rendition, Packaging.CMAF).orElseThrow();
    }

    private static MediaSegment last(String rendition) {
        List<MediaSegment> segments =
                ((RenditionOutput) stream(rendition)).snapshot().segments();
        return segments.get(segments.size() - 1);
    }

    private static String multivariant() {
        return channel.multivariantPlaylist(Packaging.CMAF)
                .map(SheddingTest::text)
                .orElse("");
    }

    private static String reports(String rendition) {
        return stream(rendition)
                .playlist()
                .map(playlist -> text(playlist.full().get()))
                .orElse("");
    }

    private static String text(RenderedPlaylist playlist) {
        return new String(playlist.plain().toByteArray(), StandardCharsets.UTF_8);
    }
}
