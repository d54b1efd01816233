package dev.ringcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.testing.Await;
import dev.ringcast.testing.Http;
import dev.ringcast.testing.PlaylistWatch;
import dev.ringcast.testing.ReadingPlayer;
import dev.ringcast.testing.TomcatBase;
import dev.ringcast.testing.TomcatProcess;
import jakarta.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The processor is too slow for the only rendition there is, as x264's slowest preset takes far longer for a picture. */
@Tag("alone")
class SlowEncoderIT {
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final int SEGMENTS = 5;

    @Test
    void encoder_slowerThanRealTime_leavesPicturesOutAndKeepsThePace() throws Exception {
        try (TomcatProcess tomcat = TomcatBase.stock()
                .war("ringcast", TomcatBase.builtWar())
                .user("admin", "secret", "ringcast-admin")
                .file("conf/ringcast.properties", """
                channel.live.source = pattern:
                channel.live.video.size = 960x540
                channel.live.video.fps = 60
                channel.live.video.preset = placebo
                """)
                .start("/ringcast/")) {
            try (PlaylistWatch watch = PlaylistWatch.of(
                    tomcat.address("/ringcast/live/live/540p/ts.m3u8"),
                    tomcat.address("/ringcast/live/live/540p/cmaf.m3u8"))) {
                watch.awaitMedia(1, SOON);
                Await.until("pictures are left out", SOON, () -> dropped(tomcat) > 0);
                try (ReadingPlayer player = ReadingPlayer.start(tomcat.address("/ringcast/live/live/540p/ts.m3u8"))) {
                    long dropped = dropped(tomcat);
                    watch.awaitMedia(SEGMENTS, SOON);
                    assertThat(dropped(tomcat)).isGreaterThan(dropped);
                    player.awaitFrames(10, SOON);
                }
                assertThat(watch.takeViolations()).isEmpty();
            }
        }
    }

    private static long dropped(TomcatProcess tomcat) throws Exception {
        JsonObject channel = Http.as("admin", "secret")
                .json(tomcat.address("/ringcast/admin/channels.json"))
                .getJsonArray("channels")
                .getJsonObject(0);
        return channel.getJsonObject("output").getJsonNumber("dropped").longValue();
    }
}
