package dev.ringcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.testing.Await;
import dev.ringcast.testing.Browsers;
import dev.ringcast.testing.Http;
import dev.ringcast.testing.PlayerPage;
import dev.ringcast.testing.ProcessFault;
import dev.ringcast.testing.TomcatBase;
import dev.ringcast.testing.TomcatProcess;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A player at an ordinary distance from the live edge waits for a late playlist: see {@code patient-loader.js}. That is
 * hls.js's own doing, so one browser is enough.
 */
@Tag("alone")
class OrdinaryLatencyIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    /** Longer than hls.js would wait by itself for a playlist with target duration 2, shorter than what is buffered. */
    private static final int PAUSE_MILLIS = 4000;

    @Test
    void server_pausesForTwoTargetDurations_pageShowsNoError() throws Exception {
        try (Browsers browser = Browsers.open(Browsers.Kind.CHROMIUM);
                TomcatProcess tomcat = TomcatBase.recommended()
                        .war("ROOT", TomcatBase.builtWar())
                        .file("conf/ringcast.properties", """
                                channel.live.source = pattern:
                                channel.live.video.size = 640x360
                                """)
                        .start("/")) {
            Await.until(
                    "the first segment",
                    SOON,
                    () -> Http.anonymous().status(tomcat.address("/live/live/360p/ts.m3u8")) == 200);
            PlayerPage page = PlayerPage.open(browser, tomcat.address("/?latency=ordinary"));
            page.awaitPlaying();
            Await.until("enough for the pause", SOON, () -> ahead(page) > PAUSE_MILLIS / 1000.0 + 1);

            ProcessFault.freeze(tomcat);
            double thawed;
            try {
                double frozen = now(page);
                Await.until("a pause", SOON, () -> now(page) > frozen + PAUSE_MILLIS);
                thawed = page.time();
            } finally {
                ProcessFault.thaw(tomcat);
            }
            // All that was buffered at the end of the pause has been played by then.
            Await.until("plays on", SOON, () -> page.time() > thawed + PAUSE_MILLIS / 1000.0);

            assertThat(page.errors()).isEqualTo("[]");
            assertThat(page.rebuilds()).isZero();
        }
    }

    /** How much is buffered, in seconds. */
    private static double ahead(PlayerPage page) {
        Object end = page.page()
                .evaluate("(({ buffered }) => buffered.length ? buffered.end(buffered.length - 1) : 0)"
                        + "(document.querySelector('video'))");
        return ((Number) end).doubleValue() - page.time();
    }

    private static double now(PlayerPage page) {
        return ((Number) page.page().evaluate("performance.now()")).doubleValue();
    }
}
