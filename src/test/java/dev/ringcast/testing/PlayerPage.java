package dev.ringcast.testing;

import com.microsoft.playwright.Page;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** The player's page in a browser, by what it tells as {@code window.ringcast}. For the thread that opened the browser. */
public final class PlayerPage {
    private static final Duration SOON = Duration.ofSeconds(90);

    /** A server and a browser that have just been started are busy with that for so long. */
    private static final int SETTLED_SECONDS = 5;

    private final Page page;
    private int stallsBefore;
    private int errorsBefore;

    private PlayerPage(Page page) {
        this.page = page;
    }

    /** Opens the page. */
    public static PlayerPage open(Browsers browser, URI address) {
        browser.page().navigate(address.toString());
        return new PlayerPage(browser.page());
    }

    /** The page itself. */
    public Page page() {
        return page;
    }

    /** Whether this is the player's state. */
    public boolean is(String state) {
        return state.equals(page.evaluate("window.ringcast?.state"));
    }

    /** Waits until it plays. */
    public void awaitPlaying() {
        Await.until("the page plays", SOON, () -> is("playing"));
    }

    /** Waits until it has played for a while, and counts stalls and errors from here on. */
    public void settle() {
        awaitPlaying();
        awaitPlayed(SETTLED_SECONDS);
        stallsBefore = number("window.ringcast.stalls").intValue();
        errorsBefore = number("window.ringcast.errors.length").intValue();
    }

    /** Waits until that much more has been played, at about the speed of the clock. */
    public void awaitPlayed(int seconds) {
        awaitPlayed(List.of(this), seconds);
    }

    /** The same for several pages at a time. */
    public static void awaitPlayed(List<PlayerPage> pages, int seconds) {
        List<Double> ends = pages.stream().map(page -> page.time() + seconds).toList();
        Await.until(
                "played " + seconds + " s",
                SOON.plusSeconds(seconds),
                () -> IntStream.range(0, ends.size()).allMatch(i -> pages.get(i).time() >= ends.get(i)));
    }

    /** Where in the media it is, in seconds. */
    public double time() {
        return number("document.querySelector('video').currentTime").doubleValue();
    }

    /** How far it says that it is behind live, in seconds; not a number while it does not know. */
    public double latency() {
        return page.evaluate("window.ringcast.latency") instanceof Number seconds ? seconds.doubleValue() : Double.NaN;
    }

    /** Lines of the picture. */
    public int height() {
        return number("document.querySelector('video').videoHeight").intValue();
    }

    /** How often the picture stood still, since {@link #settle} if that was called. */
    public int stalls() {
        return number("window.ringcast.stalls").intValue() - stallsBefore;
    }

    /** Errors as JSON, since {@link #settle} if that was called; an empty array if there was none. */
    public String errors() {
        return (String) page.evaluate("JSON.stringify(window.ringcast.errors.slice(" + errorsBefore + "))");
    }

    /** How often playback was begun anew. */
    public int rebuilds() {
        return number("window.ringcast.rebuilds").intValue();
    }

    /** What it shows and how it came there, for whoever waits for something else. */
    @Override
    public String toString() {
        return (String) page.evaluate("""
                () => {
                  const video = document.querySelector("video");
                  const ranges = [...Array(video.buffered.length).keys()]
                    .map((i) => [video.buffered.start(i), video.buffered.end(i)]);
                  return JSON.stringify({
                    ...window.ringcast,
                    notice: document.getElementById("notice-title").textContent,
                    at: video.currentTime,
                    buffered: ranges,
                    paused: video.paused,
                    readyState: video.readyState,
                  });
                }""");
    }

    private Number number(String expression) {
        return (Number) page.evaluate(expression);
    }
}
