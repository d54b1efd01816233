package dev.ringcast.web;

import dev.ringcast.channel.RenditionStream;
import dev.ringcast.channel.Waiter;
import dev.ringcast.media.Cadence;
import dev.ringcast.media.FrameRate;
import dev.ringcast.media.MediaBytes;
import dev.ringcast.media.MediaSegment;
import dev.ringcast.media.Packaging;
import dev.ringcast.media.PartialSegment;
import dev.ringcast.media.SegmentTiming;
import dev.ringcast.playlist.LivePlaylist;
import dev.ringcast.playlist.PlaylistPosition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The one rendition of a {@link FakeChannel}, in one packaging. */
final class FakeStream implements RenditionStream {
    private final FakeChannel channel;
    private final Packaging packaging;

    FakeStream(FakeChannel channel, Packaging packaging) {
        this.channel = channel;
        this.packaging = packaging;
    }

    @Override
    public boolean withdrawn() {
        return channel.isWithdrawn();
    }

    @Override
    public Optional<LivePlaylist> playlist() {
        return channel.isWithdrawn()
                ? Optional.empty()
                : channel.ifStarted(new LivePlaylist(
                        () -> FakeChannel.playlist("media"),
                        () -> Optional.of(FakeChannel.playlist("delta")),
                        new PlaylistPosition(7, 2, channel.hasGoneOn() ? 2 : 1),
                        channel.hasEnded()));
    }

    @Override
    public SegmentTiming timing() {
        return SegmentTiming.of(new Cadence(new FrameRate(30, 1), 60, 30));
    }

    @Override
    public Optional<MediaSegment> segment(String run, long sequence) {
        return sequence == 7 && channel.hasSegments() && run.equals("r1")
                ? Optional.of(segment(7, "one", "two"))
                : Optional.empty();
    }

    @Override
    public Optional<MediaSegment> segmentSoFar(String run, long sequence) {
        return sequence == 8 && channel.hasSegments() && run.equals("r1")
                ? Optional.of(channel.hasGoneOn() ? segment(8, "three", "four") : segment(8, "three"))
                : segment(run, sequence);
    }

    @Override
    public boolean isNext(String run, long sequence, long part) {
        return channel.hasSegments()
                && run.equals("r1")
                && sequence == 8
                && part == (channel.hasGoneOn() ? 2 : 1)
                && !channel.isWithdrawn();
    }

    @Override
    public Optional<MediaBytes> init(String run) {
        return packaging == Packaging.CMAF && run.equals("r1")
                ? channel.ifStarted(FakeChannel.bytes("init"))
                : Optional.empty();
    }

    @Override
    public boolean await(Waiter waiter) {
        channel.waiting().add(waiter);
        return true;
    }

    @Override
    public void forget(Waiter waiter) {
        channel.waiting().remove(waiter);
    }

    private static MediaSegment segment(long sequence, String... parts) {
        return new MediaSegment(
                "r1",
                sequence,
                FakeChannel.START,
                false,
                0,
                MediaBytes.EMPTY,
                List.of(parts).stream()
                        .map(text -> new PartialSegment(FakeChannel.bytes(text), Duration.ofSeconds(1), true))
                        .toList());
    }
}
