package dev.ringcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.testing.Await;
import dev.ringcast.testing.Http;
import dev.ringcast.testing.PlaylistWatch;
import dev.ringcast.testing.TomcatBase;
import dev.ringcast.testing.TomcatProcess;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Two copies of the WAR in one Tomcat, each with FFmpeg of its own: one comes and goes, the other plays on. */
class TwoCopiesIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void copy_thatIsUndeployedAndDeployed_doesNotDisturbTheOther() throws Exception {
        try (TomcatProcess tomcat = TomcatBase.stock()
                .manager()
                .user("manager", "secret", "manager-script")
                .war("one", TomcatBase.builtWar())
                .war("two", TomcatBase.builtWar())
                .file("conf/ringcast.properties", "channel.live.source = pattern:\nchannel.live.video.size = 320x180\n")
                .start("/two/")) {
            URI one = tomcat.address("/one/live/live/180p/ts.m3u8");
            URI two = tomcat.address("/two/live/live/180p/ts.m3u8");
            try (PlaylistWatch both = PlaylistWatch.of(one, two)) {
                both.awaitMedia(2, SOON);
                assertThat(both.takeViolations()).isEmpty();
            }
            try (PlaylistWatch left = PlaylistWatch.of(two)) {
                left.awaitMedia(1, SOON);
                command(tomcat, "undeploy?path=/one");
                left.awaitMedia(2, SOON);
                command(tomcat, "deploy?path=/one&war=" + TomcatBase.builtWar().toUri());
                Await.until("a first segment", SOON, () -> Http.anonymous().status(one) == 200);
                left.awaitMedia(1, SOON);
                assertThat(left.takeViolations()).isEmpty();
            }
            assertThat(tomcat.complaints()).isEmpty();
        }
    }

    private static void command(TomcatProcess tomcat, String command) throws Exception {
        assertThat(Http.as("manager", "secret")
                        .get(tomcat.address("/manager/text/" + command))
                        .body())
                .as(command)
                .startsWith("OK");
    }
}
