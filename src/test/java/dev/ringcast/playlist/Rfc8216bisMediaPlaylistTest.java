package dev.ringcast.playlist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.media.FrameRate;
import dev.ringcast.media.MediaSegment;
import dev.ringcast.media.Packaging;
import dev.ringcast.media.SegmentTiming;
import dev.ringcast.ring.RingSnapshot;
import dev.ringcast.ring.SimulatedChannel;
import dev.ringcast.rules.ParsedPlaylist;
import dev.ringcast.rules.PlaylistRuleChecker;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of RFC 8216bis for media playlists, on channels that run for hours of simulated time. */
class Rfc8216bisMediaPlaylistTest {
    private static final Instant START = Instant.parse("2026-11-24T10:00:00.987654321Z");
    private static final int SEGMENTS_OF_AN_HOUR = 1800;

    private final PlaylistRuleChecker checker = new PlaylistRuleChecker();

    @ParameterizedTest
    @CsvSource({"30, 3", "30000/1001, 1", "24000/1001, 1", "13, 1"})
    void L02toL23_hours_breakNoRule(String frameRate, int hours) {
        SimulatedChannel channel = channel(frameRate, Duration.ofSeconds(60), Long.MAX_VALUE);
        channel.startRun();

        for (int i = 0; i < hours * SEGMENTS_OF_AN_HOUR; i++) {
            channel.segments(1);
            assertNoViolation(channel);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void L02toL23_restartsAndBytePressure_breakNoRule(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        SimulatedChannel channel = channel("30", Duration.ofSeconds(random.nextInt(1, 90)), random.nextLong(600, 6000));
        channel.startRun();
        for (int i = 0; i < SEGMENTS_OF_AN_HOUR / 2; i++) {
            channel.segments(1);
            assertNoViolation(channel);
            if (random.nextInt(10) == 0) {
                // The encoder dies within a segment; the next one is there before 1.5 target durations are over (L10).
                channel.segmentOf(random.nextInt(1, 60));
                assertNoViolation(channel);
                channel.pause(Duration.ofMillis(random.nextInt(900)));
                channel.startRun();
            }
        }
    }

    @Test
    void L06_targetDuration_isTheSameAcrossRestarts() {
        SimulatedChannel channel = channel("30000/1001", Duration.ofSeconds(60), Long.MAX_VALUE);
        for (int i = 0; i < 100; i++) {
            channel.startRun();
            channel.segments(3);
            channel.segmentOf(1);

            assertThat(parse(channel).number("EXT-X-TARGETDURATION")).contains(2L);
        }
    }

    @ParameterizedTest
    @CsvSource({"30, 60", "30000/1001, 60", "24000/1001, 48", "13, 26", "7/3, 5"})
    void L07_extinf_sumStaysWithinAFrameOfTheMedia(String frameRate, int framesPerSegment) {
        SimulatedChannel channel = channel(frameRate, Duration.ofHours(1), Long.MAX_VALUE);
        channel.startRun();
        channel.segments(1500);

        BigDecimal sum = parse(channel).duration();
        double media = 1500L * framesPerSegment / channel.cadence().frameRate().framesPerSecond();
        double frame = 1 / channel.cadence().frameRate().framesPerSecond();
        assertThat(sum.doubleValue()).isBetween(media - frame, media + frame);
    }

    @Test
    void L08_segment_neverChangesWhileListed() {
        SimulatedChannel channel = channel("30", Duration.ofSeconds(30), Long.MAX_VALUE);
        Map<Long, List<Object>> seen = new TreeMap<>();
        for (int i = 0; i < 300; i++) {
            if (i % 7 == 0) {
                channel.startRun();
            }
            channel.segments(1);
            for (ParsedPlaylist.Segment segment : parse(channel).segments()) {
                // Its parts are listed for a while only (L34).
                List<Object> content = List.of(
                        segment.uri(),
                        segment.duration(),
                        segment.discontinuitySequence(),
                        segment.discontinuity(),
                        segment.programDateTimeText());
                assertThat(seen.computeIfAbsent(segment.sequence(), sequence -> content))
                        .isEqualTo(content);
            }
        }
        assertThat(seen).hasSize(300);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void L11_L16_processKilled_sequencesGoOn(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Instant start = START.plusMillis(random.nextInt(100_000));
        long lastSequence = 0;
        long lastDiscontinuity = 0;
        for (int life = 0; life < 50; life++) {
            SimulatedChannel channel =
                    new SimulatedChannel(new FrameRate(30, 1), Duration.ofSeconds(60), Long.MAX_VALUE, 1, start);
            for (int run = random.nextInt(1, 4); run > 0; run--) {
                channel.startRun();
                channel.segments(random.nextInt(6, 20));
                channel.pause(Duration.ofMillis(500));
            }
            RingSnapshot snapshot = channel.ring().snapshot();
            ParsedPlaylist playlist = parse(channel);
            assertThat(playlist.mediaSequence()).isGreaterThan(lastSequence);
            assertThat(snapshot.discontinuitySequence()).isGreaterThan(lastDiscontinuity);
            lastSequence = snapshot.lastSequence();
            lastDiscontinuity =
                    snapshot.segments().get(snapshot.segments().size() - 1).discontinuitySequence();
            assertThat(lastDiscontinuity)
                    .as("hls.js has an array of this length")
                    .isLessThan(66_000);
            start = channel.clock().instant().plusMillis(random.nextInt(1, 3000));
        }
    }

    @Test
    void L13_removedSegment_isFoundUntilItsTimeIsUp() {
        SimulatedChannel channel = channel("30", Duration.ofSeconds(30), Long.MAX_VALUE);
        channel.startRun();
        channel.segments(200);
        RingSnapshot before = channel.ring().snapshot();
        MediaSegment first = before.segments().get(0);

        // It leaves with the next segment; then it stays 2 s, its own duration, and 30 s, the playlist's.
        channel.segments(17);
        assertThat(channel.ring().snapshot().find(first.run(), first.sequence()))
                .contains(first);
        channel.segments(1);
        assertThat(channel.ring().snapshot().find(first.run(), first.sequence()))
                .isEmpty();
    }

    @Test
    void L16_discontinuitySlidingOut_isCounted() {
        SimulatedChannel channel = channel("30", Duration.ofSeconds(12), Long.MAX_VALUE);
        channel.startRun();
        channel.segments(6);
        long first = discontinuitySequence(channel);
        channel.startRun();
        channel.segments(6);
        assertThat(discontinuitySequence(channel)).isEqualTo(first);
        assertThat(parse(channel).segments().get(0).discontinuity()).isTrue();

        channel.segments(1);

        assertThat(discontinuitySequence(channel)).isEqualTo(first + 1);
        assertThat(parse(channel).segments())
                .extracting(ParsedPlaylist.Segment::discontinuitySequence)
                .containsOnly(first + 1);
    }

    @Test
    void L22_ended_staysAsItIs() {
        SimulatedChannel channel = channel("30", Duration.ofSeconds(60), Long.MAX_VALUE);
        channel.startRun();
        channel.segments(40);
        channel.ring().end();
        assertNoViolation(channel);
        String text = render(channel);

        channel.pause(Duration.ofHours(1));
        channel.ring().end();

        assertThat(render(channel)).isEqualTo(text).endsWith("#EXT-X-ENDLIST\n");
        assertNoViolation(channel);
    }

    private void assertNoViolation(SimulatedChannel channel) {
        String text = render(channel);
        assertThat(checker.observe(text, channel.clock().instant())).isEmpty();
    }

    private static long discontinuitySequence(SimulatedChannel channel) {
        return parse(channel).number("EXT-X-DISCONTINUITY-SEQUENCE").orElseThrow();
    }

    private static ParsedPlaylist parse(SimulatedChannel channel) {
        return PlaylistRuleChecker.parse(render(channel));
    }

    private static String render(SimulatedChannel channel) {
        return new MediaPlaylistRenderer(
                        channel.ring().snapshot(),
                        MediaPlaylistSettings.of(SegmentTiming.of(channel.cadence()), Packaging.TS),
                        List.of())
                .full();
    }

    private static SimulatedChannel channel(String frameRate, Duration window, long maxBytes) {
        return new SimulatedChannel(FrameRate.parse(frameRate), window, maxBytes, 10, START);
    }
}
