package dev.ringcast.playlist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.media.Cadence;
import dev.ringcast.media.FrameRate;
import dev.ringcast.media.Packaging;
import dev.ringcast.media.SegmentTiming;
import dev.ringcast.ring.RingSnapshot;
import dev.ringcast.ring.SimulatedChannel;
import dev.ringcast.rules.ParsedPlaylist;
import dev.ringcast.rules.PlaylistDelta;
import dev.ringcast.rules.PlaylistRuleChecker;
import dev.ringcast.rules.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of RFC 8216bis for low latency, on channels that are read at each part of simulated time. */
class Rfc8216bisLowLatencyTest {
    private static final Instant START = Instant.parse("2026-11-24T10:00:00.987654321Z");
    private static final FrameRate THIRTY = new FrameRate(30, 1);

    private final List<Violation> violations = new ArrayList<>();
    private final PlaylistRuleChecker checker = PlaylistRuleChecker.readingAtOnce(Duration.ofMillis(1));
    private Optional<String> before = Optional.empty();
    private int deltas;

    @ParameterizedTest
    @EnumSource(Packaging.class)
    void L30toL38_tenMinutes_breakNoRuleAndMergedDeltasAreTheFullPlaylist(Packaging packaging) {
        SimulatedChannel channel = channel(Cadence.of(THIRTY, Duration.ofSeconds(2), Duration.ofMillis(333)));
        channel.onEachPart(() -> observe(channel, packaging));
        channel.startRun();
        channel.segments(300);

        assertThat(violations).isEmpty();
        assertThat(deltas).isGreaterThan(1700);
    }

    /** Longer than the window, so that for a time there is nothing but gaps. */
    @ParameterizedTest
    @EnumSource(Packaging.class)
    void L25_L10_sourceAwayAndBack_breaksNoRule(Packaging packaging) {
        SimulatedChannel channel = channel(Cadence.of(THIRTY, Duration.ofSeconds(2), Duration.ofMillis(333)));
        channel.onEachPart(() -> observe(channel, packaging));
        channel.startRun();
        channel.segments(40);
        channel.gap(35 * 60 + 25);
        channel.ring().endSegment();
        channel.startRun();
        channel.segments(40);

        assertThat(violations).isEmpty();
        assertThat(deltas).isGreaterThan(600);
    }

    @ParameterizedTest
    @CsvSource({
        "23.976, 2000, 333",
        "23.976, 2000, 100",
        "23.976, 6000, 1000",
        "24, 2000, 333",
        "24, 2000, 200",
        "24, 1000, 100",
        "25, 2000, 333",
        "25, 2000, 200",
        "25, 4000, 500",
        "29.97, 2000, 333",
        "29.97, 2000, 100",
        "29.97, 6000, 1000",
        "30, 2000, 100",
        "30, 2000, 200",
        "30, 1000, 333",
        "30, 10000, 2000",
        "50, 2000, 333",
        "50, 2000, 100",
        "50, 1000, 200",
        "59.94, 2000, 333",
        "59.94, 2000, 100",
        "59.94, 4000, 1000",
        "60, 2000, 333",
        "60, 2000, 100",
        "60, 3000, 200",
        "13, 2000, 333",
        "7, 1000, 100",
        "1, 2000, 333",
    })
    void L06L31_anyFrameRate_keepsTargetDurationAndPartTarget(String frameRate, long segment, long part) {
        Cadence cadence = Cadence.of(FrameRate.parse(frameRate), Duration.ofMillis(segment), Duration.ofMillis(part));
        SimulatedChannel channel = channel(cadence);
        channel.onEachPart(() -> observe(channel, Packaging.CMAF));
        channel.startRun();
        channel.segments(60);

        assertThat(violations).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void L16L17L37_restarts_breakNoRule(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        SimulatedChannel channel = channel(Cadence.of(THIRTY, Duration.ofSeconds(2), Duration.ofMillis(200)));
        PlaylistRuleChecker patient = new PlaylistRuleChecker();
        channel.onEachPart(() -> {
            if (!channel.ring().snapshot().segments().isEmpty()) {
                violations.addAll(patient.observe(
                        renderer(channel.ring().snapshot(), channel.cadence(), Packaging.CMAF)
                                .full(),
                        channel.clock().instant()));
            }
        });
        channel.startRun();
        for (int i = 0; i < 300; i++) {
            channel.segments(1);
            if (random.nextInt(8) == 0) {
                channel.segmentOf(random.nextInt(1, 60));
                channel.pause(Duration.ofMillis(random.nextInt(900)));
                channel.startRun();
            }
        }
        assertThat(violations).isEmpty();
    }

    @Test
    void L34_parts_areListedForThreeTargetDurations() {
        SimulatedChannel channel = channel(Cadence.of(THIRTY, Duration.ofSeconds(2), Duration.ofMillis(200)));
        channel.startRun();
        channel.segments(10);
        channel.openParts(4);

        ParsedPlaylist playlist =
                PlaylistRuleChecker.parse(renderer(channel.ring().snapshot(), channel.cadence(), Packaging.TS)
                        .full());
        assertThat(playlist.parts()).hasSize(24);
        assertThat(playlist.openParts()).hasSize(4);
    }

    private void observe(SimulatedChannel channel, Packaging packaging) {
        RingSnapshot snapshot = channel.ring().snapshot();
        if (snapshot.segments().isEmpty()) {
            return;
        }
        MediaPlaylistRenderer renderer = renderer(snapshot, channel.cadence(), packaging);
        String full = renderer.full();
        violations.addAll(checker.observe(full, channel.clock().instant()));
        if (before.isPresent() && renderer.delta().isPresent()) {
            String delta = renderer.delta().get();
            violations.addAll(PlaylistDelta.check(before.get(), delta, full));
            deltas++;
        }
        before = Optional.of(full);
    }

    private static MediaPlaylistRenderer renderer(RingSnapshot snapshot, Cadence cadence, Packaging packaging) {
        return new MediaPlaylistRenderer(
                snapshot, MediaPlaylistSettings.of(SegmentTiming.of(cadence), packaging), List.of());
    }

    private static SimulatedChannel channel(Cadence cadence) {
        return new SimulatedChannel(cadence, Duration.ofSeconds(60), Long.MAX_VALUE, 10, START);
    }
}
