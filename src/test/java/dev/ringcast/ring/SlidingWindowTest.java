package dev.ringcast.ring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.media.FrameRate;
import dev.ringcast.media.MediaBytes;
import dev.ringcast.media.MediaSegment;
import dev.ringcast.media.PartialSegment;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What a ring keeps, and for how long. */
class SlidingWindowTest {
    private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");

    @Test
    void L12_windowOfAMinute_keepsThirtySegments() {
        SimulatedChannel channel = SimulatedChannel.ordinary();
        channel.startRun();
        channel.segments(30);
        long first = channel.ring().snapshot().mediaSequence();
        assertThat(channel.ring().snapshot().segments()).hasSize(30);

        channel.segments(1);

        RingSnapshot snapshot = channel.ring().snapshot();
        assertThat(snapshot.segments()).hasSize(30);
        assertThat(snapshot.mediaSequence()).isEqualTo(first + 1);
        assertThat(snapshot.lastSequence()).isEqualTo(first + 30);
        assertThat(snapshot.retired()).extracting(MediaSegment::sequence).containsExactly(first);
    }

    @Test
    void L12_shortWindow_keepsSixSegments() {
        SimulatedChannel channel =
                new SimulatedChannel(new FrameRate(25, 1), Duration.ofSeconds(1), Long.MAX_VALUE, 10, START);
        channel.startRun();
        channel.segments(40);

        assertThat(channel.ring().snapshot().segments()).hasSize(6);
    }

    @Test
    void L12_shortSegments_coverThreeTargetDurations() {
        SimulatedChannel channel =
                new SimulatedChannel(new FrameRate(25, 1), Duration.ofSeconds(1), Long.MAX_VALUE, 10, START);
        channel.startRun();
        for (int i = 0; i < 100; i++) {
            channel.segmentOf(10);
        }

        // 15 segments of 0.4 s are the three target durations of 2 s.
        assertThat(channel.ring().snapshot().segments()).hasSize(15);
    }

    @Test
    void L13_retired_staysForItsDurationAndTheLongestPlaylist() {
        SimulatedChannel channel = SimulatedChannel.ordinary();
        channel.startRun();
        channel.segments(31);
        long first = channel.ring().snapshot().mediaSequence() - 1;
        // It left just now; the longest playlist it was in lasted 60 s, and itself lasts 2 s.
        channel.pause(Duration.ofSeconds(62));
        channel.ring()
                .beginSegment(channel.run(), MediaBytes.EMPTY, channel.clock().instant());
        assertThat(channel.ring().snapshot().find("run1", first)).isPresent();

        channel.pause(Duration.ofMillis(1));
        channel.ring().appendPart(part(10, true));

        assertThat(channel.ring().snapshot().find("run1", first)).isEmpty();
        assertThat(channel.ring().snapshot().retired()).isEmpty();
    }

    @Test
    void L13_steadyChannel_keepsThirtyOneRetired() {
        SimulatedChannel channel = SimulatedChannel.ordinary();
        channel.startRun();
        channel.segments(500);

        RingSnapshot snapshot = channel.ring().snapshot();
        assertThat(snapshot.retired()).hasSize(32);
        assertThat(snapshot.bytes()).isEqualTo((30 + 32) * 6 * 10);
    }

    @Test
    void L13_maxBytesTooFewForTheWindow_shortensItRatherThanDroppingWhatHasLeftIt() {
        // 60 bytes a segment of 2 s: room for 40 of them, where the whole window would take 64.
        SimulatedChannel channel =
                new SimulatedChannel(new FrameRate(30, 1), Duration.ofSeconds(60), 40 * 60, 10, START);
        channel.startRun();
        channel.segments(100);

        RingSnapshot snapshot = channel.ring().snapshot();
        assertThat(snapshot.segments()).hasSize(18);
        assertThat(snapshot.retired()).as("18, and two").hasSize(20);
        assertThat(channel.ring().room()).isEqualTo(new RingRoom(38 * 60, 40 * 60, 64 * 60));
        assertThat(channel.ring().room().isShort()).isTrue();
        assertThat(channel.ring().room().isExceeded()).isFalse();
    }

    @Test
    void maxBytes_exactlyTheWindows_doesNotShortenIt() {
        SimulatedChannel channel =
                new SimulatedChannel(new FrameRate(30, 1), Duration.ofSeconds(60), 64 * 60, 10, START);
        channel.startRun();
        channel.segments(100);

        assertThat(channel.ring().snapshot().segments()).hasSize(30);
        assertThat(channel.ring().snapshot().retired()).hasSize(32);
        assertThat(channel.ring().room().isShort()).isFalse();
    }

    @Test
    void maxBytes_exceededWithinASegment_dropsRetiredAtOnce() {
        SimulatedChannel channel =
                new SimulatedChannel(new FrameRate(30, 1), Duration.ofSeconds(60), 40 * 60, 10, START);
        channel.startRun();
        channel.segments(100);
        channel.ring()
                .beginSegment(channel.run(), MediaBytes.EMPTY, channel.clock().instant());
        channel.ring().appendPart(part(2 * 60 + 1, true));

        assertThat(channel.ring().snapshot().retired()).hasSize(19);
        assertThat(channel.ring().snapshot().bytes()).isEqualTo(39 * 60 + 1);
    }

    @Test
    void maxBytes_exceeded_dropsListedDownToSix_andTellsThatItIsStillTooMuch() {
        SimulatedChannel channel = new SimulatedChannel(new FrameRate(30, 1), Duration.ofSeconds(60), 1, 10, START);
        channel.startRun();
        channel.segments(100);

        RingSnapshot snapshot = channel.ring().snapshot();
        assertThat(snapshot.segments()).hasSize(6);
        assertThat(snapshot.retired()).isEmpty();
        assertThat(channel.ring().room().isExceeded()).isTrue();
    }

    @Test
    void maxBytes_bitRateRisesAtOnce_dropsListedToo() {
        SimulatedChannel channel =
                new SimulatedChannel(new FrameRate(30, 1), Duration.ofSeconds(60), 64 * 60, 10, START);
        channel.startRun();
        channel.segments(100);
        channel.ring()
                .beginSegment(channel.run(), MediaBytes.EMPTY, channel.clock().instant());
        channel.ring().appendPart(part(50 * 60, true));

        RingSnapshot snapshot = channel.ring().snapshot();
        assertThat(snapshot.retired()).isEmpty();
        assertThat(snapshot.segments()).as("those that still have room").hasSize(14);
        assertThat(channel.ring().room().isExceeded()).isFalse();
    }

    private static PartialSegment part(int bytes, boolean independent) {
        return new PartialSegment(MediaBytes.owning(new byte[bytes]), Duration.ofMillis(333), independent);
    }
}
