package dev.ringcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.testing.Await;
import dev.ringcast.testing.Clips;
import dev.ringcast.testing.Closables;
import dev.ringcast.testing.FfmpegProgram;
import dev.ringcast.testing.Http;
import dev.ringcast.testing.PlaylistWatch;
import dev.ringcast.testing.ReadingPlayer;
import dev.ringcast.testing.TomcatBase;
import dev.ringcast.testing.TomcatProcess;
import dev.ringcast.testing.UdpRelay;
import dev.ringcast.testing.UdpRelay.Line;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What goes wrong with a source, and with the network before it: one sender, by way of a relay, feeds a channel that is
 * encoded, one that is copied, and one that is copied while it can be. All their playlists are watched all the time, and
 * a player of each of the first two is never closed.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag("paired")
class SourceFaultsIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    /** Longer than the timeout; five minutes with {@code -Pfaults}. */
    private static final Duration DAMAGE = Duration.ofSeconds(Integer.getInteger("faults.damage", 10));

    private static final int MOST_LINES = 50;
    private static final long MOST_GROWTH = 80L << 20;
    private static final List<String> CHANNELS = List.of("encoded", "copied", "either");
    private static final Http ADMIN = Http.as("admin", "secret");
    private static final String TEN_HOURS = "36000";
    /** Three seconds before 2³³ ticks of 90 kHz. */
    private static final String BEFORE_THE_WRAP = "95440.7";

    private static final Closables OPEN = new Closables();

    @TempDir
    private static Path films;

    private static TomcatProcess tomcat;
    private static UdpRelay relay;
    private static PlaylistWatch watch;
    private static ReadingPlayer playerOfEncoded;
    private static ReadingPlayer playerOfCopied;
    private static FfmpegProgram sender;

    @BeforeAll
    static void start() throws Exception {
        Clips.make(films.resolve("usual.mp4"), 20, 25, 48_000, "-g 25 -bf 2");
        Clips.make(films.resolve("size.mp4"), 20, 25, 48_000, "-g 25 -bf 2 -s 480x270");
        Clips.make(films.resolve("rate.mp4"), 20, 30, 48_000, "-g 30");
        Clips.make(films.resolve("layout.mp4"), 20, 25, 44_100, "-g 25 -bf 2 -ac 6");
        Clips.make(films.resolve("codec.mp4"), 20, 25, 48_000, "-g 25 -c:v libx265 -x265-params log-level=none");
        int encoded = UdpRelay.freePort();
        int copied = UdpRelay.freePort();
        int either = UdpRelay.freePort();
        relay = OPEN.keep(UdpRelay.to(encoded, copied, either));
        tomcat = OPEN.keep(TomcatBase.stock()
                .war("ringcast", TomcatBase.builtWar())
                .user("admin", "secret", "ringcast-admin")
                // A heap that does not grow and one arena: what grows besides is what was left behind.
                .option("-Xms256m")
                .option("-Xmx256m")
                .option("-XX:+AlwaysPreTouch")
                .environment("MALLOC_ARENA_MAX", "1")
                .file(
                        "conf/ringcast.properties",
                        channel("encoded", encoded, "always")
                                + channel("copied", copied, "never")
                                + channel("either", either, "auto"))
                .start("/ringcast/"));
        sender = send("usual.mp4", "0");
        awaitLive();
        watch = OPEN.keep(PlaylistWatch.of(
                playlist("encoded/180p/ts"),
                playlist("encoded/180p/cmaf"),
                playlist("copied/source/ts"),
                playlist("copied/source/cmaf"),
                playlist("either/source/cmaf")));
        watch.awaitMedia(2, SOON);
        playerOfEncoded = OPEN.keep(ReadingPlayer.start(playlist("encoded/180p/ts")));
        playerOfCopied = OPEN.keep(ReadingPlayer.start(playlist("copied/source/ts")));
        assertThat(watch.takeViolations()).isEmpty();
    }

    private static String channel(String name, int port, String encode) {
        return """
                channel.NAME.source = udp://127.0.0.1:%d
                channel.NAME.source.timeout = 2s
                channel.NAME.slate.after = 1s
                channel.NAME.video.size = 320x180
                channel.NAME.video.fps = 25
                channel.NAME.video.bitrate = 300k
                channel.NAME.video.preset = ultrafast
                channel.NAME.segment = 2s
                channel.NAME.gop = 2s
                channel.NAME.encode = %s
                """.formatted(port, encode).replace("NAME", name);
    }

    @AfterAll
    static void stop() throws Exception {
        OPEN.close();
    }

    private static FfmpegProgram send(String film, String timestampsFrom) throws IOException {
        return OPEN.keep(FfmpegProgram.start(
                "-nostdin",
                "-v",
                "error",
                "-re",
                "-stream_loop",
                "-1",
                "-i",
                films.resolve(film).toString(),
                "-c",
                "copy",
                "-output_ts_offset",
                timestampsFrom,
                "-f",
                "mpegts",
                "udp://127.0.0.1:" + relay.port() + "?pkt_size=1316"));
    }

    /** Another sender takes over at once: the sources have to find it out by themselves. */
    @Order(1)
    @ParameterizedTest
    @CsvSource({
        "size.mp4, 0, 480x270",
        "usual.mp4, " + TEN_HOURS + ", 320x180",
        "usual.mp4, 0, 320x180",
        "rate.mp4, " + BEFORE_THE_WRAP + ", 320x180",
        "layout.mp4, 0, 5.1",
    })
    void senderThatIsAnother_losesNothing(String film, String timestampsFrom, String shown) throws Exception {
        sender.close();
        sender = send(film, timestampsFrom);

        Await.until(
                "the source of the encoded channel is " + shown,
                SOON,
                () -> input("encoded").contains(shown));
        assertAllGoesOn();
    }

    @Order(2)
    @Test
    void senderThatIsKilled_comesBack() throws Exception {
        sender.close();
        awaitAway();
        sender = send("size.mp4", TEN_HOURS);

        assertAllGoesOn();
    }

    /** Cut, or full of noise: in the network nothing ends and nobody is told. */
    @Order(3)
    @ParameterizedTest
    @EnumSource(
            value = Line.class,
            names = {"CUT", "NOISE"})
    void network_thatBringsNothingOfUse_isHealed(Line line) throws Exception {
        relay.set(line);
        awaitAway();
        relay.set(Line.WHOLE);

        assertAllGoesOn();
    }

    /** What is copied is passed on as it is, and what cannot be decoded is left out. */
    @Order(4)
    @Test
    void network_thatDamagesPictures_isHealedAndLeavesNothingBehind() throws Exception {
        long settled = tomcat.settledBytes();
        long lines = tomcat.log().lines().count();
        relay.set(Line.DAMAGED);
        long end = System.nanoTime() + DAMAGE.toNanos();
        Await.until("a time of damage", DAMAGE.plus(SOON), () -> System.nanoTime() > end);
        assertThat(tomcat.log().lines().count() - lines).as("lines of the log").isLessThan(MOST_LINES);
        relay.set(Line.WHOLE);

        assertAllGoesOn();
        // The compiler may have some for a while.
        Await.until(
                "no memory left behind by " + DAMAGE + " of damaged pictures",
                SOON,
                () -> tomcat.settledBytes() - settled < MOST_GROWTH);
    }

    /** The last: the channel that may do either encodes from then on. */
    @Order(5)
    @Test
    void senderOfAnotherCodec_isEncodedWhereThatIsAllowed() throws Exception {
        sender.close();
        sender = send("codec.mp4", "0");
        for (String channel : List.of("encoded", "either")) {
            Await.until(
                    "hevc is decoded for " + channel, SOON, () -> input(channel).contains("hevc"));
        }
        Await.until(
                "what can only be copied is away", SOON, () -> !state("copied").equals("live"));
        sender.close();
        sender = send("usual.mp4", "0");

        assertAllGoesOn();
    }

    private static void awaitAway() {
        Await.until(
                "the slate, and gaps",
                SOON,
                () -> state("encoded").equals("slate")
                        && state("copied").equals("away")
                        && state("either").equals("away"));
    }

    private static void awaitLive() {
        for (String channel : CHANNELS) {
            Await.until(channel + " is live", SOON, () -> state(channel).equals("live"));
        }
    }

    private static void assertAllGoesOn() {
        awaitLive();
        watch.awaitMedia(2, SOON);
        playerOfEncoded.awaitFrames(50, SOON);
        playerOfCopied.awaitFrames(50, SOON);
        assertThat(watch.takeViolations()).isEmpty();
        assertThat(sender.running()).isTrue();
    }

    private static URI playlist(String path) {
        return tomcat.address("/ringcast/live/" + path + ".m3u8");
    }

    private static String state(String channel) throws IOException, InterruptedException {
        return status(channel).getJsonObject("state").getString("kind");
    }

    private static String input(String channel) throws IOException, InterruptedException {
        JsonObject input = status(channel).getJsonObject("input");
        return input.getString("video") + ", " + input.getString("audio");
    }

    private static JsonObject status(String channel) throws IOException, InterruptedException {
        return ADMIN.json(tomcat.address("/ringcast/admin/channels.json")).getJsonArray("channels").stream()
                .map(each -> (JsonObject) each)
                .filter(each -> each.getString("name").equals(channel))
                .findFirst()
                .orElseThrow();
    }
}
