package dev.ringcast.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ViewerReportsTest {
    private final AtomicLong now = new AtomicLong();
    private final ViewerReports reports = new ViewerReports(now::get);

    @Test
    void summary_reports_hasTheirDistribution() {
        for (int i = 1; i <= 101; i++) {
            reports.add(10 * i, i % 50 == 0 ? 1 : 0);
        }
        assertThat(reports.summary()).isEqualTo(new ViewerReports.Summary(101, 510, 960, 2));
    }

    @Test
    void summary_afterAMinute_hasForgotten() {
        reports.add(1000, 1);
        now.addAndGet(Duration.ofSeconds(61).toNanos());
        assertThat(reports.summary()).isEqualTo(new ViewerReports.Summary(0, 0, 0, 0));
    }

    @Test
    void latencyAndStalls_afterAMinute_areKept() {
        reports.add(1000, 1);
        now.addAndGet(Duration.ofSeconds(61).toNanos());
        reports.add(7000, 2);
        assertThat(reports.latency().count()).isEqualTo(2);
        assertThat(reports.latency().sumSeconds()).isEqualTo(8);
        assertThat(reports.stalls()).isEqualTo(3);
    }

    @Test
    void add_flood_staysBounded() {
        for (int i = 0; i < 100_000; i++) {
            reports.add(1, 0);
        }
        assertThat(reports.summary().reports()).isEqualTo(20_000);
    }
}
