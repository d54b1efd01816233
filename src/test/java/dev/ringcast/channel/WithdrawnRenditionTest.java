package dev.ringcast.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.ringcast.config.ConfigLoader;
import dev.ringcast.media.MediaBytes;
import dev.ringcast.media.MediaSegment;
import dev.ringcast.media.Packaging;
import dev.ringcast.media.PartialSegment;
import dev.ringcast.rules.PlaylistRenditions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of a rendition that is given up and comes back, in the time of a clock that is set by hand. */
class WithdrawnRenditionTest {
    private static final Duration SEGMENT = Duration.ofSeconds(2);

    private Instant now = Instant.parse("2026-11-24T10:00:00Z");
    private final ChannelOutput output = new ChannelOutput(plan(), () -> now, () -> now);

    private static ChannelPlan plan() {
        Map<String, String> settings = Map.of(
                "ringcast.channel.a.source", "pattern:",
                "ringcast.channel.a.ladder", "720p, 360p, audio");
        var config = ConfigLoader.load(settings, Map.of(), path -> Optional.empty());
        return ChannelPlan.of(config.channels().get(0), config.mediaFolder());
    }

    private void segments(int count, String run, String... renditions) {
        for (int i = 0; i < count; i++) {
            for (String rendition : renditions) {
                for (RenditionOutput to : output.of(rendition)) {
                    to.beginSegment(run, MediaBytes.owning(new byte[] {1}), now);
                    to.appendPart(new PartialSegment(MediaBytes.owning(new byte[100]), SEGMENT, true));
                    to.endSegment();
                }
            }
            now = now.plus(SEGMENT);
            output.publish();
        }
    }

    private RenditionOutput top(Packaging packaging) {
        return output.find("720p", packaging).orElseThrow();
    }

    @Test
    void L38_withdraw_playlistAndReportsAreGoneAtOnce() {
        segments(3, "a", "720p", "360p", "audio");
        assertThat(playlist("360p")).contains("../720p/cmaf.m3u8");

        output.withdraw("720p");

        for (Packaging packaging : Packaging.values()) {
            assertThat(top(packaging).withdrawn()).isTrue();
            assertThat(top(packaging).playlist()).isEmpty();
        }
        assertThat(playlist("360p")).contains("../audio/cmaf.m3u8").doesNotContain("720p");
        assertThat(output.served()).containsExactly("360p", "audio");
        assertThat(output.largest().rendition()).isEqualTo("360p");
        assertThat(output.isListed()).isTrue();
    }

    @Test
    void withdraw_wakesWhoWaits() {
        segments(3, "a", "720p", "360p", "audio");
        RenditionOutput stream = top(Packaging.CMAF);
        List<String> woken = new ArrayList<>();
        Waiter waiter = new Waiter() {
            @Override
            public boolean isReady() {
                return stream.withdrawn();
            }

            @Override
            public void wake() {
                woken.add("woken");
            }
        };
        MediaSegment last = last(stream);
        assertThat(stream.isNext(last.run(), last.sequence() + 1, 0)).isTrue();
        assertThat(stream.await(waiter)).isTrue();

        output.withdraw("720p");

        assertThat(woken).hasSize(1);
        assertThat(output.waiting()).isZero();
        assertThat(stream.await(waiter)).isFalse();
        assertThat(stream.isNext(last.run(), last.sequence() + 1, 0)).isFalse();
    }

    @Test
    void L13_withdraw_mediaStayForTheirTimeAndAreReleasedThen() {
        segments(5, "a", "720p", "360p", "audio");
        MediaSegment last = last(top(Packaging.CMAF));
        output.withdraw("720p");

        // Its own duration and that of the longest playlist it was in: 2 s + 10 s.
        segments(6, "a", "360p", "audio");
        assertThat(top(Packaging.CMAF).segment("a", last.sequence())).isPresent();
        assertThat(top(Packaging.CMAF).init("a")).isPresent();

        segments(1, "a", "360p", "audio");
        assertThat(top(Packaging.CMAF).segment("a", last.sequence())).isEmpty();
        assertThat(top(Packaging.CMAF).snapshot().bytes()).isZero();
        assertThat(top(Packaging.TS).snapshot().bytes()).isZero();
        assertThat(output.largest().snapshot().segments()).hasSize(12);
    }

    @Test
    void L27_restore_comesBackWithTheNumbersOfTheOthers() {
        segments(3, "a", "720p", "360p", "audio");
        MediaSegment before = last(top(Packaging.CMAF));
        output.withdraw("720p");
        segments(1, "a", "360p", "audio");
        output.endRun();

        output.restore();
        output.publish();
        assertThat(top(Packaging.CMAF).withdrawn()).isTrue();
        assertThat(playlist("360p")).doesNotContain("720p");
        segments(2, "b", "720p", "360p", "audio");

        assertThat(output.served()).containsExactly("720p", "360p", "audio");
        for (Packaging packaging : Packaging.values()) {
            List<MediaSegment> back = top(packaging).snapshot().segments();
            List<MediaSegment> others =
                    output.find("360p", packaging).orElseThrow().snapshot().segments();
            assertThat(back).hasSize(2);
            assertThat(back.get(0).sequence()).isEqualTo(before.sequence() + 2);
            assertThat(back)
                    .extracting(
                            MediaSegment::sequence, MediaSegment::discontinuitySequence, MediaSegment::discontinuity)
                    .isEqualTo(others.subList(4, 6).stream()
                            .map(segment ->
                                    tuple(segment.sequence(), segment.discontinuitySequence(), segment.discontinuity()))
                            .toList());
        }
        // What was listed before can still be fetched, in spite of the hole.
        assertThat(top(Packaging.CMAF).segment("a", before.sequence())).isPresent();
        assertThat(top(Packaging.CMAF).segment("a", before.sequence() + 1)).isEmpty();
        Map<URI, String> all = new LinkedHashMap<>();
        for (String rendition : List.of("360p", "audio")) {
            all.put(URI.create("http://a/live/a/" + rendition + "/cmaf.m3u8"), playlist(rendition));
        }
        assertThat(playlist("360p")).contains("../720p/cmaf.m3u8");
        assertThat(PlaylistRenditions.check(all)).isEmpty();
    }

    @Test
    void restore_runThatFailsAtOnce_canBeTriedAgain() {
        segments(1, "a", "720p", "360p", "audio");
        output.withdraw("720p");
        output.restore();
        output.endRun();
        output.restore();
        segments(40, "b", "720p", "360p", "audio");

        assertThat(last(top(Packaging.TS)).sequence())
                .isEqualTo(last(output.largest()).sequence());
        assertThat(top(Packaging.TS).snapshot().retired()).isNotEmpty();
    }

    private static MediaSegment last(RenditionOutput of) {
        List<MediaSegment> segments = of.snapshot().segments();
        return segments.get(segments.size() - 1);
    }

    private String playlist(String rendition) {
        RenditionOutput of = output.find(rendition, Packaging.CMAF).orElseThrow();
        return new String(of.playlist().orElseThrow().full().get().plain().toByteArray(), StandardCharsets.UTF_8);
    }
}
