package dev.ringcast.playlist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ringcast.media.FrameRate;
import dev.ringcast.media.MediaBytes;
import dev.ringcast.media.Packaging;
import dev.ringcast.media.SegmentTiming;
import dev.ringcast.ring.RingSnapshot;
import dev.ringcast.ring.SimulatedChannel;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MediaPlaylistRendererTest {
    private static final Instant START = Instant.parse("2026-11-24T10:00:00.123456789Z");

    @Test
    void render_firstSegment() throws IOException {
        SimulatedChannel channel = channel(new FrameRate(30, 1));
        channel.startRun();
        channel.segments(1);

        Golden.assertEqual("first-segment", render(channel));
    }

    @Test
    void render_fullWindow() throws IOException {
        SimulatedChannel channel = channel(new FrameRate(30, 1));
        channel.startRun();
        channel.segments(100);

        Golden.assertEqual("full-window", render(channel));
    }

    @Test
    void render_ntscFrameRate() throws IOException {
        SimulatedChannel channel = channel(new FrameRate(30000, 1001));
        channel.startRun();
        channel.segments(10);

        Golden.assertEqual("ntsc", render(channel));
    }

    @Test
    void render_discontinuityWithinTheWindow() throws IOException {
        SimulatedChannel channel = restarted();
        channel.segments(3);

        Golden.assertEqual("discontinuity-within", render(channel));
    }

    @Test
    void render_discontinuityOnTheFirstSegment() throws IOException {
        SimulatedChannel channel = restarted();
        channel.segments(6);

        Golden.assertEqual("discontinuity-first", render(channel));
    }

    @Test
    void render_discontinuityGone() throws IOException {
        SimulatedChannel channel = restarted();
        channel.segments(7);

        Golden.assertEqual("discontinuity-gone", render(channel));
    }

    @Test
    void render_ended() throws IOException {
        SimulatedChannel channel = channel(new FrameRate(25, 1));
        channel.startRun();
        channel.segments(2);
        channel.segmentOf(20);
        channel.ring().end();

        Golden.assertEqual("ended", render(channel));
    }

    @Test
    void render_openSegmentWithoutParts_isNotListed() {
        SimulatedChannel channel = channel(new FrameRate(30, 1));
        channel.startRun();
        channel.segments(1);
        String before = render(channel);

        channel.ring()
                .beginSegment(channel.run(), MediaBytes.EMPTY, channel.clock().instant());

        assertThat(render(channel)).isEqualTo(before);
    }

    @Test
    void render_partsOfTheOpenSegment() throws IOException {
        SimulatedChannel channel = channel(new FrameRate(30, 1));
        channel.startRun();
        channel.segments(5);
        channel.openParts(2);

        Golden.assertEqual("open-parts", render(channel));
    }

    @Test
    void render_cmafAfterARestart() throws IOException {
        SimulatedChannel channel = restarted();
        channel.segments(2);
        channel.openParts(1);
        RenditionReport report = new RenditionReport(
                "../360p/cmaf.m3u8", PlaylistPosition.of(channel.ring().snapshot()));

        Golden.assertEqual(
                "cmaf", renderer(channel, Packaging.CMAF, List.of(report)).full());
    }

    @Test
    void L37_render_cmafRunThatBegins_hintsAtItsInit() {
        SimulatedChannel channel = restarted();
        channel.ring()
                .beginSegment(channel.run(), MediaBytes.EMPTY, channel.clock().instant());

        assertThat(renderer(channel, Packaging.CMAF, List.of()).full())
                .contains(
                        "#EXT-X-PRELOAD-HINT:TYPE=MAP,URI=\"run2/init.mp4\"\n#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"run2/")
                .doesNotContain("#EXT-X-DISCONTINUITY\n");
    }

    @Test
    void L36_render_deltaOfAFullWindow() throws IOException {
        SimulatedChannel channel = channel(new FrameRate(30, 1));
        channel.startRun();
        channel.segments(20);
        channel.openParts(3);

        Golden.assertEqual(
                "delta", renderer(channel, Packaging.CMAF, List.of()).delta().orElseThrow());
    }

    @Test
    void L25_render_sourceAway() throws IOException {
        SimulatedChannel channel = channel(new FrameRate(25, 1));
        channel.startRun();
        channel.segments(3);
        channel.gap(166);

        Golden.assertEqual(
                "gap-open", renderer(channel, Packaging.CMAF, List.of()).full());
        channel.ring().endSegment();
        channel.pause(Duration.ofMillis(120));
        channel.startRun();
        channel.segments(1);
        channel.openParts(2);

        Golden.assertEqual(
                "gap-cmaf", renderer(channel, Packaging.CMAF, List.of()).full());
        Golden.assertEqual("gap-ts", render(channel));
    }

    @Test
    void L25_L36_render_deltaWithinAGap() throws IOException {
        SimulatedChannel channel = channel(new FrameRate(25, 1));
        channel.startRun();
        channel.segments(5);
        channel.gap(450);

        Golden.assertEqual(
                "gap-delta",
                renderer(channel, Packaging.CMAF, List.of()).delta().orElseThrow());
    }

    @Test
    void L36_render_nothingToSkipOrEnded_hasNoDelta() {
        SimulatedChannel channel = channel(new FrameRate(30, 1));
        channel.startRun();
        channel.segments(7);
        assertThat(renderer(channel, Packaging.TS, List.of()).delta()).isEmpty();
        channel.segments(1);
        assertThat(renderer(channel, Packaging.TS, List.of()).delta()).isPresent();
        channel.ring().end();
        assertThat(renderer(channel, Packaging.TS, List.of()).delta()).isEmpty();
    }

    @Test
    void render_noSegment_throws() {
        RingSnapshot empty = new RingSnapshot(List.of(), List.of(), Optional.empty(), false);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MediaPlaylistRenderer(
                        empty, new MediaPlaylistSettings(2, Duration.ofMillis(200), Packaging.TS), List.of()));
    }

    @Test
    void L03_render_machineWithADecimalComma_writesAPoint() throws IOException {
        Locale before = Locale.getDefault();
        try {
            for (String tag : List.of("de-DE", "ar-EG-u-nu-arab", "th-TH-u-ca-buddhist-nu-thai", "tr-TR")) {
                Locale.setDefault(Locale.forLanguageTag(tag));
                SimulatedChannel channel = channel(new FrameRate(30000, 1001));
                channel.startRun();
                channel.segments(10);

                Golden.assertEqual("ntsc", render(channel));
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void settings_outOfBounds_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MediaPlaylistSettings(0, Duration.ofMillis(200), Packaging.TS));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MediaPlaylistSettings(2, Duration.ZERO, Packaging.TS));
    }

    /** A window of six segments, all of them before a restart. */
    private static SimulatedChannel restarted() {
        SimulatedChannel channel =
                new SimulatedChannel(new FrameRate(30, 1), Duration.ofSeconds(12), Long.MAX_VALUE, 10, START);
        channel.startRun();
        channel.segments(9);
        channel.pause(Duration.ofMillis(700));
        channel.startRun();
        return channel;
    }

    private static SimulatedChannel channel(FrameRate frameRate) {
        return new SimulatedChannel(frameRate, Duration.ofSeconds(60), Long.MAX_VALUE, 10, START);
    }

    private static String render(SimulatedChannel channel) {
        return renderer(channel, Packaging.TS, List.of()).full();
    }

    private static MediaPlaylistRenderer renderer(
            SimulatedChannel channel, Packaging packaging, List<RenditionReport> reports) {
        return new MediaPlaylistRenderer(
                channel.ring().snapshot(),
                MediaPlaylistSettings.of(SegmentTiming.of(channel.cadence()), packaging),
                reports);
    }
}
