package dev.ringcast.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ringcast.config.ChannelConfig.Rendition;
import dev.ringcast.config.ChannelConfig.Video;
import dev.ringcast.media.Cadence;
import dev.ringcast.media.FrameRate;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LadderTest {
    private static final Video HD =
            new Video(1280, 720, 2_500_000, 3_000_000, 6_000_000, "auto", "veryfast", "high", 1);
    private static final Cadence CADENCE = cadence("30", 333);

    @Test
    void of_rungs_areSortedAndHaveTheAspectOfThePicture() {
        assertThat(Ladder.of(rungs("360p, 720p:3M, 480p"), HD, CADENCE))
                .containsExactly(
                        new Rendition("720p", 1280, 720, 3_000_000, 3_600_000, 7_200_000, 1, "high"),
                        new Rendition("480p", 854, 480, 1_200_000, 1_440_000, 2_880_000, 1, "high"),
                        new Rendition("360p", 640, 360, 700_000, 840_000, 1_680_000, 1, "high"));
    }

    @Test
    void of_anyHeightWithABitRate_isARung() {
        assertThat(Ladder.of(rungs("480p, 600p:1500k:high"), HD, CADENCE))
                .containsExactly(
                        new Rendition("600p", 1066, 600, 1_500_000, 1_800_000, 3_600_000, 1, "high"),
                        new Rendition("480p", 854, 480, 1_200_000, 1_440_000, 2_880_000, 1, "high"));
    }

    @Test
    void of_rungLargerThanThePicture_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ladder.of(rungs("1080p"), HD, CADENCE))
                .withMessageContaining("1080p is larger than video.size");
    }

    @Test
    void of_audio_comesLastAndNotAlone() {
        assertThat(Ladder.of(rungs("audio, 360p"), HD, CADENCE))
                .extracting(Rendition::name)
                .containsExactly("360p", "audio");
        assertThatIllegalArgumentException().isThrownBy(() -> Ladder.of(rungs("audio"), HD, CADENCE));
        assertThatIllegalArgumentException().isThrownBy(() -> Ladder.of(rungs("360p, audio, audio"), HD, CADENCE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "360p:800k:15fps:baseline",
                "360p:800k:baseline:15fps",
                "360p:15fps:800k:baseline",
                "360p:baseline:15fps:800k",
                "360p:30/2fps:baseline:0.8M"
            })
    void of_bitRateFrameRateAndProfile_areOfTheRungInAnyOrder(String text) {
        assertThat(Ladder.of(rungs(text), HD, CADENCE))
                .containsExactly(new Rendition("360p", 640, 360, 800_000, 960_000, 1_920_000, 2, "baseline"));
    }

    @ParameterizedTest
    @CsvSource({
        "30, 333, 30, 1",
        "30, 333, 6, 5",
        "30, 333, 3, 10",
        "29.97, 333, 15000/1001, 2",
        "23.976, 333, 6000/1001, 4",
        "25, 333, 25/2, 2",
        "25, 400, 5, 5",
        "60, 200, 15, 4",
        "1, 1000, 1, 1"
    })
    void of_frameRateThatFits_isEverySoManyth(String fps, long part, String rate, int every) {
        assertThat(Ladder.of(rungs("360p:" + rate + "fps"), HD, cadence(fps, part)))
                .extracting(Rendition::every)
                .containsExactly(every);
    }

    @ParameterizedTest
    @CsvSource({
        // Divides the frame rate, but not a part.
        "30, 333, 10, 15 and 6",
        // Divides a part, but not the last part of a segment of 50.
        "25, 320, 25/8, 25/2",
        // No divisor.
        "30, 333, 14, 15 and 6",
        "29.97, 333, 15, 30000/1001 and 15000/1001",
        "30, 333, 60, 30",
        "30, 333, 1, 3",
        "1, 1000, 2, 1"
    })
    void of_frameRateThatDoesNotFit_isRefusedWithTheNearest(String fps, long part, String rate, String nearest) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ladder.of(rungs("360p:" + rate + "fps"), HD, cadence(fps, part)))
                .withMessageStartingWith("360p cannot have " + rate + " frames a second: that must be video.fps=")
                .withMessageEndingWith("nearest: " + nearest);
    }

    @Test
    void of_rungNamedTwice_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Ladder.of(rungs("480p, 480p:1M"), HD, CADENCE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "480",
                "481p",
                "481p:1M",
                "62p:1M",
                "4098p:1M",
                "600p",
                "600p:high",
                "p",
                "480p:",
                "480p:x",
                "480p:1",
                "480p,",
                "none, 480p",
                "480P",
                "audio:64k",
                "audio:15fps",
                "480p:15 fps",
                "480p:fps",
                "480p:0fps",
                "480p:15fps:15fps",
                "480p:extended",
                "480p:high:main",
                "480p:1M:2M",
                "480p::high",
                "Audio"
            })
    void parse_noRung_isRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> rungs(text));
    }

    @Test
    void parse_none_isNoLadder() {
        assertThat(rungs("none")).isEmpty();
    }

    private static Cadence cadence(String fps, long partMillis) {
        return Cadence.of(FrameRate.parse(fps), Duration.ofSeconds(2), Duration.ofMillis(partMillis));
    }

    private static List<Rung> rungs(String text) {
        return ValueTypes.ladder().parse(text);
    }
}
