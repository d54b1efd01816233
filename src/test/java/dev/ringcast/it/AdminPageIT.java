package dev.ringcast.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import dev.ringcast.testing.Await;
import dev.ringcast.testing.Browsers;
import dev.ringcast.testing.Http;
import dev.ringcast.testing.TomcatBase;
import dev.ringcast.testing.TomcatProcess;
import jakarta.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The admin page in browsers: its buttons do what they say, and it shows by itself what has become of the channel. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdminPageIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final Http admin = Http.as("admin", "secret");
    private TomcatProcess tomcat;

    @BeforeAll
    void start() throws Exception {
        tomcat = TomcatBase.recommended()
                .war("ROOT", TomcatBase.builtWar())
                .file("conf/ringcast.properties", "channel.door.source = pattern:\n")
                .user("admin", "secret", "ringcast-admin")
                .start("/");
        // Until then the page asks for it in vain, which the browser's console tells.
        Await.until("a poster", SOON, () -> Http.anonymous().status(tomcat.address("/live/door/poster.jpg")) == 200);
    }

    @AfterAll
    void stop() throws Exception {
        tomcat.close();
    }

    @ParameterizedTest
    @EnumSource(Browsers.Kind.class)
    void buttons_clicked_restartStopAndStartTheChannel(Browsers.Kind kind) throws Exception {
        try (Browsers browser = Browsers.as(kind, "admin", "secret")) {
            browser.page().navigate(tomcat.address("/admin/").toString());
            Locator card = browser.page().locator("[data-channel=door]");
            awaitText(card.locator(".badge"), "Live");
            int restarts = restarts();

            click(card, "restart");
            awaitText(card.locator(".outcome"), "Restarted.");
            awaitText(card.locator(".badge"), "Live");
            assertThat(restarts()).isEqualTo(restarts + 1);

            click(card, "stop");
            awaitText(card.locator(".outcome"), "Stopped.");
            awaitText(card.locator(".badge"), "Stopped");
            assertThat(state()).isEqualTo("stopped");
            assertThat(card.locator("[data-action=restart]").isDisabled()).isTrue();

            click(card, "start");
            awaitText(card.locator(".outcome"), "Started.");
            awaitText(card.locator(".badge"), "Live");
            assertThat(state()).isEqualTo("live");
            assertThat(browser.takeErrors()).isEmpty();
        }
    }

    private static void click(Locator card, String action) {
        card.locator("[data-action=" + action + "]").click();
    }

    private static void awaitText(Locator element, String text) {
        Await.until(
                "'" + text + "' on the page",
                SOON,
                () -> element.count() > 0 && element.textContent().equals(text));
    }

    private int restarts() throws Exception {
        return channel().getInt("restarts");
    }

    private String state() throws Exception {
        return channel().getJsonObject("state").getString("kind");
    }

    private JsonObject channel() throws Exception {
        return admin.json(tomcat.address("/admin/channels.json"))
                .getJsonArray("channels")
                .getJsonObject(0);
    }
}
