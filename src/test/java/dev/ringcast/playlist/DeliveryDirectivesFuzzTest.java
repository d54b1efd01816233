package dev.ringcast.playlist;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.ringcast.media.Cadence;
import dev.ringcast.media.FrameRate;
import dev.ringcast.media.SegmentTiming;
import dev.ringcast.testing.Bounds;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;

/** Any query string is delivery directives with one meaning, or refused (L35). */
class DeliveryDirectivesFuzzTest {
    private static final SegmentTiming THIRDS = SegmentTiming.of(new Cadence(new FrameRate(30, 1), 60, 10));
    private static final PlaylistPosition POSITION = new PlaylistPosition(100, 6, 2);
    private static final long MOST = 999_999_999_999_999_999L;

    @FuzzTest
    void parse(byte[] query) throws Exception {
        String text = new String(query, StandardCharsets.ISO_8859_1);
        Bounds.hold(() -> DeliveryDirectives.parse(text).ifPresent(DeliveryDirectivesFuzzTest::assertSound));
    }

    private static void assertSound(DeliveryDirectives directives) {
        assertThat(DeliveryDirectives.parse(printed(directives))).isEqualTo(Optional.of(directives));
        assertThat(directives.sequence().orElse(0)).isBetween(0L, MOST);
        assertThat(directives.part().orElse(0)).isBetween(0L, MOST);
        assertThat(directives.part().isEmpty() || directives.blocking()).isTrue();

        assertThat(Delivery.decide(directives, POSITION, true, THIRDS)).isEqualTo(Delivery.NOW);
        Delivery delivery = Delivery.decide(directives, POSITION, false, THIRDS);
        long sequence = directives.sequence().orElse(0);
        boolean there = POSITION.reaches(sequence, directives.part());
        assertThat(delivery == Delivery.NOW).isEqualTo(!directives.blocking() || there);
        if (delivery == Delivery.WAIT) {
            assertThat(sequence).isBetween(POSITION.lastSequence(), POSITION.lastSequence() + 2);
        }
        if (delivery == Delivery.REFUSE) {
            assertThat(sequence).isGreaterThan(POSITION.lastSequence() + 1);
        }
    }

    private static String printed(DeliveryDirectives directives) {
        return printed("_HLS_msn=", directives.sequence())
                + printed("&_HLS_part=", directives.part())
                + (directives.skip() ? "&_HLS_skip=YES" : "");
    }

    private static String printed(String name, OptionalLong number) {
        return number.isPresent() ? name + number.getAsLong() : "";
    }
}
