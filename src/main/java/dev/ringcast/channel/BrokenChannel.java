package dev.ringcast.channel;

import dev.ringcast.media.MediaBytes;
import dev.ringcast.media.Packaging;
import dev.ringcast.playlist.RenderedPlaylist;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A channel that cannot run as it is configured. It says so, and nothing else. */
final class BrokenChannel implements Channel {
    private final String name;
    private final String problem;
    private final Instant since = Instant.now();
    private final ViewerCount viewers = new ViewerCount(System::nanoTime);
    private final AnswerCount answers = new AnswerCount();
    private final ViewerReports reports = new ViewerReports(System::nanoTime);

    /** @param problem what is wrong, and what is allowed */
    BrokenChannel(String name, String problem) {
        this.name = name;
        this.problem = problem;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String title() {
        return name;
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public ChannelStatus status() {
        return new ChannelStatus(
                name,
                name,
                new ChannelState.Failed(since, problem),
                "",
                new ChannelStatus.Input("", "", 0, 0, 0),
                new ChannelStatus.Output("", "", 0, 0, 0, 0, 0, List.of()),
                new ChannelStatus.Segments(0, 0, 0, 0),
                viewers.lastMinute(),
                0,
                0,
                List.of(new ChannelStatus.Problem(since, problem)));
    }

    @Override
    public ChannelFigures figures() {
        return ChannelFigures.of(RunFigures.none(), Map.of(), 0, 0);
    }

    @Override
    public ChannelHealth health() {
        return new ChannelHealth(status().state(), true, Optional.empty(), Duration.ZERO, false);
    }

    @Override
    public AnswerCount answers() {
        return answers;
    }

    /** Nothing to start: the configuration is read with the application. */
    @Override
    public void start() {}

    @Override
    public void stop() {}

    @Override
    public void restart() {}

    @Override
    public Optional<RenderedPlaylist> multivariantPlaylist(Packaging packaging) {
        return Optional.empty();
    }

    @Override
    public Optional<RenderedPlaylist> shortMultivariantPlaylist() {
        return Optional.empty();
    }

    @Override
    public Optional<RenditionStream> stream(String rendition, Packaging packaging) {
        return Optional.empty();
    }

    @Override
    public Optional<MediaBytes> poster() {
        return Optional.empty();
    }

    @Override
    public int targetDuration() {
        return 1;
    }

    @Override
    public Duration partTarget() {
        return Duration.ofSeconds(1);
    }

    /** There is nothing to be guarded. */
    @Override
    public Optional<PlaybackTokens> tokens() {
        return Optional.empty();
    }

    @Override
    public ViewerCount viewers() {
        return viewers;
    }

    @Override
    public ViewerReports viewerReports() {
        return reports;
    }
}
