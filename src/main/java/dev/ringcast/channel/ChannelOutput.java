package dev.ringcast.channel;

import dev.ringcast.encoder.VideoSettings;
import dev.ringcast.media.MediaSegment;
import dev.ringcast.media.Packaging;
import dev.ringcast.playlist.RenditionReport;
import dev.ringcast.ring.RingLimits;
import dev.ringcast.ring.RingRoom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Everything that a channel serves: each rendition in each packaging. They are filled beat by beat and published
 * together, so that no playlist is ahead of another and each report tells the newest (L38).
 */
final class ChannelOutput implements RunOutput {
    private final List<RenditionOutput> all = new ArrayList<>();
    private final InstantSource wallClock;
    private final InstantSource steadyClock;

    /** What is to be added to the steady clock for the date and time of media: it changes where a run begins. */
    private volatile Duration ahead = Duration.ZERO;

    private final SenderClock sender = new SenderClock();

    /** How far the clock that dates the run's media has gone away from the steady one, in nanoseconds. */
    private volatile long gained;

    /**
     * @param wallClock tells when a playlist was last modified
     * @param steadyClock tells how long media that have left the playlists are still kept, and how long none have come:
     *     nobody may set it
     */
    ChannelOutput(ChannelPlan plan, InstantSource wallClock, InstantSource steadyClock) {
        this.wallClock = wallClock;
        this.steadyClock = steadyClock;
        for (Packaging packaging : Packaging.values()) {
            for (RenditionPlan rendition : plan.renditions()) {
                RingLimits limits = new RingLimits(plan.limits().window(), share(plan, rendition));
                all.add(new RenditionOutput(
                        rendition.name(), packaging, plan.timing(), limits, wallClock, steadyClock));
            }
        }
    }

    /** What one packaging of a rendition may take of the channel's memory: as much as it has of its bits. */
    private static long share(ChannelPlan plan, RenditionPlan rendition) {
        double all = plan.renditions().stream()
                .mapToDouble(each -> mostBitsPerSecond(plan, each))
                .sum();
        double part = mostBitsPerSecond(plan, rendition) / all / Packaging.values().length;
        return Math.max(1, (long) (plan.limits().maxBytes() * part));
    }

    private static double mostBitsPerSecond(ChannelPlan plan, RenditionPlan rendition) {
        long video = rendition.video().map(VideoSettings::maxBitsPerSecond).orElse(0L);
        return plan.cadence().mostBitsPerSecond(video + plan.audioBitsPerSecond());
    }

    @Override
    public List<RenditionOutput> all() {
        return all;
    }

    /** That of a name and packaging. */
    Optional<RenditionOutput> find(String rendition, Packaging packaging) {
        return all.stream()
                .filter(output ->
                        output.packaging() == packaging && output.rendition().equals(rendition))
                .findFirst();
    }

    @Override
    public List<RenditionOutput> of(String rendition) {
        return all.stream()
                .filter(output -> output.rendition().equals(rendition))
                .toList();
    }

    /**
     * Gives a rendition up: its playlists go, and others' reports of them. The encoding thread, between two segments.
     */
    @Override
    public void withdraw(String rendition) {
        of(rendition).forEach(RenditionOutput::withdraw);
        publish();
    }

    @Override
    public void restore() {
        for (RenditionOutput output : all) {
            if (output.withdrawn()) {
                output.follow(largest(output.packaging()));
            }
        }
    }

    /** Those that are not withdrawn in any packaging, by name, from the largest to the smallest. */
    List<String> served() {
        return all.stream()
                .map(RenditionOutput::rendition)
                .distinct()
                .filter(rendition -> of(rendition).stream().noneMatch(RenditionOutput::withdrawn))
                .toList();
    }

    /** The largest rendition that is not withdrawn, in the packaging that decodes without an init segment. */
    RenditionOutput largest() {
        return largest(Packaging.TS);
    }

    private RenditionOutput largest(Packaging packaging) {
        return all.stream()
                .filter(output -> output.packaging() == packaging && !output.withdrawn())
                .findFirst()
                .orElseThrow();
    }

    /** Fixes the state of all playlists, then wakes whoever waited for them. The encoding thread, after each part. */
    @Override
    public void publish() {
        for (RenditionOutput output : all) {
            output.render(reportsFor(output));
        }
        all.forEach(RenditionOutput::wake);
        end().ifPresent(end -> sender.late(nanos(end), nanos(steadyClock.instant())));
        gained = sender.gained();
    }

    @Override
    public RingRoom room() {
        return all.stream().map(RenditionOutput::room).reduce(RingRoom.UNKNOWN, RingRoom::plus);
    }

    /** The run is over. */
    void endRun() {
        all.forEach(RenditionOutput::endRun);
        publish();
    }

    /** Nothing follows until somebody starts the channel again. */
    void finish() {
        all.forEach(RenditionOutput::end);
        publish();
    }

    /** Lets all waiting requests go. */
    void close() {
        all.forEach(RenditionOutput::close);
    }

    @Override
    public Optional<Instant> end() {
        return largest().snapshot().last().map(MediaSegment::end);
    }

    @Override
    public Instant begin(Instant now) {
        Instant begin = RunOutput.super.begin(now);
        Instant wall = wallClock.instant();
        Instant steady = steadyClock.instant();
        ahead = Duration.between(steady, begin.isAfter(wall) ? begin : wall);
        sender.start(nanos(begin), nanos(steady));
        gained = 0;
        return begin;
    }

    /**
     * The date and time of this moment, by the clock that the run which began last found: the wall clock, but not before
     * that run. A run that began with what had come before may be ahead of it, and the next hole is that much shorter. What
     * a sender's clock has gained on ours since is no such lead (L10).
     */
    Instant now() {
        return steadyClock.instant().plus(ahead).plusNanos(gained);
    }

    /** Whether nothing follows until somebody starts the channel again. */
    boolean ended() {
        return largest().snapshot().ended();
    }

    /** Bytes of media held. */
    long bytes() {
        return all.stream().mapToLong(output -> output.snapshot().bytes()).sum();
    }

    /**
     * Whether there is a playlist in every packaging of all renditions that are not given up: before the first segment
     * there is none.
     */
    boolean isListed() {
        return all.stream()
                .filter(output -> !output.withdrawn())
                .allMatch(output -> output.playlist().isPresent());
    }

    /** Whether a segment is listed in every packaging of all renditions that are not given up. */
    boolean hasMediaEverywhere() {
        return all.stream()
                .filter(output -> !output.withdrawn())
                .allMatch(output -> output.snapshot().last().isPresent());
    }

    /** Segments held. */
    int segments() {
        return all.stream().mapToInt(output -> output.snapshot().count()).sum();
    }

    /** How many requests wait. */
    int waiting() {
        return all.stream().mapToInt(RenditionOutput::waiting).sum();
    }

    private static long nanos(Instant instant) {
        return ChronoUnit.NANOS.between(Instant.EPOCH, instant);
    }

    private List<RenditionReport> reportsFor(RenditionOutput output) {
        return all.stream()
                .filter(other -> other != output && other.packaging() == output.packaging() && !other.withdrawn())
                .map(other -> new RenditionReport(
                        "../" + other.rendition() + "/" + other.packaging().playlistName() + ".m3u8", other.position()))
                .toList();
    }
}
