package dev.ringcast.web;

import dev.ringcast.channel.AnswerCount;
import dev.ringcast.channel.Channel;
import dev.ringcast.channel.ChannelFigures;
import dev.ringcast.channel.ChannelHealth;
import dev.ringcast.channel.ChannelState;
import dev.ringcast.channel.ChannelStatus;
import dev.ringcast.channel.PlaybackTokens;
import dev.ringcast.channel.RenditionStream;
import dev.ringcast.channel.ViewerCount;
import dev.ringcast.channel.ViewerCounts;
import dev.ringcast.channel.ViewerReports;
import dev.ringcast.channel.Waiter;
import dev.ringcast.media.MediaBytes;
import dev.ringcast.media.Packaging;
import dev.ringcast.playlist.RenderedPlaylist;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A channel that serves what it is told to. Rendition {@code v0}, run {@code r1}: segment 7 is complete ("one", "two"),
 * segment 8 still grows ("three").
 */
public final class FakeChannel implements Channel {
    public static final Instant START = Instant.parse("2026-11-03T10:00:00.250Z");

    private final String name;
    private final ChannelState state;
    private final AtomicInteger seen = new AtomicInteger();
    private final ViewerCount viewers = ViewerCounts.by(seen::incrementAndGet);
    private final AnswerCount answers = new AnswerCount();
    private final ViewerReports reports = ViewerCounts.reports();
    private final List<String> calls = new ArrayList<>();
    private final boolean hasSegments;
    private final List<Waiter> waiting = new CopyOnWriteArrayList<>();
    private Optional<Duration> sincePart;
    private boolean broken;
    private boolean stuck;
    private boolean ended;
    private boolean wentOn;
    private boolean withdrawn;
    private List<ChannelStatus.Shed> shed = List.of();
    private Optional<PlaybackTokens> tokens = Optional.empty();

    private FakeChannel(String name, ChannelState state, boolean hasSegments) {
        this.name = name;
        this.state = state;
        this.hasSegments = hasSegments;
        this.sincePart = hasSegments ? Optional.of(Duration.ofMillis(300)) : Optional.empty();
    }

    public static FakeChannel live(String name) {
        return new FakeChannel(name, new ChannelState.Live(START), true);
    }

    public static FakeChannel starting(String name) {
        return new FakeChannel(name, new ChannelState.Starting(START), false);
    }

    public static FakeChannel failed(String name, String reason) {
        return new FakeChannel(name, new ChannelState.Failed(START, reason), false);
    }

    public static FakeChannel stopped(String name) {
        return new FakeChannel(name, new ChannelState.Stopped(START), true);
    }

    public static FakeChannel slate(String name, String reason) {
        return new FakeChannel(name, new ChannelState.Slate(START, reason), true);
    }

    public FakeChannel withNewestPart(Duration ago) {
        sincePart = Optional.of(ago);
        return this;
    }

    public FakeChannel withBrokenConfiguration() {
        broken = true;
        return this;
    }

    public FakeChannel withStuckThread() {
        stuck = true;
        return this;
    }

    public FakeChannel withEnd() {
        ended = true;
        return this;
    }

    /** It plays with addresses that are signed with one of these keys. */
    public FakeChannel withKeys(InstantSource clock, String... keys) {
        tokens = PlaybackTokens.of(name, List.of(keys), clock);
        return this;
    }

    /** The next part, "four", is there. */
    public void goOn() {
        wentOn = true;
    }

    /** The rendition is given up. */
    public void withdraw() {
        withdrawn = true;
    }

    boolean hasSegments() {
        return hasSegments;
    }

    boolean hasEnded() {
        return ended;
    }

    boolean hasGoneOn() {
        return wentOn;
    }

    boolean isWithdrawn() {
        return withdrawn;
    }

    public FakeChannel withShed(ChannelStatus.Shed... renditions) {
        shed = List.of(renditions);
        return this;
    }

    /** The requests that wait. */
    public List<Waiter> waiting() {
        return waiting;
    }

    public static RenderedPlaylist playlist(String text) {
        return new RenderedPlaylist(bytes(text), () -> bytes("gzip of " + text), "\"" + text + "\"", START);
    }

    /** How often a viewer was counted. */
    public int seen() {
        return seen.get();
    }

    /** The commands given. */
    public List<String> calls() {
        return calls;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String title() {
        return "Title of \"" + name + "\" </script><script>alert(1)</script>";
    }

    @Override
    public Instant now() {
        return START.plusMillis(1234);
    }

    @Override
    public ChannelStatus status() {
        return new ChannelStatus(
                name,
                title(),
                state,
                "rtsp://***@camera/secret-path",
                new ChannelStatus.Input("h264 1280x720", "", 29.97, 100, 1),
                new ChannelStatus.Output("libx264 1280x720", "aac", 30, 100, 2, 0, 2_500_000, shed),
                new ChannelStatus.Segments(hasSegments ? 7 : 0, 1, 12, 40),
                seen(),
                1234,
                3,
                List.of(new ChannelStatus.Problem(START, "camera unplugged")));
    }

    @Override
    public ChannelFigures figures() {
        return ViewerCounts.figures();
    }

    @Override
    public ChannelHealth health() {
        return new ChannelHealth(state, broken, sincePart, Duration.ofSeconds(3), stuck);
    }

    @Override
    public AnswerCount answers() {
        return answers;
    }

    @Override
    public void start() {
        calls.add("start");
    }

    @Override
    public void stop() {
        calls.add("stop");
    }

    @Override
    public void restart() {
        calls.add("restart");
    }

    @Override
    public Optional<RenderedPlaylist> multivariantPlaylist(Packaging packaging) {
        return ifStarted(playlist("multivariant " + packaging.playlistName()));
    }

    @Override
    public Optional<RenderedPlaylist> shortMultivariantPlaylist() {
        return ifStarted(playlist("short"));
    }

    @Override
    public Optional<RenditionStream> stream(String rendition, Packaging packaging) {
        return rendition.equals("v0") ? Optional.of(new FakeStream(this, packaging)) : Optional.empty();
    }

    @Override
    public Optional<MediaBytes> poster() {
        return ifStarted(bytes("jpeg"));
    }

    @Override
    public int targetDuration() {
        return 2;
    }

    @Override
    public Duration partTarget() {
        return Duration.ofMillis(200);
    }

    @Override
    public Optional<PlaybackTokens> tokens() {
        return tokens;
    }

    @Override
    public ViewerCount viewers() {
        return viewers;
    }

    @Override
    public ViewerReports viewerReports() {
        return reports;
    }

    <T> Optional<T> ifStarted(T value) {
        return hasSegments ? Optional.of(value) : Optional.empty();
    }

    static MediaBytes bytes(String text) {
        return MediaBytes.owning(text.getBytes(StandardCharsets.UTF_8));
    }
}
