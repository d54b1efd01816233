package dev.ringcast.bench;

import dev.ringcast.testing.Http;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A few low-latency viewers of a channel with one rendition; who has to give up comes back within a second. */
final class SoakViewers {
    private static final long SECOND = 1_000_000_000L;

    private final URI playlist;
    private final int partsPerSegment;
    private final int count;
    private final SoakTally tally;
    private final Audience audience = new Audience(Duration.ofMillis(1).toNanos(), 0, 0);
    private final Http http = Http.anonymous();

    SoakViewers(URI playlist, int partsPerSegment, int count, SoakTally tally) {
        this.playlist = playlist;
        this.partsPerSegment = partsPerSegment;
        this.count = count;
        this.tally = tally;
    }

    /** Goes on until the soak ends. */
    void run() throws IOException, InterruptedException {
        try (HttpLoop loop = new HttpLoop(new InetSocketAddress(playlist.getHost(), playlist.getPort()))) {
            List<Viewer> viewers = new ArrayList<>();
            while (!tally.ended()) {
                viewers.removeIf(Viewer::dropped);
                Optional<ViewerStream> stream = viewers.size() < count ? stream() : Optional.empty();
                while (stream.isPresent() && viewers.size() < count) {
                    viewers.add(new Viewer(loop, stream.get(), audience, false));
                }
                loop.run(System.nanoTime() + SECOND);
            }
        }
    }

    /** Answers received, and why viewers had to give up how often. Once it has ended. */
    String summary() {
        return audience.answers() + " answers to viewers, interrupted: "
                + (audience.errors().isEmpty() ? "never" : audience.errors());
    }

    /** A restart of the channel is another run, with other addresses. */
    private Optional<ViewerStream> stream() throws InterruptedException {
        try {
            HttpResponse<String> answer = http.get(playlist);
            String path = playlist.getPath();
            return answer.statusCode() == 200
                    ? Optional.of(new ViewerStream(
                            playlist.getAuthority(),
                            path.substring(0, path.lastIndexOf('/') + 1),
                            PlaylistEnd.run(PlaylistEnd.of(answer.body()).hint()),
                            partsPerSegment))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
