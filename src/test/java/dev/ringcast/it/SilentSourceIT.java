package dev.ringcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.rules.ParsedPlaylist;
import dev.ringcast.rules.PlaylistRuleChecker;
import dev.ringcast.testing.Await;
import dev.ringcast.testing.Clips;
import dev.ringcast.testing.FfmpegProgram;
import dev.ringcast.testing.Http;
import dev.ringcast.testing.TomcatBase;
import dev.ringcast.testing.TomcatProcess;
import dev.ringcast.testing.UdpRelay;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Requests for what is to come while the source of a copied channel says nothing: nothing comes until it is given up, gaps
 * from then on. What is encoded never stands still.
 */
class SilentSourceIT {
    private static final Duration SOON = Duration.ofSeconds(40);

    /** Three target durations: segments of one second, and keyframes that may come as late again. */
    private static final Duration DEADLINE = Duration.ofSeconds(6);

    /** How long hls.js waits for the first byte. */
    private static final Duration PATIENCE_OF_PLAYERS = Duration.ofSeconds(10);

    @TempDir
    private Path directory;

    @Test
    void L35_L25_sourceFallsSilent_blockedReloadIs503AndLaterAGap() throws Exception {
        Path film = directory.resolve("film.mp4");
        Clips.make(film, 30, 25, 48_000, "-g 25 -bf 0");
        int port = UdpRelay.freePort();
        try (TomcatProcess tomcat = TomcatBase.stock()
                .war("ringcast", TomcatBase.builtWar())
                .file("conf/ringcast.properties", """
                channel.live.source = udp://127.0.0.1:%d
                channel.live.source.timeout = 14s
                channel.live.encode = never
                channel.live.segment = 1s
                channel.live.gop = 1s
                """.formatted(port))
                .start("/ringcast/")) {
            List<URI> playlists = List.of(playlist(tomcat, "cmaf"), playlist(tomcat, "ts"));
            try (FfmpegProgram sender = FfmpegProgram.sendTransportStream(film, "udp://127.0.0.1:" + port)) {
                for (URI playlist : playlists) {
                    Await.until("a segment", SOON, () -> Http.anonymous().status(playlist) == 200);
                }
                assertThat(sender.running()).isTrue();
            }
            List<CompletableFuture<Duration>> blocked = playlists.stream()
                    .map(playlist -> CompletableFuture.supplyAsync(() -> timeUntil503(playlist)))
                    .toList();
            for (CompletableFuture<Duration> each : blocked) {
                assertThat(each.get(20, TimeUnit.SECONDS)).isBetween(DEADLINE, PATIENCE_OF_PLAYERS);
            }
            assertThat(state(tomcat)).as("state before the source is given up").isEqualTo("live");

            Await.until("the source is given up", SOON, () -> state(tomcat).equals("away"));
            for (URI playlist : playlists) {
                assertGapComes(playlist);
            }
            assertThat(state(tomcat)).isEqualTo("away");
        }
    }

    /** Asks for a segment that cannot come any more: what is under way is less than one. */
    private static Duration timeUntil503(URI playlist) {
        try {
            ParsedPlaylist now = parsed(playlist, "");
            assertThat(now.number("EXT-X-TARGETDURATION")).contains(DEADLINE.toSeconds() / 3);
            URI ahead = URI.create(playlist + "?_HLS_msn=" + (now.lastSequence() + 2));
            long begin = System.nanoTime();
            HttpResponse<String> answer = Http.anonymous().get(ahead);
            Duration time = Duration.ofNanos(System.nanoTime() - begin);
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
            assertThat(answer.headers().firstValue("Retry-After")).contains("1");
            return time;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The part and the segment that a player asks for next are there in time, marked as missing (L25). */
    private static void assertGapComes(URI playlist) throws IOException, InterruptedException {
        ParsedPlaylist now = parsed(playlist, "");
        long sequence = now.lastSequence() + 1;
        int index = now.openParts().size();
        ParsedPlaylist withPart = parsed(playlist, "?_HLS_msn=" + sequence + "&_HLS_part=" + index);
        assertThat(withPart.parts())
                .filteredOn(part -> part.sequence() == sequence && part.index() == index)
                .singleElement()
                .matches(ParsedPlaylist.Part::gap, "is a gap");
        ParsedPlaylist withSegment = parsed(playlist, "?_HLS_msn=" + sequence);
        assertThat(withSegment.lastSequence()).isGreaterThanOrEqualTo(sequence);
        assertThat(withSegment.segment(sequence).orElseThrow().gap()).isTrue();
    }

    private static ParsedPlaylist parsed(URI playlist, String query) throws IOException, InterruptedException {
        HttpResponse<String> answer = Http.anonymous().get(URI.create(playlist + query));
        assertThat(answer.statusCode()).as("%s%s", playlist, query).isEqualTo(200);
        return PlaylistRuleChecker.parse(answer.body());
    }

    private static String state(TomcatProcess tomcat) throws IOException, InterruptedException {
        return Http.anonymous()
                .json(tomcat.address("/ringcast/live/channels.json"))
                .getJsonArray("channels")
                .getJsonObject(0)
                .getString("state");
    }

    private static URI playlist(TomcatProcess tomcat, String packaging) {
        return tomcat.address("/ringcast/live/live/source/" + packaging + ".m3u8");
    }
}
