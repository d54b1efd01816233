package dev.ringcast.web;

import dev.ringcast.channel.Channel;
import dev.ringcast.channel.ChannelState;
import dev.ringcast.channel.ChannelStatus;
import dev.ringcast.channel.Channels;
import dev.ringcast.channel.ViewerCount;
import dev.ringcast.channel.ViewerCounts;
import dev.ringcast.media.MediaBytes;
import dev.ringcast.media.MediaSegment;
import dev.ringcast.media.PartialSegment;
import dev.ringcast.playlist.RenderedPlaylist;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    private final List<String> calls = new ArrayList<>();
    private final boolean hasSegments;
    private boolean posterFails;

    private FakeChannel(String name, ChannelState state, boolean hasSegments) {
        this.name = name;
        this.state = state;
        this.hasSegments = hasSegments;
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

    public FakeChannel withFailingPoster() {
        posterFails = true;
        return this;
    }

    /** Gives the servlet these channels, in this order, the way CDI does. */
    public static <T extends HttpServlet> T inject(T servlet, FakeChannel... channels) {
        Channels all = new Channels() {
            @Override
            public Optional<Channel> find(String name) {
                return all().stream()
                        .filter(channel -> channel.name().equals(name))
                        .findFirst();
            }

            @Override
            public List<Channel> all() {
                return List.of(channels);
            }
        };
        try {
            for (Class<?> type = servlet.getClass(); type != HttpServlet.class; type = type.getSuperclass()) {
                for (Field field : type.getDeclaredFields()) {
                    if (field.isAnnotationPresent(Inject.class)) {
                        field.setAccessible(true);
                        field.set(servlet, all);
                    }
                }
            }
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
        return servlet;
    }

    public static RenderedPlaylist playlist(String text) {
        return new RenderedPlaylist(bytes(text), bytes("gzip of " + text), "\"" + text + "\"", START);
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
    public ChannelStatus status() {
        return new ChannelStatus(
                name,
                title(),
                state,
                "rtsp://***@camera/secret-path",
                new ChannelStatus.Input("h264 1280x720", "", 29.97, 100, 1),
                new ChannelStatus.Output("libx264 1280x720", "aac", 30, 100, 2, 0, 2_500_000),
                new ChannelStatus.Segments(hasSegments ? 7 : 0, 1, 12, 40),
                seen(),
                1234,
                3,
                List.of(new ChannelStatus.Problem(START, "camera unplugged")));
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
    public Optional<RenderedPlaylist> multivariantPlaylist() {
        return ifStarted(playlist("multivariant"));
    }

    @Override
    public Optional<RenderedPlaylist> shortMultivariantPlaylist() {
        return ifStarted(playlist("short"));
    }

    @Override
    public Optional<RenderedPlaylist> mediaPlaylist(String rendition) {
        return rendition.equals("v0") ? ifStarted(playlist("media")) : Optional.empty();
    }

    @Override
    public Optional<MediaSegment> segment(String rendition, String run, long sequence) {
        if (!hasSegments || !rendition.equals("v0") || !run.equals("r1")) {
            return Optional.empty();
        }
        return sequence == 7 ? Optional.of(segment(7, "one", "two")) : Optional.empty();
    }

    @Override
    public boolean hasRendition(String rendition) {
        return rendition.equals("v0");
    }

    @Override
    public Optional<MediaSegment> segmentSoFar(String rendition, String run, long sequence) {
        return sequence == 8 && hasSegments && rendition.equals("v0") && run.equals("r1")
                ? Optional.of(segment(8, "three"))
                : segment(rendition, run, sequence);
    }

    @Override
    public Optional<MediaBytes> poster() throws IOException {
        if (posterFails) {
            throw new IOException("the picture is broken");
        }
        return ifStarted(bytes("jpeg"));
    }

    @Override
    public int targetDuration() {
        return 2;
    }

    @Override
    public ViewerCount viewers() {
        return viewers;
    }

    private <T> Optional<T> ifStarted(T value) {
        return hasSegments ? Optional.of(value) : Optional.empty();
    }

    private static MediaSegment segment(long sequence, String... parts) {
        return new MediaSegment(
                "r1",
                sequence,
                START,
                false,
                0,
                List.of(parts).stream()
                        .map(text -> new PartialSegment(bytes(text), Duration.ofSeconds(1), true))
                        .toList());
    }

    private static MediaBytes bytes(String text) {
        return MediaBytes.owning(text.getBytes(StandardCharsets.UTF_8));
    }
}
