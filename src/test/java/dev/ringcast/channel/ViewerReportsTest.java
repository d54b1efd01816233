package dev.ringcast.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ViewerReportsTest {
    private final AtomicLong now = new AtomicLong();
    private final ViewerReports reports = new ViewerReports(now::get);

    @Test
    void summary_reports_hasTheirDistribution() {
        for (int i = 1; i <= 101; i++) {
            add(10 * i, i % 50 == 0 ? 1 : 0);
        }
        assertThat(reports.summary()).isEqualTo(new ViewerReports.Summary(101, 510, 960, 2, 0));
    }

    @Test
    void summary_afterAMinute_hasForgotten() {
        add(1000, 1);
        now.addAndGet(Duration.ofSeconds(61).toNanos());
        assertThat(reports.summary()).isEqualTo(new ViewerReports.Summary(0, 0, 0, 0, 0));
    }

    @Test
    void latencyAndStalls_afterAMinute_areKept() {
        add(1000, 1);
        now.addAndGet(Duration.ofSeconds(61).toNanos());
        add(7000, 2);
        assertThat(reports.latency().count()).isEqualTo(2);
        assertThat(reports.latency().sumSeconds()).isEqualTo(8);
        assertThat(reports.stalls()).isEqualTo(3);
    }

    @Test
    void add_flood_staysBoundedAndWhatIsIgnoredIsCounted() {
        for (int i = 0; i < 100_000; i++) {
            reports.add("192.0." + i % 100 + ".1", 1, 1, OptionalInt.empty());
        }
        assertThat(reports.summary().reports()).isEqualTo(20_000);
        assertThat(reports.stalls()).isEqualTo(20_000);
        assertThat(reports.ignored()).isEqualTo(80_000);
    }

    @Test
    void add_floodFromOneAddress_leavesTheOthersTheirFigures() {
        for (int i = 0; i < 10_000; i++) {
            reports.add("2001:db8:1:2:" + Integer.toHexString(i) + "::7", 60_000, 9, OptionalInt.of(9000));
        }
        for (int i = 0; i < 1000; i++) {
            add(1000, 0);
        }
        assertThat(reports.summary()).extracting(ViewerReports.Summary::reports).isEqualTo(1200);
        assertThat(reports.ignored()).isEqualTo(9400 + 400);

        now.addAndGet(Duration.ofSeconds(61).toNanos());
        add(1000, 0);
        assertThat(reports.summary().reports()).isOne();
    }

    @Test
    void L42_summary_roundTrips_hasThatOfNineteenInTwenty() {
        for (int i = 1; i <= 19; i++) {
            reports.add("192.0.2.1", 1000, 0, OptionalInt.of(10 * i));
        }
        assertThat(reports.summary().roundTripMillis95()).as("too few").isZero();
        add(1000, 0);
        assertThat(reports.summary().roundTripMillis95())
                .as("one tells of none")
                .isZero();
        reports.add("192.0.2.1", 1000, 0, OptionalInt.of(2000));
        assertThat(reports.summary().roundTripMillis95()).isEqualTo(190);
        assertThat(reports.roundTrips().count()).isEqualTo(20);
    }

    private void add(int latencyMillis, int stalls) {
        reports.add("192.0.2.1", latencyMillis, stalls, OptionalInt.empty());
    }
}
