package dev.ringcast.testing;

import dev.ringcast.rules.ParsedPlaylist;
import dev.ringcast.rules.ParsedPlaylist.Part;
import dev.ringcast.rules.ParsedPlaylist.Segment;
import dev.ringcast.rules.PlaylistRuleChecker;
import dev.ringcast.rules.Violation;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reads media playlists from outside, four times a second from the first on that is there until it is closed, and fetches
 * every segment, part and init segment that they list. It holds them to what no fault may break: the playlist is always
 * answered and never goes back, all its rules hold, and no listed media is missing.
 *
 * <p>Its methods are for one thread; it has one of its own.
 */
public final class PlaylistWatch implements AutoCloseable {
    private static final long BETWEEN_MILLIS = 250;

    private final Http http = Http.anonymous();
    private final List<Watched> all;
    private final ConcurrentLinkedQueue<String> violations = new ConcurrentLinkedQueue<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "playlist-watch");
        thread.setDaemon(true);
        return thread;
    });
    private final ScheduledFuture<?> reading;
    private boolean paused;

    private PlaylistWatch(List<URI> playlists) {
        all = playlists.stream().map(Watched::new).toList();
        reading = clock.scheduleWithFixedDelay(this::readAll, 0, BETWEEN_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Watches the media playlists at these addresses. */
    public static PlaylistWatch of(URI... playlists) {
        return new PlaylistWatch(Arrays.asList(playlists));
    }

    /**
     * Waits until each playlist lists so many more complete segments that are no gaps, and they have been fetched.
     *
     * @throws AssertionError with all violations, if that is not so within the time
     */
    public void awaitMedia(int segments, Duration most) {
        Map<Watched, Integer> wanted = new HashMap<>();
        all.forEach(each -> wanted.put(each, each.complete.get() + segments));
        try {
            Await.until(
                    segments + " more segments in each playlist",
                    most,
                    () -> all.stream().allMatch(each -> each.complete.get() >= wanted.getOrDefault(each, 0)));
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "; violations so far: " + violations, e);
        }
    }

    /**
     * Reads nothing from now on: the server is about to be ended or held. What was read is remembered, and
     * {@link #resume} goes on from there.
     */
    public synchronized void pause() {
        paused = true;
    }

    /** Reads again. Of the time in which nothing was read no pace is demanded (L10). */
    public synchronized void resume() {
        paused = false;
        all.forEach(each -> each.paceless = true);
    }

    /** What was wrong since the last call; empty if nothing. */
    public List<String> takeViolations() {
        List<String> taken = new ArrayList<>();
        for (String violation = violations.poll(); violation != null; violation = violations.poll()) {
            taken.add(violation);
        }
        return taken;
    }

    @Override
    public void close() {
        reading.cancel(true);
        clock.shutdownNow();
    }

    private synchronized void readAll() {
        if (paused) {
            return;
        }
        for (Watched each : all) {
            try {
                each.read();
            } catch (IOException | RuntimeException e) {
                violations.add(each.playlist + " or its media: " + e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** One media playlist. For the thread that reads; the count is for any. */
    private final class Watched {
        private final URI playlist;
        private final PlaylistRuleChecker checker = new PlaylistRuleChecker();
        private final ReaderClock readerClock = new ReaderClock();
        private final Set<String> fetched = new HashSet<>();
        private long last = -1;
        private boolean paceless;
        private final AtomicInteger complete = new AtomicInteger();

        Watched(URI playlist) {
            this.playlist = playlist;
        }

        void read() throws IOException, InterruptedException {
            HttpResponse<String> answer = http.get(playlist);
            if (answer.statusCode() != 200) {
                if (last >= 0) {
                    violations.add(playlist + " was there and is answered " + answer.statusCode());
                }
                return;
            }
            for (Violation violation : checker.observe(answer.body(), readerClock.read())) {
                if (!paceless || !violation.rule().equals("L10")) {
                    violations.add(playlist + ": " + violation);
                }
            }
            ParsedPlaylist parsed = PlaylistRuleChecker.parse(answer.body());
            paceless &= parsed.lastSequence() <= last;
            last = parsed.lastSequence();
            for (Segment segment : parsed.allSegments()) {
                fetchAll(segment);
            }
        }

        private void fetchAll(Segment segment) throws IOException, InterruptedException {
            for (Part part : segment.parts()) {
                if (!part.gap()) {
                    fetch(part.uri());
                }
            }
            if (!segment.grows() && !segment.gap()) {
                if (segment.mapUri().isPresent()) {
                    fetch(segment.mapUri().get());
                }
                if (fetch(segment.uri())) {
                    complete.incrementAndGet();
                }
            }
        }

        /** @return whether it is there and was not fetched before */
        private boolean fetch(String uri) throws IOException, InterruptedException {
            if (!fetched.add(uri)) {
                return false;
            }
            HttpResponse<byte[]> answer = http.bytes(playlist.resolve(uri));
            if (answer.statusCode() != 200 || answer.body().length == 0) {
                violations.add(playlist.resolve(uri) + " is listed and answered " + answer.statusCode() + " with "
                        + answer.body().length + " bytes");
                return false;
            }
            return true;
        }
    }
}
