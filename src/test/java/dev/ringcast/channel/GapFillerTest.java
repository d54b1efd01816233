package dev.ringcast.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringcast.config.ConfigLoader;
import dev.ringcast.media.MediaBytes;
import dev.ringcast.media.MediaSegment;
import dev.ringcast.media.PartialSegment;
import dev.ringcast.testing.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gaps in the time of a clock that the test sets: segments of 2 s, parts of 400 ms. */
class GapFillerTest {
    private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");

    private final AtomicLong nanos = new AtomicLong();
    private Instant now = START;
    private final ChannelOutput output = new ChannelOutput(plan(), () -> now, () -> START.plusNanos(nanos.get()));
    private final GapFiller gaps = new GapFiller(plan(), output, nanos::get);

    @AfterEach
    void close() {
        gaps.close();
    }

    private static ChannelPlan plan() {
        Map<String, String> settings = Map.of(
                "ringcast.channel.door.source", "udp://127.0.0.1:1",
                "ringcast.channel.door.encode", "never",
                "ringcast.channel.door.segment", "2s",
                "ringcast.channel.door.part", "400ms",
                "ringcast.channel.door.video.fps", "30",
                "ringcast.channel.door.window", "20s");
        return ChannelPlan.of(
                ConfigLoader.load(settings, Map.of(), path -> Optional.empty())
                        .channels()
                        .get(0),
                Path.of("."));
    }

    private void pass(Duration time) {
        now = now.plus(time);
        nanos.addAndGet(time.toNanos());
    }

    /** A run of one segment of 1.5 s that ends now. */
    private void media() {
        media(Duration.ZERO);
    }

    /** The same, of a source that is so much ahead of its time. */
    private void media(Duration early) {
        segment("run", output.begin(now.minusMillis(1500)).plus(early), Duration.ofMillis(1500));
    }

    private void segment(String run, Instant begin, Duration duration) {
        segment(run, begin, duration, output.all());
    }

    private void segment(String run, Instant begin, Duration duration, List<RenditionOutput> all) {
        for (RenditionOutput each : all) {
            each.beginSegment(run, MediaBytes.EMPTY, begin);
            each.appendPart(new PartialSegment(MediaBytes.owning(new byte[100]), duration, true));
            each.endSegment();
        }
        output.publish();
    }

    private List<MediaSegment> gaps() {
        return output.all().get(0).snapshot().segments().stream()
                .filter(MediaSegment::gap)
                .toList();
    }

    private Duration length() {
        return gaps().stream().map(MediaSegment::duration).reduce(Duration.ZERO, Duration::plus);
    }

    @Test
    void L25_hole_isFilled() {
        media();
        pass(Duration.ofMillis(300));
        assertThat(gaps.open()).isTrue();
        pass(Duration.ofMillis(8700));
        gaps.close();

        assertThat(gaps())
                .extracting(MediaSegment::duration)
                .containsExactly(
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(1));
        for (RenditionOutput each : output.all()) {
            List<MediaSegment> segments = each.snapshot().segments();
            assertThat(each.snapshot().open()).isEmpty();
            for (int i = 1; i < segments.size(); i++) {
                assertThat(segments.get(i).sequence())
                        .isEqualTo(segments.get(i - 1).sequence() + 1);
                assertThat(segments.get(i).programDateTime())
                        .isEqualTo(segments.get(i - 1).end());
                assertThat(segments.get(i).discontinuity()).isFalse();
            }
            assertThat(segments.get(1).parts())
                    .hasSize(5)
                    .allSatisfy(
                            part -> assertThat(part.duration()).isCloseTo(Duration.ofMillis(400), Duration.ofNanos(1)));
        }
    }

    @Test
    void machineWithoutAThreadToSpare_hasNoGapsAndGoesOn() {
        GapFiller poor = new GapFiller(plan(), output, nanos::get, work -> {
            throw new OutOfMemoryError("unable to create native thread");
        });
        media();
        pass(Duration.ofSeconds(5));
        assertThat(poor.open()).isFalse();
        assertThat(poor.isOpen()).isFalse();
        poor.close();
        assertThat(gaps()).isEmpty();

        media();
        assertThat(output.all().get(0).snapshot().segments()).hasSize(2);
    }

    @Test
    void L10_gaps_areWrittenAndPublishedAsTimeGoesOn() {
        media();
        pass(Duration.ofSeconds(5));
        gaps.open();
        awaitParts(2, 2);
        pass(Duration.ofMillis(390));
        awaitParts(2, 3);
        pass(Duration.ofMillis(400));
        awaitParts(2, 4);
        pass(Duration.ofMillis(400));
        awaitParts(3, 0);
    }

    private void awaitParts(int segments, int parts) {
        Await.until(
                segments + " gaps and " + parts + " parts",
                Duration.ofSeconds(10),
                () -> output.all().stream()
                        .allMatch(
                                each -> each.playlist().orElseThrow().position().equals(each.position())
                                        && gaps().size() == segments
                                        && each.position().openParts() == parts));
    }

