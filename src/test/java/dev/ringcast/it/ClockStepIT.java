package dev.ringcast.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ringcast.rules.ParsedPlaylist;
import dev.ringcast.rules.PlaylistRuleChecker;
import dev.ringcast.testing.Await;
import dev.ringcast.testing.Browsers;
import dev.ringcast.testing.Clips;
import dev.ringcast.testing.Closables;
import dev.ringcast.testing.FfmpegProgram;
import dev.ringcast.testing.Http;
import dev.ringcast.testing.PlayerPage;
import dev.ringcast.testing.PlaylistWatch;
import dev.ringcast.testing.PrometheusText;
import dev.ringcast.testing.ReadingPlayer;
import dev.ringcast.testing.TomcatBase;
import dev.ringcast.testing.TomcatProcess;
import dev.ringcast.testing.UdpRelay;
import dev.ringcast.testing.WallClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The machine's clock is set while people watch: that of a real server, which has a channel that is encoded, one that is
 * copied, and one in a process of its own. All their playlists are watched all the time; a page shows the first one and a
 * player reads the second, and neither is ever opened anew.
 */
@Tag("paired")
class ClockStepIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int RELOADS = 10;
    /** Dates of answers are whole seconds, and what is listed ends with the last segment. */
    private static final Offset<Long> ABOUT = within(15L);
    /** Segments of 2 s, a window of 12 s: a segment that is listed no more is there for so long (L13). */
    private static final Duration KEPT = Duration.ofSeconds(14);
    /** A request may be on its way for so long. */
    private static final Duration ON_ITS_WAY = Duration.ofSeconds(1);

    private static final Pattern LEAP =
            Pattern.compile("/copied/.*: L25 .* begins PT(59M5|1H[0-9.]+S).* after the gap before it ends");

    private static final Closables OPEN = new Closables();

    @TempDir
    private static Path films;

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static WallClock clock;
    private static TomcatProcess tomcat;
    private static URI encoded;
    private static URI copied;
    private static URI isolated;
    private static PlaylistWatch watch;
    private static PlayerPage page;
    private static ReadingPlayer player;
    private static int port;
    private static FfmpegProgram sender;

    @BeforeAll
    static void start() throws Exception {
        Clips.make(films.resolve("film.mp4"), 20, 25, 48_000, "-g 25 -bf 2");
        port = UdpRelay.freePort();
        clock = OPEN.keep(WallClock.running());
        Browsers browser = OPEN.keep(Browsers.open(Browsers.Kind.CHROMIUM));
        tomcat = OPEN.keep(TomcatBase.stock()
                .by(clock)
                .war("ringcast", TomcatBase.builtWar())
                .file(
                        "conf/ringcast.properties",
                        channel("encoded", "pattern:", "3s")
                                + channel("copied", "udp://127.0.0.1:" + port, "2s")
                                + channel("isolated", "pattern:", "2s")
                                + """
                                channel.copied.source.timeout = 2s
                                channel.copied.encode = never
                                channel.isolated.isolate = true
                                channel.isolated.window = 12s
                                """)
                .start("/ringcast/"));
        sender = send();
        encoded = tomcat.address("/ringcast/live/encoded/180p/cmaf.m3u8");
        copied = tomcat.address("/ringcast/live/copied/source/cmaf.m3u8");
        isolated = tomcat.address("/ringcast/live/isolated/180p/cmaf.m3u8");
        for (URI each : List.of(encoded, copied, isolated)) {
            Await.until("a segment of " + each, SOON, () -> Http.anonymous().status(each) == 200);
        }
        page = PlayerPage.open(browser, tomcat.address("/ringcast/?channel=encoded&latency=ordinary"));
        player = OPEN.keep(ReadingPlayer.start(copied.resolve("ts.m3u8")));
        page.settle();
        player.awaitFrames(1, SOON);
        // Not before: a page that is opened takes the processor.
        watch = OPEN.keep(
                PlaylistWatch.of(encoded, encoded.resolve("ts.m3u8"), copied, copied.resolve("ts.m3u8"), isolated));
        watch.awaitMedia(2, SOON);
        assertThat(watch.takeViolations()).isEmpty();
    }

    private static String channel(String name, String source, String segment) {
        return """
                channel.NAME.source = %s
                channel.NAME.video.size = 320x180
                channel.NAME.video.preset = ultrafast
                channel.NAME.segment = %s
                """.formatted(source, segment).replace("NAME", name);
    }

    private static FfmpegProgram send() throws IOException {
        String line = "-nostdin -v error -re -stream_loop -1 -i " + films.resolve("film.mp4")
                + " -c copy -f mpegts udp://127.0.0.1:" + port + "?pkt_size=1316";
        return OPEN.keep(FfmpegProgram.start(line.split(" ")));
    }

    @AfterAll
    static void stop() throws Exception {
        OPEN.close();
    }

    /**
     * One step after the other.
     *
     * @param ahead how far the dates of the run that goes on are ahead of the clock then, in seconds
     * @param aheadOfNext the same of a run that begins then: its dates do not go back
     */
    @ParameterizedTest
    @CsvSource({"3600, -3600, 0", "-3500, -100, 3500"})
    void L13_L18_L35_clockThatIsSet_isNoticedByNobody(long seconds, long ahead, long aheadOfNext) throws Exception {
        URI oldest = isolated.resolve(parsed(isolated).segments().get(0).uri());
        long there = awaitRetired(oldest) + KEPT.minus(ON_ITS_WAY).toNanos();
        List<CompletableFuture<HttpResponse<String>>> waiting = reload();

        clock.step(Duration.ofSeconds(seconds));

        Await.until("the server tells the new time", SOON, () -> clock.isTold(served(get(encoded))));
        assertIsKept(oldest, there);
        for (CompletableFuture<HttpResponse<String>> request : waiting) {
            HttpResponse<String> answer = request.get(SOON.toSeconds(), TimeUnit.SECONDS);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.uri().getQuery())
                    .isEqualTo("_HLS_msn=" + parse(answer).lastSequence());
        }
        assertAllGoesOn();
        assertThat(violations()).isEmpty();
        assertThat(ahead(encoded)).isCloseTo(ahead, ABOUT);

        beginAnew();
        assertAllGoesOn();
        // L10 cannot hold where nobody encodes.
        assertThat(violations())
                .filteredOn(each -> !each.startsWith(isolated + ": L10 "))
                .isEmpty();
        assertThat(ahead(copied)).isCloseTo(aheadOfNext, ABOUT);
        assertThat(ahead(isolated)).isCloseTo(aheadOfNext, ABOUT);
    }

    /** Where a run begins after a step forth, dates leap by it: the gaps before reach to the next run all the same (L25). */
    private static List<String> violations() {
        return watch.takeViolations().stream()
                .filter(each -> !LEAP.matcher(each).find())
                .toList();
    }

    /** Returns when it was still listed, in the manner of {@link System#nanoTime}. */
    private static long awaitRetired(URI segment) {
        AtomicLong listed = new AtomicLong(System.nanoTime());
        Await.until("it is not listed any more", SOON, () -> {
            long asked = System.nanoTime();
            boolean retired = parsed(isolated).segments().stream()
                    .noneMatch(each -> isolated.resolve(each.uri()).equals(segment));
            if (!retired) {
                listed.set(asked);
            }
            return retired;
        });
        return listed.get();
    }

    private static void assertIsKept(URI segment, long until) {
        Await.until("its time is over", SOON, () -> {
            int status = Http.anonymous().status(segment);
            boolean over = System.nanoTime() > until;
            assertThat(over ? 200 : status).as("%s in its time", segment).isEqualTo(200);
            return over;
        });
        Await.until("it is gone", SOON, () -> Http.anonymous().status(segment) == 404);
    }

    /** Requests that have to wait for a segment that has just begun, and do. */
    private static List<CompletableFuture<HttpResponse<String>>> reload() throws Exception {
        long last = parsed(encoded).lastSequence() + 1;
        Await.until("a segment has ended", SOON, () -> parsed(encoded).lastSequence() >= last);
        URI next = URI.create(encoded + "?_HLS_msn=" + (last + 1));
        List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
        for (int i = 0; i < RELOADS; i++) {
            waiting.add(CLIENT.sendAsync(HttpRequest.newBuilder(next).build(), BodyHandlers.ofString()));
        }
        Await.until("all of them wait", SOON, () -> {
            String metrics =
                    Http.anonymous().get(tomcat.address("/ringcast/metrics")).body();
            return PrometheusText.parse(metrics).value("ringcast_waiting_requests{channel=\"encoded\"}") >= RELOADS;
        });
        return waiting;
    }

    /** Another sender after a hole, and another process. */
    private static void beginAnew() throws Exception {
        sender.close();
        Await.until("the source is away", SOON, () -> state("copied").equals("away"));
        ProcessHandle process = ProcessHandle.of(tomcat.pid())
                .orElseThrow()
                .children()
                .findFirst()
                .orElseThrow();
        process.destroyForcibly();
        Await.until("its end", SOON, () -> !process.isAlive());
        sender = send();
    }

    private static void assertAllGoesOn() throws Exception {
        for (String each : List.of("encoded", "copied", "isolated")) {
            Await.until(each + " is live", SOON, () -> state(each).equals("live"));
        }
        watch.awaitMedia(2, SOON);
        player.awaitFrames(50, SOON);
        page.awaitPlayed(5);
        // Three segments of three seconds, whatever the clock says.
        assertThat(page.latency()).isBetween(3.0, 20.0);
        assertThat(page.stalls()).isZero();
        assertThat(page.rebuilds()).isZero();
        assertThat(page.errors()).isEqualTo("[]");
        for (String each : List.of("live", "ready")) {
            assertThat(Http.anonymous().status(tomcat.address("/ringcast/health/" + each)))
                    .isEqualTo(200);
        }
    }

    /** How far the end of what is listed is ahead of the server's clock, in seconds. */
    private static long ahead(URI playlist) throws Exception {
        HttpResponse<String> answer = get(playlist);
        ParsedPlaylist parsed = parse(answer);
        ParsedPlaylist.Segment last = parsed.segment(parsed.lastSequence()).orElseThrow();
        return Duration.between(
                                served(answer),
                                last.programDateTime().orElseThrow().toInstant())
                        .toSeconds()
                + last.duration().longValue();
    }

    private static Instant served(HttpResponse<?> answer) {
        return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(
                answer.headers().firstValue("Date").orElseThrow()));
    }

    private static HttpResponse<String> get(URI address) throws IOException, InterruptedException {
        return Http.anonymous().get(address);
    }

    private static ParsedPlaylist parsed(URI playlist) throws IOException, InterruptedException {
        return parse(get(playlist));
    }

    private static ParsedPlaylist parse(HttpResponse<String> answer) {
        return PlaylistRuleChecker.parse(answer.body());
    }

    private static String state(String channel) throws IOException, InterruptedException {
        return ChannelStates.of(tomcat.address("/ringcast/live/channels.json"), channel);
    }
}
