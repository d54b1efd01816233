package dev.ringcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import dev.ringcast.testing.Await;
import dev.ringcast.testing.Browsers;
import dev.ringcast.testing.Http;
import dev.ringcast.testing.PlayerPage;
import dev.ringcast.testing.Scripts;
import dev.ringcast.testing.TomcatBase;
import dev.ringcast.testing.TomcatProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The pages where browser, line, clock or server do not do what the pages ask for. */
@Tag("paired")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageFaultsIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    /** A browser that plays nothing until {@code refuses} is false; {@code loaded} is when something last came. */
    private static final String REFUSING = Scripts.of(PageFaultsIT.class, "refusing-browser.js");

    private static final Pattern NOW = Pattern.compile("\"now\":\"([^\"]+)\"");

    private TomcatProcess tomcat;

    @BeforeAll
    void start() throws Exception {
        tomcat = TomcatBase.recommended()
                .war("ROOT", TomcatBase.builtWar())
                .user("admin", "secret", "ringcast-admin")
                .file("conf/ringcast.properties", """
                channels = live, broken
                channel.live.source = pattern:
                channel.live.video.size = 640x360
                channel.live.ladder = 360p, 240p
                channel.broken.source = pattern:
                channel.broken.video.fps = many
                """)
                .start("/");
        Await.until(
                "the first segment",
                SOON,
                () -> Http.anonymous().status(tomcat.address("/live/live/240p/cmaf.m3u8")) == 200);
    }

    @AfterAll
    void stop() throws Exception {
        tomcat.close();
    }

    /** Firefox has a setting that refuses all of it; Chromium always plays what is muted. */
    @Test
    void play_refused_stopsTheDownloadAfterAWhile_andPlaysOnceTheViewerAsks() {
        try (Browsers browser = Browsers.open(Browsers.Kind.FIREFOX)) {
            browser.page().addInitScript(REFUSING);
            PlayerPage page = PlayerPage.open(browser, tomcat.address("/"));
            Await.until("the page asks for a click", SOON, () -> page.is("blocked"));
            Await.until("nothing is loaded for 3 s", SOON, () ->
                    (Boolean) page.page().evaluate("performance.now() - window.loaded > 3000"));
            assertThat(page.page().isVisible("#action")).as("a button").isTrue();
            assertThat(page.page().innerText("#action")).isEqualTo("Play");

            page.page().evaluate("window.refuses = false");
            page.page().focus("#action");
            page.page().keyboard().press("Enter");

            page.awaitPlaying();
            assertThat(page.page().evaluate("document.activeElement.id"))
                    .as("where keys go after the button is gone")
                    .isEqualTo("stage");
            page.awaitPlayed(3);
            assertThat(page.rebuilds()).isZero();
        }
    }

    @Test
    void letters_switchedOff_areNoCommandsOutsideThePlayer() {
        try (Browsers browser = Browsers.open(Browsers.Kind.CHROMIUM)) {
            PlayerPage page = PlayerPage.open(browser, tomcat.address("/"));
            page.settle();
            page.page().click(".help summary");
            page.page().uncheck("#letters");
            page.page().reload();
            page.awaitPlaying();
            page.page().click(".help summary");
            assertThat(page.page().isChecked("#letters")).as("remembered").isFalse();

            page.page().evaluate("document.activeElement.blur()");
            page.page().keyboard().press("m");
            page.page().keyboard().press("Space");
            Await.until("a pause", SOON, () -> video(page, "paused"));
            assertThat(video(page, "muted")).as("no sound at a letter").isTrue();

            page.page().check("#letters");
            page.page().evaluate("document.activeElement.blur()");
            page.page().keyboard().press("m");
            Await.until("sound", SOON, () -> !video(page, "muted"));
        }
    }

    private static boolean video(PlayerPage page, String property) {
        return (Boolean) page.page().evaluate("name => document.getElementById('video')[name]", property);
    }

    /** That is hls.js's own doing, so one browser is enough. */
    @Test
    void quality_thatFailsForAMoment_isChosenAgain() {
        try (Browsers browser = Browsers.open(Browsers.Kind.CHROMIUM)) {
            PlayerPage page = PlayerPage.open(browser, tomcat.address("/"));
            page.settle();
            page.page().selectOption("#quality", "240p");
            Await.until("a picture of 240 lines", SOON, () -> page.height() == 240);

            page.page().route("**/240p/**", Route::abort);
            Await.until("a picture of 360 lines", SOON, () -> page.height() == 360);
            page.page().unroute("**/240p/**");

            Await.until("a picture of 240 lines again", SOON, () -> page.height() == 240);
            assertThat(page.page().inputValue("#quality")).isEqualTo("240p");
            assertThat(page.rebuilds()).isZero();
        }
    }

    @Test
    void clock_correctedWhileThePicturePlays_correctsTheDistanceFromLive() {
        try (Browsers browser = Browsers.open(Browsers.Kind.CHROMIUM)) {
            AtomicInteger aheadSeconds = new AtomicInteger(60);
            browser.page().route("**/live/channels.json", route -> answerChannels(route, aheadSeconds.get()));
            PlayerPage page = PlayerPage.open(browser, tomcat.address("/"));
            page.awaitPlaying();
            Await.until("far from live", SOON, () -> page.latency() > 50);

            aheadSeconds.set(0);

            Await.until("near live", SOON, () -> page.latency() < 20);
        }
    }

    @Test
    void script_thatNeverComes_isToldInTheEnd() {
        try (Browsers browser = Browsers.open(Browsers.Kind.CHROMIUM)) {
            browser.page().addInitScript("sessionStorage.setItem('ringcast-reloads', 5)");
            browser.page().route("**/playback.js", Route::abort);
            browser.page().navigate(tomcat.address("/").toString());

            Await.until(
                    "words",
                    SOON,
                    () -> browser.page().innerText("#notice-title").equals("A script of this page does not come."));
        }
    }

    @Test
    void script_thatDoesNotCome_isAskedForAgain() {
        try (Browsers browser = Browsers.open(Browsers.Kind.CHROMIUM)) {
            AtomicInteger asked = new AtomicInteger();
            browser.page().route("**/hls.light.min.js", route -> {
                if (asked.getAndIncrement() == 0) {
                    route.abort();
                } else {
                    route.resume();
                }
            });
            AtomicReference<PlayerPage> page = new AtomicReference<>();
            // Who is refused gets no response.
            browser.page()
                    .waitForResponse(
                            "**/hls.light.min.js", () -> page.set(PlayerPage.open(browser, tomcat.address("/"))));

            Objects.requireNonNull(page.get()).awaitPlaying();
            assertThat(asked).hasValue(2);
        }
    }

    @Test
    void links_toThisVeryPage_keepItsToken() {
        try (Browsers browser = Browsers.open(Browsers.Kind.CHROMIUM)) {
            Page page = browser.page();
            String token = "#token=1234567890-abc";
            page.navigate(tomcat.address("/").toString() + token);
            assertThat(href(page, "#channel-list [aria-current]")).endsWith("/" + token);
            assertThat(href(page, ".brand")).endsWith("/" + token);

            page.navigate(tomcat.address("/?channel=live").toString() + token);
            assertThat(href(page, "#channel-list [aria-current]")).endsWith("/?channel=live" + token);
            assertThat(href(page, "#channel-list a:not([aria-current])")).endsWith("/?channel=broken");
            assertThat(href(page, ".brand")).endsWith("/");

            page.navigate(tomcat.address("/?latency=ordinary").toString());
            assertThat(href(page, "#channel-list a:not([aria-current])")).endsWith("/?latency=ordinary&channel=broken");
        }
    }

    /** Or who goes through it by keys would begin anew with each change. */
    @Test
    void channelList_ofOtherStates_keepsTheFocus() {
        try (Browsers browser = Browsers.open(Browsers.Kind.CHROMIUM)) {
            browser.page().navigate(tomcat.address("/").toString());

            assertThat(browser.page().evaluate("""
                    async () => {
                      const { showChannels } = await import("/js/view.js");
                      const channels = (state) =>
                        ["one", "two"].map((name) => ({ name, state, poster: `live/${name}/poster.jpg` }));
                      showChannels(channels("stopped"), "one");
                      const link = document.querySelectorAll("#channel-list a")[1];
                      link.focus();
                      showChannels(channels("live"), "one");
                      return `${document.activeElement === link} ${link.querySelector(".badge").textContent}`;
                    }
                    """)).isEqualTo("true Live");
        }
    }

    @Test
    void start_ofChannelThatIsConfiguredWrongly_saysWhyItDoesNot() {
        try (Browsers browser = Browsers.open(Browsers.Kind.CHROMIUM)) {
            Page page = browser.page();
            page.setExtraHTTPHeaders(Map.of("Authorization", Http.basic("admin", "secret")));
            page.navigate(tomcat.address("/admin/").toString());
            page.click("[data-channel=broken] [data-action=start]");

            assertThat(page.textContent("[data-channel=broken] .outcome:not([hidden])"))
                    .contains("channel.broken.video.fps", "only when the application starts")
                    .doesNotContain("Started");
            assertThat(page.locator("[data-channel=broken] .outcome[data-good]").count())
                    .isZero();
        }
    }

    private static String href(Page page, String link) {
        return (String) page.locator(link).evaluate("link => link.href");
    }

    /** Answers as a server whose clock is ahead. */
    private void answerChannels(Route route, int seconds) {
        ZonedDateTime date = ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(seconds);
        try {
            route.fulfill(new Route.FulfillOptions()
                    .setHeaders(Map.of(
                            "Content-Type",
                            "application/json",
                            "Date",
                            DateTimeFormatter.RFC_1123_DATE_TIME.format(date)))
                    .setBody(NOW.matcher(Http.anonymous()
                                    .get(tomcat.address("/live/channels.json"))
                                    .body())
                            .replaceAll(now ->
                                    "\"now\":\"" + Instant.parse(now.group(1)).plusSeconds(seconds) + "\"")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