    @Test
    void hole_thatBeginsInTheFuture_isWaitedFor() {
        media(Duration.ofSeconds(3));
        gaps.open();
        pass(Duration.ofMillis(4300));
        gaps.close();

        assertThat(length()).isEqualTo(Duration.ofMillis(1300));
    }

    /** A run of four hours whose sender's clock is not ours: its media are dated by that one. */
    @ParameterizedTest
    @ValueSource(longs = {0, 500, -500})
    void L10_senderWithAClockOfItsOwn_hasItsHoleFilledAtOnce(long perMillion) {
        Instant date = output.begin(now);
        Duration segment = Duration.ofSeconds(2);
        for (int i = 0; i < 7200; i++) {
            pass(segment.minusNanos(segment.toNanos() / 1_000_000 * perMillion));
            segment("run", date, segment);
            date = date.plus(segment);
        }
        gaps.open();
        pass(Duration.ofSeconds(5));
        gaps.close();

        assertThat(length()).isCloseTo(Duration.ofSeconds(5), Duration.ofMillis(50));
    }

    @Test
    void L18_sourceThatBeginsWithWhatCameBefore_doesNotRunAway() {
        for (int i = 0; i < 10; i++) {
            // A run of 4 s, of which 3 s come at once.
            Instant begin = output.begin(now.minusSeconds(3));
            pass(Duration.ofSeconds(1));
            segment("run" + i, begin, Duration.ofSeconds(4));
            gaps.open();
            pass(Duration.ofSeconds(5));
            gaps.close();
        }
        assertThat(output.end().orElseThrow()).isBetween(now, now.plusSeconds(3));
    }

    @ParameterizedTest
    @ValueSource(longs = {5, -5, 3600, -3600})
    void L10_wallClockThatIsSet_doesNotDriveGaps(long seconds) {
        media();
        now = now.plusSeconds(seconds);
        gaps.open();
        pass(Duration.ofSeconds(2));
        now = now.minus(Duration.ofHours(2));
        pass(Duration.ofSeconds(2));
        gaps.close();

        assertThat(length()).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void L12_longHole_keepsTheWindow() {
        media();
        gaps.open();
        for (int i = 0; i < 100; i++) {
            pass(Duration.ofSeconds(10));
            gaps.close();
            gaps.open();
        }
        assertThat(length()).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(22));
        assertThat(output.all().get(0).snapshot().segments()).allMatch(MediaSegment::gap);
        assertThat(output.bytes()).isZero();
    }

    @Test
    void nothingToFill_staysClosed() {
        assertThat(gaps.open()).as("before the first media").isFalse();
        media();
        output.finish();
        assertThat(gaps.open()).as("after the end").isFalse();
        pass(Duration.ofSeconds(10));
        gaps.close();
        assertThat(length()).isZero();
    }

    /** As when one packaging's muxer fails before it has made anything: there is nothing that a gap could follow. */
    @Test
    void mediaInOnePackagingOnly_areNotFollowedByGaps() {
        segment("run", now, Duration.ofMillis(1500), output.of("source").subList(0, 1));
        pass(Duration.ofSeconds(5));
        assertThat(gaps.open()).isFalse();
        gaps.close();
        assertThat(gaps()).isEmpty();

        media();
        pass(Duration.ofSeconds(5));
        assertThat(gaps.open()).isTrue();
        gaps.close();
        assertThat(length()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void gapThatCannotBeWritten_leavesNothingOpen() {
        media();
        gaps.open();
        RenditionOutput last = output.all().get(output.all().size() - 1);
        last.beginSegment("intruder", MediaBytes.EMPTY, now);
        pass(Duration.ofMillis(300));

        assertThatThrownBy(gaps::close).isInstanceOf(IllegalStateException.class);

        assertThat(gaps.isOpen()).isFalse();
        assertThat(output.all())
                .allSatisfy(each -> assertThat(each.snapshot().open()).isEmpty());
        media();
        output.finish();
        assertThat(output.ended()).isTrue();
    }

    @Test
    void L25_shortHole_isOneShortPart() {
        media();
        gaps.open();
        assertThat(gaps.open()).as("open already").isTrue();
        pass(Duration.ofMillis(390));
        gaps.close();
        gaps.close();
        pass(Duration.ofSeconds(10));
        assertThat(gaps()).hasSize(1);
        assertThat(length()).isCloseTo(Duration.ofMillis(390), Duration.ofMillis(34));
    }

    @Test
    void L14_gap_cannotBeFetched() {
        media();
        gaps.open();
        pass(Duration.ofSeconds(3));
        gaps.close();
        RenditionOutput stream = output.all().get(0);
        long first = gaps().get(0).sequence();
        assertThat(stream.segment("run", first)).isEmpty();
        assertThat(stream.segmentSoFar("run", first)).isEmpty();
        assertThat(stream.segment("run", first - 1)).isPresent();
    }
}
