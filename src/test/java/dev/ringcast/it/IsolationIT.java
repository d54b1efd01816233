package dev.ringcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.rules.ParsedPlaylist;
import dev.ringcast.rules.PlaylistRuleChecker;
import dev.ringcast.rules.Violation;
import dev.ringcast.testing.Await;
import dev.ringcast.testing.Browsers;
import dev.ringcast.testing.Http;
import dev.ringcast.testing.PlayerPage;
import dev.ringcast.testing.ProcessFault;
import dev.ringcast.testing.ReaderClock;
import dev.ringcast.testing.TomcatBase;
import dev.ringcast.testing.TomcatProcess;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The capture process of a channel crashes and hangs while people watch; and none is left behind, however Tomcat ends. */
@Tag("paired")
class IsolationIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration RECOVERED = Duration.ofSeconds(30);
    private static final String CONFIGURATION = """
            channel.live.source = pattern:
            channel.live.isolate = true
            channel.live.video.size = 640x360
            channel.live.video.bitrate = 800k
            channel.live.window = 3m
            """;

    private final PlaylistRuleChecker checker = new PlaylistRuleChecker();
    private final ReaderClock clock = new ReaderClock();
    private final List<Violation> violations = new ArrayList<>();
    private String playlist = "";

    @Test
    void process_crashedAndStopped_isAnotherRunInOnePlayback() throws Exception {
        try (Browsers chromium = Browsers.open(Browsers.Kind.CHROMIUM);
                Browsers firefox = Browsers.open(Browsers.Kind.FIREFOX);
                TomcatProcess tomcat = TomcatBase.stock()
                        .war("ringcast", TomcatBase.builtWar())
                        .user("admin", "secret", "ringcast-admin")
                        .file("conf/ringcast.properties", CONFIGURATION)
                        .start("/ringcast/")) {
            awaitMedia(tomcat);
            PlayerPage low = PlayerPage.open(chromium, tomcat.address("/ringcast/"));
            PlayerPage ordinary = PlayerPage.open(firefox, tomcat.address("/ringcast/?latency=ordinary"));
            List<PlayerPage> pages = List.of(low, ordinary);
            await(tomcat, "the pages play", SOON, () -> pages.stream().allMatch(page -> page.is("playing")));

            end(tomcat, pages, "SEGV", "the capture process ended with signal 11 (SIGSEGV)");
            end(tomcat, pages, "STOP", "the capture process gave no sign of life for 4 s and was killed");

            // At low latency a hole of several seconds may be too long for the player, and the page begins anew by
            // itself.
            assertThat(ordinary.errors()).doesNotContain("\"fatal\":true");
            assertThat(ordinary.rebuilds()).as(ordinary.errors()).isZero();
            assertEverythingListedIsThere(tomcat);
        }
        // L10 cannot hold while nobody encodes; how long that is, end() asserts.
        assertThat(violations).filteredOn(each -> !each.rule().equals("L10")).isEmpty();
    }

    /** Sends a signal to the process, and watches until the next one has media and the pages have shown them. */
    private void end(TomcatProcess tomcat, List<PlayerPage> pages, String signal, String reason) throws Exception {
        ProcessHandle process = tomcat.captures().get(0);
        String run = newestRun();
        ProcessFault.signal(process, signal);
        await(tomcat, "media of another run", RECOVERED, () -> !newestRun().equals(run));
        assertThat(process.isAlive()).isFalse();
        assertThat(tomcat.captures()).hasSize(1);
        assertThat(Http.as("admin", "secret")
                        .get(tomcat.address("/ringcast/admin/channels.json"))
                        .body())
                .contains(reason);
        List<Progress> all = pages.stream().map(Progress::new).toList();
        await(tomcat, "the pages go on", SOON, () -> all.stream().allMatch(Progress::isMade));
    }

    /** Whether a page has played for a while: a player that has begun anew counts the time anew. */
    private static final class Progress {
        private static final int SECONDS = 10;

        private final PlayerPage page;
        private double begin;
        private boolean made;

        Progress(PlayerPage page) {
            this.page = page;
            begin = page.time();
        }

        boolean isMade() {
            double now = page.time();
            begin = Math.min(begin, now);
            made = made || now > begin + SECONDS;
            return made && page.is("playing");
        }
    }

    @Test
    void process_isGone_whenTheApplicationOrTomcatIs() throws Exception {
        try (TomcatProcess tomcat = TomcatBase.stock()
                .war("ringcast", TomcatBase.builtWar())
                .manager()
                .user("manager", "secret", "manager-script")
                .file("conf/ringcast.properties", CONFIGURATION)
                .start("/ringcast/")) {
            awaitMedia(tomcat);
            ProcessHandle first = tomcat.captures().get(0);
            long begin = System.nanoTime();
            command(tomcat, "stop?path=/ringcast");
            assertThat(first.isAlive()).as("after the application was stopped").isFalse();
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
            command(tomcat, "start?path=/ringcast");
            awaitMedia(tomcat);

            ProcessHandle second = tomcat.captures().get(0);
            tomcat.kill();
            Await.until("the process has ended", SOON, () -> !second.isAlive());
            tomcat.restart();
            awaitMedia(tomcat);

            ProcessHandle third = tomcat.captures().get(0);
            tomcat.stop();
            assertThat(third.isAlive()).as("after Tomcat was stopped").isFalse();
            assertThat(tomcat.complaints()).isEmpty();
        }
    }

    @Test
    void war_notUnpacked_isAConfigurationProblemOfThatChannel() throws Exception {
        try (TomcatProcess tomcat = TomcatBase.stock()
                .war("ringcast", TomcatBase.builtWar())
                .packed()
                .file("conf/ringcast.properties", CONFIGURATION + "channel.other.source = pattern:\n")
                .start("/ringcast/")) {
            Await.until(
                    "the other channel plays",
                    SOON,
                    () -> Http.anonymous().status(tomcat.address("/ringcast/live/other/720p/ts.m3u8")) == 200);
            assertThat(tomcat.log())
                    .contains("channel.live.isolate = true: Java cannot start a process out of a packed WAR");
        }
    }

    private static void command(TomcatProcess tomcat, String command) throws Exception {
        HttpResponse<String> answer = Http.as("manager", "secret").get(tomcat.address("/manager/text/" + command));
        assertThat(answer.body()).as(command).startsWith("OK");
    }

    private void awaitMedia(TomcatProcess tomcat) {
        await(tomcat, "the first segment", SOON, () -> playlist.contains("#EXTINF") && isServed(tomcat));
    }

    private static boolean isServed(TomcatProcess tomcat) throws InterruptedException {
        return Http.anonymous().status(address(tomcat)) == 200;
    }

    /** Waits, and reads the playlist all the while. */
    private void await(TomcatProcess tomcat, String what, Duration most, Await.Check<Boolean> check) {
        Await.until(what, most, () -> {
            HttpResponse<String> answer = Http.anonymous().get(address(tomcat));
            if (answer.statusCode() == 200) {
                playlist = answer.body();
                violations.addAll(checker.observe(playlist, clock.read()));
            }
            return check.look();
        });
    }

    /** The run that the newest part or segment is of: the folder that it is in. */
    private String newestRun() {
        return PlaylistRuleChecker.parse(playlist).parts().stream()
                .reduce((older, newer) -> newer)
                .map(part -> part.uri().split("/")[0])
                .orElseThrow();
    }

    private void assertEverythingListedIsThere(TomcatProcess tomcat) throws Exception {
        String now = Http.anonymous().get(address(tomcat)).body();
        ParsedPlaylist parsed = PlaylistRuleChecker.parse(now);
        List<String> uris = Stream.concat(
                        parsed.segments().stream().map(ParsedPlaylist.Segment::uri),
                        parsed.parts().stream().map(ParsedPlaylist.Part::uri))
                .toList();
        assertThat(uris.stream().map(uri -> uri.split("/")[0]).distinct()).hasSize(3);
        for (String uri : uris) {
            assertThat(Http.anonymous().status(address(tomcat).resolve(uri)))
                    .as(uri)
                    .isEqualTo(200);
        }
    }

    private static URI address(TomcatProcess tomcat) {
        return tomcat.address("/ringcast/live/live/360p/cmaf.m3u8");
    }
}
