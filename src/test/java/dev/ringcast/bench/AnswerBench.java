package dev.ringcast.bench;

import dev.ringcast.testing.Await;
import dev.ringcast.testing.Http;
import dev.ringcast.testing.TomcatBase;
import dev.ringcast.testing.TomcatProcess;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * From the last frame of a part to the part in the hands of the one client that waits for it on the same machine, at
 * 1280x720 and 30 frames a second.
 *
 * <p>A part's last frame is taken at the beat that is one frame before the part's end: EXT-X-PROGRAM-DATE-TIME of its
 * segment, plus the durations of the segment's parts up to this one, less one frame. The date-time is the wall clock at
 * the run's beat 0 plus beats, so this is the very instant at which the encoding thread was to pick up that frame; if it
 * woke up late, that is part of what is measured. The date-time in the playlist has whole milliseconds, the rest cut
 * off: figures may be too great by up to one, the same in the whole run.
 *
 * <p>What comes before that beat is the source's: the test card draws a picture when it is due by the wall clock, and
 * {@code FrameSync} keeps it back against jitter, to the next beat. The beats of card and run have an arbitrary phase to
 * each other, which stays. The last row tells that time of this run, read from the strip in the pictures.
 */
final class AnswerBench {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final long WARM_UP_SECONDS = 15;
    private static final String FOLDER = "/live/live/720p/";

    private final TomcatProcess tomcat;
    private final HttpLoop loop;

    /** When the last frame of each part was due. */
    private final Map<String, Instant> due = new HashMap<>();

    private final Map<String, Instant> listed = new HashMap<>();
    private final Map<String, Instant> hinted = new HashMap<>();
    private final Map<String, Instant> fetched = new HashMap<>();
    private final Parts hintedParts = new Parts(hinted);
    private final Parts fetchedParts = new Parts(fetched);

    private AnswerBench(TomcatProcess tomcat, HttpLoop loop) {
        this.tomcat = tomcat;
        this.loop = loop;
    }

    /**
     * Measures for so long and prints.
     *
     * @param part the duration of parts, empty for the default
     * @param mode {@code isolated} for a channel in a process of its own
     */
    static void run(int seconds, String part, String mode) throws Exception {
        String configuration =
                "channel.live.source = pattern:\n" + (part.isEmpty() ? "" : "channel.live.part = " + part + "\n");
        if (mode.equals("isolated")) {
            configuration += "channel.live.isolate = true\n";
        }
        try (TomcatProcess tomcat = TomcatBase.recommended()
                .war("ROOT", TomcatBase.builtWar())
                .file("conf/ringcast.properties", configuration)
                .start("/")) {
            URI address = tomcat.address("/");
            try (HttpLoop loop = new HttpLoop(new InetSocketAddress(address.getHost(), address.getPort()))) {
                new AnswerBench(tomcat, loop).measure(seconds);
            }
        }
    }

    private void measure(int seconds) throws Exception {
        Await.until(
                "the first segment", SOON, () -> Http.anonymous().status(tomcat.address(FOLDER + "cmaf.m3u8")) == 200);
        hintedParts.connect();
        fetchedParts.connect();
        loop.connect(new Playlists());
        watch(WARM_UP_SECONDS);
        List.of(due, listed, hinted, fetched).forEach(Map::clear);
        ProcessorUse before = ProcessorUse.now(tomcat.pid());
        watch(seconds);
        ProcessorUse after = ProcessorUse.now(tomcat.pid());

        Bench.print("milliseconds since the last frame's beat  parts  %s", "   median      95 %      99 %      most");
        row("playlist that lists the part", sinceDue(listed));
        row("part that was asked for when hinted at", sinceDue(hinted));
        row("part that was asked for when listed", sinceDue(fetched));
        row("(before it: in the test card to the beat)", CardDelay.millis(tomcat, FOLDER));
        Bench.print("%s", after.since(before));
    }

    private void watch(long seconds) throws Exception {
        loop.run(System.nanoTime() + seconds * 1_000_000_000L);
    }

    private List<Double> sinceDue(Map<String, Instant> received) {
        List<Double> millis = new ArrayList<>();
        received.forEach((part, when) -> {
            Instant begin = due.get(part);
            if (begin != null) {
                millis.add(Duration.between(begin, when).toNanos() / 1e6);
            }
        });
        return millis;
    }

    private static void row(String what, List<Double> millis) {
        Bench.print(
                "%-41s %6d  %8.1f  %8.1f  %8.1f  %8.1f",
                what,
                millis.size(),
                Bench.median(millis),
                Bench.quantile(millis, 0.95),
                Bench.quantile(millis, 0.99),
                Bench.quantile(millis, 1));
    }

    private ByteBuffer request(String name) {
        byte[] text = ("GET " + FOLDER + name + " HTTP/1.1\r\nHost: "
                        + tomcat.address("/").getAuthority() + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.wrap(text);
    }

    /** The wall clock at a moment just gone. */
    private static Instant wall(long nanos) {
        return Instant.now().minusNanos(System.nanoTime() - nanos);
    }

    /** Reloads the playlist again and again, each time waiting for the next part. */
    private final class Playlists implements HttpConnection.Listener {
        @Override
        public void connected(HttpConnection connection) {
            connection.send(request("cmaf.m3u8"));
        }

        @Override
        public void answered(HttpConnection connection, int status, ByteBuffer body, long nanos) {
            expect(status);
            Instant now = wall(nanos);
            String text = StandardCharsets.UTF_8.decode(body).toString();
            PlaylistEnd end = PlaylistEnd.of(text);
            connection.send(request("cmaf.m3u8?_HLS_msn=" + PlaylistEnd.sequence(end.hint()) + "&_HLS_part="
                    + PlaylistEnd.number(end.hint()) + "&_HLS_skip=YES"));
            hintedParts.get(end.hint());
            fetchedParts.get(end.part());
            due.put(end.part(), end.lastFrame());
            listed.put(end.part(), now);
        }

        @Override
        public void failed(HttpConnection connection, String reason) {
            throw new IllegalStateException(reason);
        }
    }

    /** Gets parts, one after the other; notes when each was here. */
    private final class Parts implements HttpConnection.Listener {
        private final Map<String, Instant> received;
        private final List<String> wanted = new ArrayList<>();
        private HttpConnection parts;
        private boolean ready;

        @SuppressWarnings("NullAway.Init") // connect() is called before anything else
        Parts(Map<String, Instant> received) {
            this.received = received;
        }

        void connect() throws IOException {
            parts = loop.connect(this);
        }

        void get(String part) {
            wanted.add(part);
            if (ready && wanted.size() == 1) {
                parts.send(request(part));
            }
        }

        @Override
        public void connected(HttpConnection connection) {
            ready = true;
            if (!wanted.isEmpty()) {
                connection.send(request(wanted.get(0)));
            }
        }

        @Override
        public void answered(HttpConnection connection, int status, ByteBuffer body, long nanos) {
            expect(status);
            received.put(wanted.remove(0), wall(nanos));
            if (!wanted.isEmpty()) {
                connection.send(request(wanted.get(0)));
            }
        }

        @Override
        public void failed(HttpConnection connection, String reason) {
            throw new IllegalStateException(reason);
        }
    }

    private static void expect(int status) {
        if (status != 200) {
            throw new IllegalStateException("answered " + status);
        }
    }
}
