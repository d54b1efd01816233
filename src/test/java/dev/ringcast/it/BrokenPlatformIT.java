package dev.ringcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.testing.Await;
import dev.ringcast.testing.Browsers;
import dev.ringcast.testing.Http;
import dev.ringcast.testing.TomcatBase;
import dev.ringcast.testing.TomcatProcess;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** On a platform that no FFmpeg build is for, the application says so wherever one looks, and harms nobody. */
class BrokenPlatformIT {
    private static final String PLATFORM = "plan9-vax";

    @Test
    void start_onUnsupportedPlatform_saysSoAndLeavesOthersAlone() throws Exception {
        try (TomcatProcess tomcat = TomcatBase.stock()
                .war("ringcast", TomcatBase.builtWar())
                .file("webapps/other/index.html", "unharmed")
                .option("-Dringcast.native.platform=" + PLATFORM)
                .start("/ringcast/")) {
            Http viewer = Http.anonymous();
            assertThat(viewer.get(tomcat.address("/other/")).body()).isEqualTo("unharmed");

            String line = tomcat.awaitLog(text -> text.contains(PLATFORM) && !isOption(text), Duration.ofSeconds(10));
            assertThat(line).contains("dev.ringcast").doesNotContain("Exception");
            assertThat(tomcat.log().lines().filter(text -> text.contains(PLATFORM) && !isOption(text)))
                    .hasSize(1);
            assertThat(tomcat.log()).doesNotContain("\tat ");

            assertThat(viewer.json(tomcat.address("/ringcast/live/channels.json"))
                            .getString("problem"))
                    .contains(PLATFORM);

            try (Browsers browser = Browsers.open(Browsers.Kind.CHROMIUM)) {
                browser.page().navigate(tomcat.address("/ringcast/").toString());
                Await.until(
                        "the reason on the page",
                        Duration.ofSeconds(20),
                        () -> ((String) browser.page().evaluate("document.body.innerText")).contains(PLATFORM));
            }
        }
    }

    /** Tomcat tells the options it was started with. */
    private static boolean isOption(String line) {
        return line.contains("Command line argument:");
    }
}
