package dev.ringcast.playlist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.media.Cadence;
import dev.ringcast.media.FrameRate;
import dev.ringcast.media.SegmentTiming;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The request matrix (L35). The playlist's last complete segment is 100, with six parts of a third of a second; of
 * segment 101 there are two.
 */
class DeliveryTest {
    private static final Cadence THIRDS = new Cadence(new FrameRate(30, 1), 60, 10);
    private static final Cadence SECONDS = new Cadence(new FrameRate(30, 1), 60, 30);

    @ParameterizedTest
    @CsvSource({
        // Without a part: the whole segment.
        "_HLS_msn=0, NOW",
        "_HLS_msn=99, NOW",
        "_HLS_msn=100, NOW",
        "_HLS_msn=101, WAIT",
        "_HLS_msn=102, WAIT",
        "_HLS_msn=103, REFUSE",
        "_HLS_msn=104, REFUSE",
        "_HLS_msn=999999999999999999, REFUSE",
        // Parts of what is there.
        "_HLS_msn=0&_HLS_part=999999999999999999, NOW",
        "_HLS_msn=99&_HLS_part=0, NOW",
        "_HLS_msn=99&_HLS_part=6, NOW",
        "_HLS_msn=100&_HLS_part=0, NOW",
        "_HLS_msn=100&_HLS_part=5, NOW",
        // Past the last part of a segment is the first of the next, which is there.
        "_HLS_msn=100&_HLS_part=6, NOW",
        "_HLS_msn=100&_HLS_part=999, NOW",
        "_HLS_msn=101&_HLS_part=0, NOW",
        "_HLS_msn=101&_HLS_part=1, NOW",
        // Parts to come.
        "_HLS_msn=101&_HLS_part=2, WAIT",
        "_HLS_msn=101&_HLS_part=3, WAIT",
        "_HLS_msn=101&_HLS_part=5, WAIT",
        // Late parts of the next segment, as hls.js asks for outside of its low latency mode.
        "_HLS_msn=101&_HLS_part=6, WAIT",
        "_HLS_msn=101&_HLS_part=11, WAIT",
        "_HLS_msn=101&_HLS_part=999999999999999999, WAIT",
        // Three seconds ahead are nine parts: four of segment 101 and five of segment 102.
        "_HLS_msn=102&_HLS_part=0, WAIT",
        "_HLS_msn=102&_HLS_part=4, WAIT",
        "_HLS_msn=102&_HLS_part=5, REFUSE",
        "_HLS_msn=102&_HLS_part=999999999999999999, REFUSE",
        "_HLS_msn=103&_HLS_part=0, REFUSE",
        // No directive at all, or only the one that never waits.
        "a=b, NOW",
        "_HLS_skip=YES, NOW",
        "_HLS_msn=101&_HLS_part=2&_HLS_skip=YES, WAIT",
        "_HLS_msn=103&_HLS_skip=v2, REFUSE",
    })
    void L35_decide_segmentWithTwoOfItsParts(String query, Delivery expected) {
        PlaylistPosition position = new PlaylistPosition(100, 6, 2);
        assertThat(decide(query, position, false, THIRDS)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "_HLS_msn=100&_HLS_part=5, NOW",
        "_HLS_msn=100&_HLS_part=6, WAIT",
        "_HLS_msn=100&_HLS_part=60, WAIT",
        "_HLS_msn=101&_HLS_part=0, WAIT",
        "_HLS_msn=101&_HLS_part=8, WAIT",
        "_HLS_msn=102&_HLS_part=2, WAIT",
        "_HLS_msn=102&_HLS_part=3, REFUSE",
        "_HLS_msn=102, WAIT",
        "_HLS_msn=103, REFUSE",
    })
    void L35_decide_segmentJustComplete(String query, Delivery expected) {
        PlaylistPosition position = new PlaylistPosition(100, 6, 0);
        assertThat(decide(query, position, false, THIRDS)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "_HLS_msn=101&_HLS_part=1, WAIT",
        "_HLS_msn=102&_HLS_part=0, WAIT",
        "_HLS_msn=102&_HLS_part=1, WAIT",
        "_HLS_msn=102&_HLS_part=2, REFUSE",
    })
    void L35_decide_partsOfASecond_reachThreeAhead(String query, Delivery expected) {
        PlaylistPosition position = new PlaylistPosition(100, 2, 1);
        assertThat(decide(query, position, false, SECONDS)).isEqualTo(expected);
    }

    /** Keyframes may be 4 s apart, so a segment of 2 s may last 6 s; but this one may also be over with its sixth part. */
    @ParameterizedTest
    @CsvSource({
        "_HLS_msn=102&_HLS_part=0, WAIT",
        "_HLS_msn=102&_HLS_part=4, WAIT",
        "_HLS_msn=102&_HLS_part=5, REFUSE",
        "_HLS_msn=103&_HLS_part=0, REFUSE",
    })
    void L35_decide_copied_countsTheFewestPartsThatCanCome(String query, Delivery expected) {
        SegmentTiming timing = SegmentTiming.copied(THIRDS, Duration.ofSeconds(4));
        PlaylistPosition position = new PlaylistPosition(100, 6, 2);
        assertThat(Delivery.decide(DeliveryDirectives.parse(query).orElseThrow(), position, false, timing))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "_HLS_msn=101, NOW",
        "_HLS_msn=103, NOW",
        "_HLS_msn=999999999999999999, NOW",
        "_HLS_msn=101&_HLS_part=0, NOW",
        "_HLS_msn=150&_HLS_part=99&_HLS_skip=YES, NOW",
    })
    void L35_decide_ended_ignoresTheDirectives(String query, Delivery expected) {
        PlaylistPosition position = new PlaylistPosition(100, 6, 0);
        assertThat(decide(query, position, true, THIRDS)).isEqualTo(expected);
    }

    private static Delivery decide(String query, PlaylistPosition position, boolean ended, Cadence cadence) {
        return Delivery.decide(
                DeliveryDirectives.parse(query).orElseThrow(), position, ended, SegmentTiming.of(cadence));
    }
}
