package dev.ringcast.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.config.ConfigLoader;
import dev.ringcast.media.MediaBytes;
import dev.ringcast.media.MediaSegment;
import dev.ringcast.media.Packaging;
import dev.ringcast.media.PartialSegment;
import dev.ringcast.rules.PlaylistRuleChecker;
import dev.ringcast.rules.Violation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The machine's clock is set, forth or back, while a channel runs: segments of 2 s, a window of 20 s. */
class ClockStepTest {
    private static final Duration SEGMENT = Duration.ofSeconds(2);
    private static final int PARTS = 5;

    private Instant wall = Instant.parse("2026-11-24T10:00:00Z");
    private final AtomicLong nanos = new AtomicLong();
    private final ChannelOutput output = new ChannelOutput(plan(), () -> wall, new SteadyClock(() -> wall, nanos::get));
    private String current = "";
    private final PlaylistRuleChecker checker = new PlaylistRuleChecker();
    private final List<Violation> violations = new ArrayList<>();

    private static ChannelPlan plan() {
        var config = ConfigLoader.load(
                Map.of(
                        "ringcast.channel.a.source", "pattern:",
                        "ringcast.channel.a.segment", "2s",
                        "ringcast.channel.a.part", "400ms",
                        "ringcast.channel.a.window", "20s"),
                Map.of(),
                path -> Optional.empty());
        return ChannelPlan.of(config.channels().get(0), config.mediaFolder());
    }

    private void segments(int count, String run) {
        Instant start = run.equals(current) ? output.end().orElseThrow() : output.begin(wall);
        current = run;
        for (int i = 0; i < count; i++) {
            for (RenditionOutput to : output.all()) {
                to.beginSegment(run, MediaBytes.owning(new byte[] {1}), start.plus(SEGMENT.multipliedBy(i)));
                for (int part = 0; part < PARTS; part++) {
                    to.appendPart(
                            new PartialSegment(MediaBytes.owning(new byte[100]), SEGMENT.dividedBy(PARTS), part == 0));
                }
                to.endSegment();
            }
            wall = wall.plus(SEGMENT);
            nanos.addAndGet(SEGMENT.toNanos());
            output.publish();
            // The time of the viewers, whose clocks nobody has set.
            violations.addAll(checker.observe(text(), Instant.EPOCH.plusNanos(nanos.get())));
        }
    }

    private RenditionOutput ts() {
        return output.find("720p", Packaging.TS).orElseThrow();
    }

    private String text() {
        return new String(ts().playlist().orElseThrow().form(false).plain().toByteArray(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(longs = {3600, -3600, 5, -5})
    void L13_step_changesNothingInHowLongMediaAreKept(long seconds) {
        segments(11, "a");
        MediaSegment retired = ts().snapshot().retired().get(0);
        wall = wall.plusSeconds(seconds);

        // It is there for its own duration and that of the playlist, 22 s, and gone soon after.
        segments(11, "a");
        assertThat(ts().segment("a", retired.sequence())).isPresent();
        segments(2, "a");
        assertThat(ts().segment("a", retired.sequence())).isEmpty();
        assertThat(violations).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {3600, -3600, 5, -5})
    void L11_L16_L18_step_numbersAndDatesOfTheNextRunGoOn(long seconds) {
        segments(4, "a");
        MediaSegment last = ts().snapshot().last().orElseThrow();
        Instant before = wall;
        wall = wall.plusSeconds(seconds);

        segments(4, "b");

        MediaSegment first = ts().snapshot().find("b", last.sequence() + 1).orElseThrow();
        assertThat(first.discontinuitySequence()).isEqualTo(last.discontinuitySequence() + 1);
        assertThat(first.programDateTime()).isEqualTo(seconds < 0 ? before : before.plusSeconds(seconds));
        assertThat(violations).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {3600, -3600, 5, -5})
    void L18_step_datesOfTheNextRunInAProcessOfItsOwnGoOn(long seconds) {
        IsolatedOutput media = new IsolatedOutput(output, new GapFiller(plan(), output, nanos::get));
        isolated(media, "a");
        Instant before = wall;
        wall = wall.plusSeconds(seconds);
        Instant now = wall;

        isolated(media, "b");

        assertThat(ts().snapshot().last().orElseThrow().programDateTime()).isEqualTo(seconds < 0 ? before : now);
    }

    /** A run of one segment, named and dated by a process that knows nothing of those before. */
    private void isolated(IsolatedOutput media, String run) {
        media.begin();
        List<CaptureNews.Write> writes = new ArrayList<>();
        for (int stream = 0; stream < output.all().size(); stream++) {
            writes.add(new CaptureNews.BeginSegment(stream, run, MediaBytes.owning(new byte[] {1}), wall));
            writes.add(new CaptureNews.AppendPart(
                    stream, new PartialSegment(MediaBytes.owning(new byte[100]), SEGMENT, true)));
            writes.add(new CaptureNews.EndSegment(stream));
        }
        wall = wall.plus(SEGMENT);
        nanos.addAndGet(SEGMENT.toNanos());
        media.write(writes);
        output.endRun();
    }

    @ParameterizedTest
    @ValueSource(longs = {3600, -3600})
    void lastModified_afterAStep_isWhatTheClockTells(long seconds) {
        segments(2, "a");
        wall = wall.plusSeconds(seconds);
        segments(1, "a");

        assertThat(ts().playlist().orElseThrow().form(false).lastModified()).isEqualTo(wall);
    }
}
