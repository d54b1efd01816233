package dev.ringcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.testing.Await;
import dev.ringcast.testing.Browsers;
import dev.ringcast.testing.Http;
import dev.ringcast.testing.PlayerPage;
import dev.ringcast.testing.TomcatBase;
import dev.ringcast.testing.TomcatProcess;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A viewer changes the quality forth and back, and the picture goes on. */
@Tag("alone")
class LadderIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int CHANGES = 4;

    @ParameterizedTest
    @EnumSource(Browsers.Kind.class)
    void quality_chosenForthAndBack_changesWithoutAStall(Browsers.Kind kind) throws Exception {
        try (Browsers browser = Browsers.open(kind);
                TomcatProcess tomcat = TomcatBase.recommended()
                        .war("ROOT", TomcatBase.builtWar())
                        .file("conf/ringcast.properties", """
                        channel.live.source = pattern:
                        channel.live.video.size = 640x360
                        channel.live.ladder = 360p, 240p, audio
                        """)
                        .start("/")) {
            Await.until(
                    "the first segment",
                    SOON,
                    () -> Http.anonymous().status(tomcat.address("/live/live/240p/cmaf.m3u8")) == 200);
            PlayerPage page = PlayerPage.open(browser, tomcat.address("/"));
            page.settle();
            for (int change = 0; change < CHANGES; change++) {
                int height = change % 2 == 0 ? 240 : 360;
                page.page().selectOption("#quality", height + "p");
                Await.until("a picture of " + height + " lines", SOON, () -> page.height() == height);
            }
            assertThat(page.errors()).isEqualTo("[]");
            assertThat(page.stalls()).isZero();
            assertThat(page.rebuilds()).isZero();
            assertThat(browser.takeErrors()).isEmpty();
        }
    }
}
