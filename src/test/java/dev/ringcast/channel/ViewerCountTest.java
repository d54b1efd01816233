package dev.ringcast.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ViewerCountTest {
    private final AtomicLong now = new AtomicLong();
    private final ViewerCount viewers = new ViewerCount(now::get);

    @Test
    void lastMinute_sameViewerAgain_countsOnce() {
        viewers.seen("192.0.2.1", "Firefox");
        viewers.seen("192.0.2.1", "Firefox");
        viewers.seen("192.0.2.1", "Chrome");
        viewers.seen("192.0.2.2", "Firefox");
        assertThat(viewers.lastMinute()).isEqualTo(3);
    }

    @Test
    void lastMinute_viewerGoneForAMinute_isForgotten() {
        viewers.seen("192.0.2.1", "Firefox");
        now.addAndGet(Duration.ofSeconds(59).toNanos());
        assertThat(viewers.lastMinute()).isEqualTo(1);
        now.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThat(viewers.lastMinute()).isZero();
    }

    @Test
    void seen_flood_staysBounded() {
        for (int i = 0; i < 150_000; i++) {
            viewers.seen("address " + i, "");
        }
        assertThat(viewers.lastMinute()).isLessThanOrEqualTo(100_000);
    }
}
