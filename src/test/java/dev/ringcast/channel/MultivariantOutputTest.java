package dev.ringcast.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.config.ConfigLoader;
import dev.ringcast.media.FrameRate;
import dev.ringcast.media.MediaBytes;
import dev.ringcast.media.Packaging;
import dev.ringcast.media.PartialSegment;
import dev.ringcast.playlist.RenderedPlaylist;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** BANDWIDTH of a copied source that does not tell its rate, or tells another one than it has: segments of 2 s. */
class MultivariantOutputTest {
    private static final Duration SEGMENT = Duration.ofSeconds(2);
    private static final Pattern BANDWIDTH = Pattern.compile("[:,]BANDWIDTH=(\\d+)");

    private Instant now = Instant.parse("2026-11-24T10:00:00Z");
    private final ChannelPlan plan = plan();
    private final ChannelOutput output = new ChannelOutput(plan, () -> now, () -> now);
    private final MultivariantOutput multivariant = new MultivariantOutput(plan, output);

    private static ChannelPlan plan() {
        Map<String, String> settings = Map.of(
                "ringcast.channel.door.source", "rtsp://camera/1",
                "ringcast.channel.door.encode", "never",
                "ringcast.channel.door.gop", "1s",
                "ringcast.channel.door.window", "20s");
        var config = ConfigLoader.load(settings, Map.of(), path -> Optional.empty());
        return ChannelPlan.of(config.channels().get(0), config.mediaFolder());
    }

    private static RunDescription copied(int height, long bitsPerSecond) {
        return new RunDescription(
                "copied",
                "",
                List.of("avc1.64001f"),
                Optional.of(new RunDescription.Copied(1280, height, new FrameRate(25, 1), bitsPerSecond)));
    }

    private void part(String run, boolean begins, int kilobits) {
        for (RenditionOutput to : output.all()) {
            if (begins) {
                to.beginSegment(run, MediaBytes.owning(new byte[] {1}), now);
            }
            to.appendPart(new PartialSegment(MediaBytes.owning(new byte[kilobits * 125]), SEGMENT, begins));
        }
        now = now.plus(SEGMENT);
    }

    /** A segment of so many bits a second. */
    private void segment(String run, int kilobitsPerSecond) {
        part(run, true, kilobitsPerSecond * 2);
        output.all().forEach(RenditionOutput::endSegment);
        output.publish();
    }

    private RenderedPlaylist playlist(RunDescription description) {
        return multivariant.own(Packaging.CMAF, description).orElseThrow();
    }

    private long bandwidth(RunDescription description) {
        String text = new String(playlist(description).plain().toByteArray(), StandardCharsets.UTF_8);
        Matcher matcher = BANDWIDTH.matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return Long.parseLong(matcher.group(1));
    }

    @Test
    void bandwidth_untoldRateThatRises_isNeverExceeded() {
        RunDescription untold = copied(720, 0);
        segment("a", 200);
        assertThat(bandwidth(untold)).isEqualTo(250_000);

        RenderedPlaylist before = playlist(untold);
        segment("a", 240);
        assertThat(playlist(untold)).as("while it holds").isSameAs(before);

        segment("a", 2000);
        assertThat(bandwidth(untold)).isEqualTo(2_500_000);
        segment("a", 100);
        assertThat(bandwidth(untold)).isEqualTo(2_500_000);
    }

    @Test
    void bandwidth_lastSegmentThatIsOnePicture_isNotThePeak() {
        RunDescription untold = copied(720, 0);
        segment("a", 200);
        for (RenditionOutput to : output.all()) {
            to.beginSegment("a", MediaBytes.owning(new byte[] {1}), now);
            to.appendPart(new PartialSegment(MediaBytes.owning(new byte[50_000]), Duration.ofMillis(40), true));
            to.endSegment();
        }
        output.publish();
        assertThat(bandwidth(untold)).isEqualTo(250_000);
    }

    @Test
    void bandwidth_anotherLife_isMeasuredAnew() {
        segment("a", 4000);
        assertThat(bandwidth(copied(720, 0))).isEqualTo(5_000_000);

        RunDescription smaller = copied(360, 0);
        part("b", true, 800);
        output.publish();
        assertThat(bandwidth(smaller)).as("before its first segment").isEqualTo(5_000_000);

        output.all().forEach(RenditionOutput::endSegment);
        output.publish();
        assertThat(bandwidth(smaller)).isEqualTo(500_000);
    }

    @Test
    void bandwidth_anotherLifeAfterALongHole_isNotThatOfNothing() {
        segment("a", 4000);
        for (int i = 0; i < 15; i++) {
            for (RenditionOutput to : output.all()) {
                to.appendGap(PartialSegment.gap(SEGMENT), true, true);
            }
            now = now.plus(SEGMENT);
            output.publish();
        }
        RunDescription after = copied(360, 0);
        multivariant.own(Packaging.CMAF, after);

        segment("b", 400);
        assertThat(bandwidth(after)).isEqualTo(500_000);
    }
}
