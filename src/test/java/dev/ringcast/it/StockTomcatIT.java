package dev.ringcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.testing.Await;
import dev.ringcast.testing.FfmpegProgram;
import dev.ringcast.testing.Http;
import dev.ringcast.testing.TomcatBase;
import dev.ringcast.testing.TomcatProcess;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Dropped into a Tomcat as it comes, the WAR plays, and an independent player has nothing to remark. */
class StockTomcatIT {
    private static final int SECONDS = 5;
    private static final int LEAST_FRAMES_A_SECOND = 20;

    @ParameterizedTest(name = "packed: {0}")
    @ValueSource(booleans = {false, true})
    void war_inUntouchedTomcat_playsWithoutWarning(boolean packed) throws Exception {
        TomcatBase base =
                TomcatBase.stock().war("ringcast", TomcatBase.builtWar()).user("admin", "right", "ringcast-admin");
        try (TomcatProcess tomcat = (packed ? base.packed() : base).start("/ringcast/")) {
            String address = tomcat.address("/ringcast/live/live/ts.m3u8").toString();
            Http viewer = Http.anonymous();
            Await.until(
                    "first segment",
                    Duration.ofSeconds(60),
                    () -> viewer.status(tomcat.address("/ringcast/live/live/ts.m3u8")) == 200);

            FfmpegProgram.Result played = FfmpegProgram.run(
                    Duration.ofSeconds(60),
                    ("-nostdin -v warning -nostats -progress pipe:1 -xerror -t " + SECONDS + " -i " + address
                                    + " -map 0 -f null -")
                            .split(" "));

            assertThat(played.code()).isZero();
            List<String> remarks = played.output().stream()
                    .filter(line -> !line.matches("[a-z0-9_]+=.*"))
                    .toList();
            assertThat(remarks).isEmpty();
            assertThat(lastFrame(played.output())).isGreaterThanOrEqualTo(SECONDS * LEAST_FRAMES_A_SECOND);
            assertThat(tomcat.complaints()).isEmpty();
            assertLocksOut(tomcat.address("/ringcast/admin/"));
        }
    }

    /** Tomcat as it comes counts failed logins too. */
    private static void assertLocksOut(URI page) throws Exception {
        assertThat(Http.as("admin", "right").status(page)).isEqualTo(200);
        for (int i = 0; i < 5; i++) {
            assertThat(Http.as("admin", "wrong" + i).status(page)).isEqualTo(401);
        }
        assertThat(Http.as("admin", "right").status(page)).isEqualTo(401);
    }

    private static int lastFrame(List<String> progress) {
        return progress.stream()
                .filter(line -> line.startsWith("frame="))
                .mapToInt(line ->
                        Integer.parseInt(line.substring("frame=".length()).trim()))
                .max()
                .orElse(0);
    }
}
