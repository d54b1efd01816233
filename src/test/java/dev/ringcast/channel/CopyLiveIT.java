package dev.ringcast.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.ffmpeg.NativeRuntime;
import dev.ringcast.media.MediaSegment;
import dev.ringcast.media.Packaging;
import dev.ringcast.rules.PlaylistRuleChecker;
import dev.ringcast.rules.Violation;
import dev.ringcast.testing.Await;
import dev.ringcast.testing.Clips;
import dev.ringcast.testing.FfmpegProgram;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A live sender that is copied, killed and started again, and its playlists held to the rules all the while. */
@Tag("paired")
class CopyLiveIT {
    @TempDir
    private static Path media;

    @TempDir
    private Path directory;

    @BeforeAll
    static void make() throws Exception {
        NativeRuntime.load();
        Clips.make(media.resolve("film.mp4"), 60, 25, 48_000, "-g 25 -bf 2");
    }

    @Test
    void L10_L25_sender_killedAndBack_breaksNoRule() throws Exception {
        String address = "udp://127.0.0.1:" + freePort();
        Map<Packaging, PlaylistRuleChecker> checkers =
                Map.of(Packaging.TS, new PlaylistRuleChecker(), Packaging.CMAF, new PlaylistRuleChecker());
        List<Violation> violations = new ArrayList<>();
        try (CopyChannel channel = new CopyChannel(media, address, Map.of("source.timeout", "2s"))) {
            try (FfmpegProgram sender = FfmpegProgram.sendTransportStream(media.resolve("film.mp4"), address)) {
                assertThat(sender.running()).isTrue();
                watch(channel, checkers, violations, 4);
            }
            int before = channel.output(Packaging.TS).snapshot().segments().size();
            // Away for as long as several attempts take.
            watch(channel, checkers, violations, before + 11);
            ChannelState away = channel.channel().status().state();
            assertThat(away).isInstanceOf(ChannelState.Away.class);
            assertThat(away.explanation().orElseThrow()).contains("no data for 2 s");
            assertThat(Duration.between(away.since(), Instant.now())).isGreaterThan(Duration.ofSeconds(5));
            try (FfmpegProgram sender = FfmpegProgram.sendTransportStream(media.resolve("film.mp4"), address)) {
                assertThat(sender.running()).isTrue();
                Await.until("the picture, " + channel.channel().status().problems(), Duration.ofSeconds(40), () -> {
                    observe(channel, checkers, violations);
                    return channel.channel().status().state() instanceof ChannelState.Live;
                });
                before = channel.output(Packaging.TS).snapshot().segments().size();
                watch(channel, checkers, violations, before + 4);
            }
            Set<String> runs = new HashSet<>();
            for (Packaging packaging : Packaging.values()) {
                List<MediaSegment> segments =
                        channel.output(packaging).snapshot().segments();
                segments.forEach(segment -> runs.add(segment.run()));
                for (String run : runs) {
                    Path file = SegmentFiles.write(
                            segments.stream()
                                    .filter(segment -> segment.run().equals(run))
                                    .toList(),
                            directory.resolve("media." + packaging.fileEnding()));
                    assertThat(SegmentFiles.decode(file)).isEmpty();
                }
            }
            assertThat(runs).hasSize(2);
        }
        assertThat(violations).isEmpty();
    }

    private static void watch(
            CopyChannel channel,
            Map<Packaging, PlaylistRuleChecker> checkers,
            List<Violation> violations,
            int segments) {
        Await.until(segments + " segments", Duration.ofSeconds(60), () -> {
            observe(channel, checkers, violations);
            return channel.output(Packaging.TS).snapshot().segments().size() >= segments;
        });
    }

    private static void observe(
            CopyChannel channel, Map<Packaging, PlaylistRuleChecker> checkers, List<Violation> violations) {
        checkers.forEach((packaging, checker) -> {
            if (channel.output(packaging).playlist().isPresent()) {
                violations.addAll(checker.observe(channel.playlist(packaging), Instant.now()));
            }
        });
    }

    private static int freePort() throws Exception {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
