package dev.ringcast.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.config.ConfigLoader;
import dev.ringcast.config.ServerConfig;
import dev.ringcast.media.MediaSegment;
import dev.ringcast.testing.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Channels of the test card, as a rule: 30 frames a second, segments of 1 s. */
final class TestCardChannel {
    static final int WIDTH = 640;
    static final int HEIGHT = 360;
    static final int FRAMES_PER_SEGMENT = 30;

    private TestCardChannel() {}

    /** One that is not started yet. */
    static LiveChannel idle() {
        return of(Map.of());
    }

    /** The same with other settings, without {@code channel.card.}. */
    static LiveChannel of(Map<String, String> settings) {
        return of(Path.of("media"), settings);
    }

    /** The same, playing files of a folder. */
    static LiveChannel of(Path mediaFolder, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of(
                "ringcast.media.folder", mediaFolder.toString(),
                "ringcast.channel.card.source", "pattern:",
                "ringcast.channel.card.video.size", WIDTH + "x" + HEIGHT,
                "ringcast.channel.card.video.fps", "30",
                "ringcast.channel.card.video.bitrate", "800k",
                "ringcast.channel.card.segment", "1s",
                "ringcast.channel.card.window", "20s"));
        settings.forEach((key, value) -> all.put("ringcast.channel.card." + key, value));
        ServerConfig config = ConfigLoader.load(all, Map.of(), path -> Optional.empty());
        assertThat(config.problems()).isEmpty();
        return new LiveChannel(ChannelPlan.of(config.channels().get(0), config.mediaFolder()));
    }

    /** The first segments of a channel with all their pictures: where the machine was busy, some are left out. */
    static List<MediaSegment> whole(Map<String, String> settings, int count) {
        for (int attempt = 1; attempt <= 5; attempt++) {
            LiveChannel channel = of(settings);
            channel.start();
            try {
                List<MediaSegment> found = segments(channel, count);
                if (channel.status().output().dropped() == 0) {
                    return found;
                }
            } finally {
                channel.close();
            }
        }
        throw new AssertionError("pictures were left out in each of five runs");
    }

    /** Its segments, once there are so many. */
    static List<MediaSegment> segments(LiveChannel channel, int count) {
        return Await.value(count + " segments", Duration.ofSeconds(60), () -> {
            List<MediaSegment> listed = channel.snapshot().segments();
            return listed.size() < count ? Optional.empty() : Optional.of(listed);
        });
    }
}
