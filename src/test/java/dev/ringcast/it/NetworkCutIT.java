package dev.ringcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.testing.Await;
import dev.ringcast.testing.Clips;
import dev.ringcast.testing.Closables;
import dev.ringcast.testing.NetworkCable;
import dev.ringcast.testing.PlaylistWatch;
import dev.ringcast.testing.ReadingPlayer;
import dev.ringcast.testing.TomcatBase;
import dev.ringcast.testing.TomcatProcess;
import dev.ringcast.testing.UdpRelay;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The cable between the server and its sources is cut, and nobody is told: no connection is reset, none is refused. One
 * source is read over HTTP, one over SRT, one is UDP. All their playlists are watched all the time, and players are never
 * closed.
 */
@Tag("paired")
class NetworkCutIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int PORT = 5000;
    /** The state of each channel while the source is away: with encoding there is a slate, without there are gaps. */
    private static final Map<String, String> AWAY = Map.of("http", "away", "srt", "slate", "udp", "away");

    private static final Map<String, String> LIVE = Map.of("http", "live", "srt", "live", "udp", "live");

    private static final Closables OPEN = new Closables();

    @TempDir
    private static Path films;

    private static NetworkCable cable;
    private static TomcatProcess tomcat;
    private static PlaylistWatch watch;
    private static List<ReadingPlayer> players;

    @BeforeAll
    static void start() throws Exception {
        Clips.make(films.resolve("film.mp4"), 20, 25, 48_000, "-g 25 -bf 2");
        cable = OPEN.keep(NetworkCable.plugIn());
        String http = "http://" + cable.there() + ":" + PORT + "/live.ts";
        String srt = "srt://" + cable.there() + ":" + PORT;
        String udp = "udp://" + cable.here() + ":" + UdpRelay.freePort();
        send("-listen 1 " + http);
        send(srt + "?mode=listener");
        send(udp + "?pkt_size=1316");
        tomcat = OPEN.keep(TomcatBase.stock()
                .war("ringcast", TomcatBase.builtWar())
                .file(
                        "conf/ringcast.properties",
                        channel("http", http, "never") + channel("srt", srt, "always") + channel("udp", udp, "never"))
                .start("/ringcast/"));
        awaitStates(LIVE);
        watch = OPEN.keep(PlaylistWatch.of(
                playlist("http/source/ts"),
                playlist("http/source/cmaf"),
                playlist("srt/180p/ts"),
                playlist("srt/180p/cmaf"),
                playlist("udp/source/ts"),
                playlist("udp/source/cmaf")));
        watch.awaitMedia(2, SOON);
        players = List.of(
                OPEN.keep(ReadingPlayer.start(playlist("http/source/ts"))),
                OPEN.keep(ReadingPlayer.start(playlist("srt/180p/ts"))),
                OPEN.keep(ReadingPlayer.start(playlist("udp/source/ts"))));
        assertAllGoesOn();
    }

    private static void send(String address) throws IOException {
        String line = "-re -stream_loop -1 -i " + films.resolve("film.mp4") + " -c copy -f mpegts " + address;
        cable.run(line.split(" "));
    }

    private static String channel(String name, String source, String encode) {
        return """
                channel.NAME.source = %s
                channel.NAME.source.timeout = 2s
                channel.NAME.slate.after = 1s
                channel.NAME.video.size = 320x180
                channel.NAME.video.fps = 25
                channel.NAME.video.preset = ultrafast
                channel.NAME.encode = %s
                """.formatted(source, encode).replace("NAME", name);
    }

    @AfterAll
    static void stop() throws Exception {
        OPEN.close();
    }

    @Test
    void cable_cutAndMended_bringsThePictureBack() throws Exception {
        cable.cut();
        awaitStates(AWAY);
        cable.mend();

        awaitStates(LIVE);
        assertAllGoesOn();
    }

    private static void awaitStates(Map<String, String> wanted) {
        wanted.forEach((channel, state) ->
                Await.until(channel + " is " + state, SOON, () -> state(channel).equals(state)));
    }

    private static void assertAllGoesOn() {
        watch.awaitMedia(2, SOON);
        players.forEach(player -> player.awaitFrames(50, SOON));
        assertThat(watch.takeViolations()).isEmpty();
    }

    private static URI playlist(String path) {
        return tomcat.address("/ringcast/live/" + path + ".m3u8");
    }

    private static String state(String channel) throws IOException, InterruptedException {
        return ChannelStates.of(tomcat.address("/ringcast/live/channels.json"), channel);
    }
}
