package dev.ringcast.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MediaSegmentTest {
    private static final PartialSegment PART =
            new PartialSegment(MediaBytes.owning(new byte[] {1, 2, 3}), Duration.ofNanos(333_333_333), true);

    @Test
    void durationAndSize_areTheSumsOfTheParts() {
        List<PartialSegment> parts = new ArrayList<>(List.of(PART, PART, PART));
        MediaSegment segment = new MediaSegment("a", 1, Instant.EPOCH, false, 1, MediaBytes.EMPTY, parts);
        parts.clear();

        assertThat(segment.duration()).isEqualTo(Duration.ofNanos(999_999_999));
        assertThat(segment.size()).isEqualTo(9);
    }

    @Test
    void segment_outOfBounds_isRefused() {
        for (String run : List.of("", "a/b", "a b", "..", "ä", "a".repeat(65))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new MediaSegment(run, 1, Instant.EPOCH, false, 1, MediaBytes.EMPTY, List.of()));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MediaSegment("a", -1, Instant.EPOCH, false, 1, MediaBytes.EMPTY, List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MediaSegment("a", 1, Instant.EPOCH, false, -1, MediaBytes.EMPTY, List.of()));
    }

    @Test
    void part_thatDoesNotLast_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new PartialSegment(PART.bytes(), Duration.ZERO, true));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PartialSegment(PART.bytes(), Duration.ofNanos(-1), true));
    }

    @Test
    void L25_gap_holdsNothing() {
        PartialSegment gap = PartialSegment.gap(PART.duration());
        MediaSegment segment = new MediaSegment("a", 1, Instant.EPOCH, false, 1, MediaBytes.EMPTY, List.of(gap, gap));

        assertThat(segment.gap()).isTrue();
        assertThat(segment.duration()).isEqualTo(Duration.ofNanos(666_666_666));
        assertThat(segment.withParts(List.of(PART)).gap()).isFalse();
        assertThat(segment.withParts(List.of()).gap()).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> segment.withParts(List.of(gap, PART)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PartialSegment(PART.bytes(), PART.duration(), false, true));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PartialSegment(MediaBytes.EMPTY, PART.duration(), true, true));
    }

    @Test
    void bytes_areGivenWholeAndInRanges() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PART.bytes().writeTo(out);
        PART.bytes().writeTo(out, 1, 2);
        byte[] copy = PART.bytes().toByteArray();
        copy[0] = 9;

        assertThat(out.toByteArray()).containsExactly(1, 2, 3, 2, 3);
        assertThat(PART.bytes().asInputStream().readAllBytes()).containsExactly(1, 2, 3);
    }
}
