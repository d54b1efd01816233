package dev.ringcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.testing.Await;
import dev.ringcast.testing.Browsers;
import dev.ringcast.testing.Http;
import dev.ringcast.testing.PlayerPage;
import dev.ringcast.testing.Scripts;
import dev.ringcast.testing.TomcatBase;
import dev.ringcast.testing.TomcatProcess;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A page that is busy at the wrong moment misses no part: see {@code part-record.js}. */
@Tag("alone")
class BusyPageIT {
    private static final int BUSY_TIMES = 5;
    private static final Duration SOON = Duration.ofSeconds(60);

    /** Parts that fill their segment, and parts of which the last is a single picture. */
    @ParameterizedTest
    @CsvSource({"CHROMIUM, 30, 100ms", "FIREFOX, 25, 280ms"})
    void page_busyAtTheEndOfEachSegment_playsWithoutAStall(Browsers.Kind kind, int frameRate, String part)
            throws Exception {
        try (Browsers browser = Browsers.open(kind);
                TomcatProcess tomcat = TomcatBase.recommended()
                        .war("ROOT", TomcatBase.builtWar())
                        .file("conf/ringcast.properties", """
                                channel.live.source = pattern:
                                channel.live.video.size = 640x360
                                channel.live.video.fps = %d
                                channel.live.part = %s
                                """.formatted(frameRate, part))
                        .start("/")) {
            Await.until(
                    "the first segment",
                    SOON,
                    () -> Http.anonymous().status(tomcat.address("/live/live/360p/ts.m3u8")) == 200);
            browser.page().addInitScript(Scripts.of(BusyPageIT.class, "busy-page.js"));
            PlayerPage page = PlayerPage.open(browser, tomcat.address("/"));
            page.settle();
            int before = busyTimes(page);

            Await.until("busy at the ends of some segments", SOON, () -> busyTimes(page) >= before + BUSY_TIMES);

            assertThat(page.stalls()).isZero();
            assertThat(page.is("playing")).isTrue();
        }
    }

    private static int busyTimes(PlayerPage page) {
        return (int) page.page().evaluate("window.busyTimes");
    }
}
