package dev.ringcast.web;

import dev.ringcast.channel.Channel;
import dev.ringcast.channel.ChannelState;
import dev.ringcast.channel.ChannelStatus;
import dev.ringcast.channel.Channels;
import dev.ringcast.channel.RenditionStream;
import dev.ringcast.channel.ViewerCount;
import dev.ringcast.channel.ViewerCounts;
import dev.ringcast.channel.ViewerReports;
import dev.ringcast.channel.Waiter;
import dev.ringcast.channel.WaitingRoom;
import dev.ringcast.media.Cadence;
import dev.ringcast.media.FrameRate;
import dev.ringcast.media.MediaBytes;
import dev.ringcast.media.MediaSegment;
import dev.ringcast.media.Packaging;
import dev.ringcast.media.PartialSegment;
import dev.ringcast.media.SegmentTiming;
import dev.ringcast.playlist.LivePlaylist;
import dev.ringcast.playlist.PlaylistPosition;
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
    /** How many requests may wait. */
    public static final int MOST_WAITING = 10;

    public static final Instant START = Instant.parse("2026-11-03T10:00:00.250Z");

    private final String name;
    private final ChannelState state;
    private final AtomicInteger seen = new AtomicInteger();
    private final ViewerCount viewers = ViewerCounts.by(seen::incrementAndGet);
    private final ViewerReports reports = ViewerCounts.reports();
    private final List<String> calls = new ArrayList<>();
    private final boolean hasSegments;
    private final List<Waiter> waiting = new ArrayList<>();
    private boolean posterFails;
    private boolean ended;
    private boolean wentOn;

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

    public FakeChannel withEnd() {
        ended = true;
        return this;
    }

    /** The next part, "four", is there. */
    public void goOn() {
        wentOn = true;
    }

    /** The requests that wait. */
    public List<Waiter> waiting() {
        return waiting;
    }

    /** Gives the servlet these channels, in this order, the way CDI does. */
    public static <T extends HttpServlet> T inject(T servlet, FakeChannel... channels) {
        WaitingRoom room = new WaitingRoom(MOST_WAITING, MOST_WAITING, MOST_WAITING);
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

            @Override
            public WaitingRoom waitingRoom() {
                return room;
            }
        };
        try {
            for (Class<?> type = servlet.getClass(); type != HttpServlet.class; type = type.getSuperclass()) {
                for (Field field : type.getDeclaredFields()) {
                    if (field.isAnnotationPresent(Inject.class)) {
                        field.setAccessible(true);
                        field.set(servlet, field.getType() == Channels.class ? all : new AnswerThreads());
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
    public Optional<RenderedPlaylist> multivariantPlaylist(Packaging packaging) {
        return ifStarted(playlist("multivariant " + packaging.playlistName()));
    }

    @Override
    public Optional<RenderedPlaylist> shortMultivariantPlaylist() {
        return ifStarted(playlist("short"));
    }

    @Override
    public Optional<RenditionStream> stream(String rendition, Packaging packaging) {
        return rendition.equals("v0") ? Optional.of(new Stream(packaging)) : Optional.empty();
    }

    private final class Stream implements RenditionStream {
        private final Packaging packaging;

        Stream(Packaging packaging) {
            this.packaging = packaging;
        }

        @Override
        public Optional<LivePlaylist> playlist() {
            return ifStarted(new LivePlaylist(
                    FakeChannel.playlist("media"),
                    Optional.of(FakeChannel.playlist("delta")),
                    new PlaylistPosition(7, 2, wentOn ? 2 : 1),
                    ended));
        }

        @Override
        public SegmentTiming timing() {
            return SegmentTiming.of(new Cadence(new FrameRate(30, 1), 60, 30));
        }

        @Override
        public Optional<MediaSegment> segment(String run, long sequence) {
            return sequence == 7 && hasSegments && run.equals("r1")
                    ? Optional.of(FakeChannel.segment(7, "one", "two"))
                    : Optional.empty();
        }

        @Override
        public Optional<MediaSegment> segmentSoFar(String run, long sequence) {
            return sequence == 8 && hasSegments && run.equals("r1")
                    ? Optional.of(wentOn ? FakeChannel.segment(8, "three", "four") : FakeChannel.segment(8, "three"))
                    : segment(run, sequence);
        }

        @Override
        public boolean isNext(String run, long sequence, long part) {
            return hasSegments && run.equals("r1") && sequence == 8 && part == (wentOn ? 2 : 1);
        }

        @Override
        public Optional<MediaBytes> init(String run) {
            return packaging == Packaging.CMAF && run.equals("r1") ? ifStarted(bytes("init")) : Optional.empty();
        }

        @Override
        public boolean await(Waiter waiter) {
            waiting.add(waiter);
            return true;
        }

        @Override
        public void forget(Waiter waiter) {
            waiting.remove(waiter);
        }
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

    @Override
    public ViewerReports viewerReports() {
        return reports;
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
                MediaBytes.EMPTY,
                List.of(parts).stream()
                        .map(text -> new PartialSegment(bytes(text), Duration.ofSeconds(1), true))
                        .toList());
    }

    private static MediaBytes bytes(String text) {
        return MediaBytes.owning(text.getBytes(StandardCharsets.UTF_8));
    }
}
