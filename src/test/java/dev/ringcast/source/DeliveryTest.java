package dev.ringcast.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeliveryTest {
    /** Pictures without times have some that are later than they are by what decoding took, once more for each hiccup. */
    @Test
    void asItComes_nothingIsHeldBack() throws Exception {
        RecordingSink sink = new RecordingSink();
        Delivery delivery = new Delivery(sink, new Gate(), true);
        delivery.asItComes();
        delivery.begin();

        delivery.audio(new float[2], 1, 0);
        delivery.audio(new float[2], 1, 5_000_000);

        List<RecordingSink.Sound> sounds = sink.sounds();
        assertThat(Duration.ofNanos(sounds.get(1).arrivedNanos() - sounds.get(0).arrivedNanos()))
                .isLessThan(Duration.ofSeconds(4));
    }
}
