package dev.ringcast.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.config.ConfigLoader;
import dev.ringcast.config.ServerConfig;
import dev.ringcast.media.MediaSegment;
import dev.ringcast.media.Packaging;
import dev.ringcast.testing.Await;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A channel that copies its source, and what tests want to know of it. */
final class CopyChannel implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final LiveChannel channel;

    /** Starts a channel with segments of 1 s and parts of 200 ms at 25 frames a second, {@code encode} being never. */
    CopyChannel(Path mediaFolder, String source, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of(
                "ringcast.media.folder", mediaFolder.toString(),
                "ringcast.channel.copy.source", source,
                "ringcast.channel.copy.encode", "never",
                "ringcast.channel.copy.video.size", "320x180",
                "ringcast.channel.copy.video.fps", "25",
                "ringcast.channel.copy.video.preset", "ultrafast",
                "ringcast.channel.copy.segment", "1s",
                "ringcast.channel.copy.part", "200ms",
                "ringcast.channel.copy.window", "60s"));
        settings.forEach((key, value) -> all.put("ringcast.channel.copy." + key, value));
        ServerConfig config = ConfigLoader.load(all, Map.of(), path -> Optional.empty());
        assertThat(config.problems()).isEmpty();
        channel = new LiveChannel(ChannelPlan.of(config.channels().get(0), config.mediaFolder()));
        channel.start();
    }

    LiveChannel channel() {
        return channel;
    }

    /** Waits for so many segments, and gives the first of them. */
    List<MediaSegment> segments(Packaging packaging, int count) {
        return Await.value(count + " segments, " + channel.status(), PATIENCE, () -> {
            List<MediaSegment> listed = output(packaging).snapshot().segments();
            return listed.size() < count ? Optional.empty() : Optional.of(listed.subList(0, count));
        });
    }

    RenditionOutput output(Packaging packaging) {
        return (RenditionOutput) channel.stream("source", packaging).orElseThrow();
    }

    String playlist(Packaging packaging) {
        return new String(
                output(packaging).playlist().orElseThrow().form(false).plain().toByteArray(), StandardCharsets.UTF_8);
    }

    /** Waits until something went wrong, and tells what. */
    String problem() {
        return problem("");
    }

    /** Waits until something went wrong that is told in these words, and tells all of it. */
    String problem(String words) {
        return Await.value(
                "a problem: " + words,
                PATIENCE,
                () -> channel.status().problems().stream()
                        .map(ChannelStatus.Problem::text)
                        .filter(text -> text.contains(words))
                        .findFirst());
    }

    @Override
    public void close() {
        channel.close();
    }
}
