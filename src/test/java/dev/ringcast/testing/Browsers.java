package dev.ringcast.testing;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A browser as the machine has it, without a window, with one page open. Tests that need it are skipped where it is
 * missing, or fail where it is required. For the thread that opened it.
 */
public final class Browsers implements AutoCloseable {
    /** The browsers that are tested. */
    public enum Kind {
        /** Chromium, driven through its DevTools protocol. */
        CHROMIUM {
            @Override
            Browser launch(Playwright playwright) {
                Path program = Programs.require("chromium", "chromium-browser", "google-chrome");
                return playwright
                        .chromium()
                        .launch(new BrowserType.LaunchOptions()
                                .setExecutablePath(program)
                                .setArgs(List.of(
                                        // Chromium refuses to run as root with its sandbox, and CI runs as root.
                                        "--no-sandbox",
                                        "--disable-gpu",
                                        "--disable-quic",
                                        "--disable-sync",
                                        "--no-first-run",
                                        "--disable-background-networking",
                                        "--disable-component-update",
                                        "--autoplay-policy=no-user-gesture-required",
                                        "--mute-audio")));
            }
        },
        /** Firefox, driven through WebDriver BiDi: unlike Playwright's own protocol, a distribution's Firefox has it. */
        FIREFOX {
            @Override
            Browser launch(Playwright playwright) {
                Path program = Programs.require("firefox-esr", "firefox");
                return playwright
                        .firefox()
                        .launch(new BrowserType.LaunchOptions()
                                .setChannel("moz-firefox")
                                .setExecutablePath(program)
                                .setFirefoxUserPrefs(Map.of("media.autoplay.default", 0)));
            }
        };

        abstract Browser launch(Playwright playwright);
    }

    private final Playwright playwright;
    private final Page page;
    private final List<String> errors = new ArrayList<>();

    private Browsers(Playwright playwright, Page page) {
        this.playwright = playwright;
        this.page = page;
        page.onPageError(error -> errors.add("uncaught: " + error));
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                errors.add("console: " + message.text());
            }
        });
    }

    /** Starts a browser and opens an empty page in it. */
    public static Browsers open(Kind kind) {
        return open(kind, new Browser.NewPageOptions());
    }

    /** The same, of somebody who has a name and a password for servers that ask for them. */
    public static Browsers as(Kind kind, String name, String password) {
        return open(kind, new Browser.NewPageOptions().setHttpCredentials(name, password));
    }

    private static Browsers open(Kind kind, Browser.NewPageOptions options) {
        Path node = Programs.require("node");
        Playwright playwright = Playwright.create(new Playwright.CreateOptions()
                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1", "PLAYWRIGHT_NODEJS_PATH", node.toString())));
        try {
            return new Browsers(playwright, kind.launch(playwright).newPage(options));
        } catch (RuntimeException | Error e) {
            playwright.close();
            throw e;
        }
    }

    /** The page. */
    public Page page() {
        return page;
    }

    /** Name and version of the browser. */
    public String version() {
        Browser browser = page.context().browser();
        return browser.browserType().name() + " " + browser.version();
    }

    /** Errors that the page has thrown or written to its console since the last call. */
    public List<String> takeErrors() {
        List<String> taken = List.copyOf(errors);
        errors.clear();
        return taken;
    }

    /** Ends the browser. */
    @Override
    public void close() {
        playwright.close();
    }
}
