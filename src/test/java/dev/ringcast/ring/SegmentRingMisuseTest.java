package dev.ringcast.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.ringcast.media.MediaBytes;
import dev.ringcast.media.MediaSegment;
import dev.ringcast.media.PartialSegment;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a ring refuses: calls out of order, and media that no playlist could list. */
class SegmentRingMisuseTest {
    private static final MediaBytes INIT = MediaBytes.owning(new byte[] {1});

    private final SegmentRing ring = RingFixture.ring();

    @Test
    void L25_gapWithoutMediaBeforeIt_isRefused() {
        assertThatIllegalStateException().isThrownBy(ring::beginGap);
        assertThat(ring.snapshot().open()).isEmpty();
    }

    @Test
    void L25_mediaAndGapsInOneSegment_areRefused() {
        ring.beginSegment("a", INIT, RingFixture.START);
        ring.appendPart(RingFixture.part(100, true));

        assertThatIllegalArgumentException().isThrownBy(() -> ring.appendPart(PartialSegment.gap(RingFixture.SEGMENT)));
        ring.appendPart(RingFixture.part(100, false));
        ring.endSegment();
        assertThat(ring.snapshot().segments().get(0).parts()).hasSize(2);
    }

    @Test
    void abandonOpen_withParts_throws() {
        ring.beginSegment("a", MediaBytes.EMPTY, RingFixture.START);
        ring.appendPart(RingFixture.part(10, true));

        assertThatIllegalStateException().isThrownBy(ring::abandonOpen).withMessageContaining("end it");
    }

    @Test
    void L19_appendPart_firstNotIndependent_throwsAndChangesNothing() {
        ring.beginSegment("a", MediaBytes.EMPTY, RingFixture.START);
        RingSnapshot before = ring.snapshot();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ring.appendPart(RingFixture.part(10, false)))
                .withMessageContaining("IDR");
        assertThat(ring.snapshot()).isEqualTo(before);
    }

    @Test
    void callsOutOfOrder_throw() {
        assertThatIllegalStateException().isThrownBy(() -> ring.appendPart(RingFixture.part(1, true)));
        assertThatIllegalStateException().isThrownBy(ring::endSegment);

        ring.beginSegment("a", MediaBytes.EMPTY, RingFixture.START);
        assertThatIllegalStateException().isThrownBy(ring::endSegment).withMessageContaining("no part");
        assertThatIllegalStateException().isThrownBy(() -> ring.beginSegment("a", MediaBytes.EMPTY, RingFixture.START));
        assertThatIllegalStateException().isThrownBy(ring::end);

        ring.appendPart(RingFixture.part(1, true));
        ring.endSegment();
        assertThatIllegalStateException().isThrownBy(() -> ring.appendPart(RingFixture.part(1, true)));
        ring.end();
        assertThatIllegalStateException().isThrownBy(() -> ring.appendPart(RingFixture.part(1, true)));
        assertThat(ring.snapshot().segments()).hasSize(1);
    }

    @Test
    void beginSegment_runUnfitForAUri_throwsAndChangesNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ring.beginSegment("a/b", MediaBytes.EMPTY, RingFixture.START));

        assertThat(ring.snapshot()).isEqualTo(RingSnapshot.EMPTY);
    }

    @Test
    void write_whileAnotherThreadWrites_throws() throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        SegmentRing slow = new SegmentRing(
                new RingLimits(RingFixture.SEGMENT, 100), RingFixture.timing(RingFixture.SEGMENT), () -> {
                    inside.countDown();
                    try {
                        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException("nobody interrupts this test", e);
                    }
                    return RingFixture.START;
                });
        Thread writer = new Thread(() -> slow.beginSegment("a", MediaBytes.EMPTY, RingFixture.START), "writer");
        writer.start();
        assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();

        assertThatIllegalStateException().isThrownBy(slow::end).withMessageContaining("two threads");

        done.countDown();
        writer.join(10_000);
        assertThat(slow.snapshot().open()).isPresent();
        assertThat(slow.snapshot().ended()).isFalse();
    }

    @Test
    void snapshot_withAHoleInItsSequence_isRefused() {
        RingFixture.segment(ring, "a");
        RingFixture.segment(ring, "a");
        RingFixture.segment(ring, "a");
        List<MediaSegment> segments = ring.snapshot().segments();

        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new RingSnapshot(
                        List.of(segments.get(0), segments.get(2)),
                        List.of(),
                        ring.snapshot().open(),
                        false));
    }

    @Test
    void retireAllAndFollow_outOfOrder_throw() {
        RingFixture.segment(ring, "a");
        MediaSegment last = ring.snapshot().segments().get(0);
        assertThatIllegalStateException().isThrownBy(() -> ring.follow(last));
        ring.beginSegment("a", MediaBytes.EMPTY, RingFixture.START);
        assertThatIllegalStateException().isThrownBy(ring::retireAll);
        assertThatIllegalStateException().isThrownBy(() -> ring.follow(last));
        assertThat(ring.snapshot().segments()).containsExactly(last);
    }
}
