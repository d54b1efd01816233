package dev.ringcast.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ringcast.config.ChannelConfig.Rendition;
import dev.ringcast.config.ChannelConfig.Video;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LadderTest {
    private static final Video HD =
            new Video(1280, 720, 2_500_000, 3_000_000, 6_000_000, "auto", "veryfast", "high", 1);

    @Test
    void of_rungs_areSortedAndHaveTheAspectOfThePicture() {
        assertThat(Ladder.of(rungs("360p, 720p:3M, 480p"), HD))
                .containsExactly(
                        new Rendition("720p", 1280, 720, 3_000_000, 3_600_000, 7_200_000),
                        new Rendition("480p", 854, 480, 1_200_000, 1_440_000, 2_880_000),
                        new Rendition("360p", 640, 360, 700_000, 840_000, 1_680_000));
    }

    @Test
    void of_rungLargerThanThePicture_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ladder.of(rungs("1080p"), HD))
                .withMessageContaining("1080p is larger than video.size");
    }

    @Test
    void of_audio_comesLastAndNotAlone() {
        assertThat(Ladder.of(rungs("audio, 360p"), HD))
                .extracting(Rendition::name)
                .containsExactly("360p", "audio");
        assertThatIllegalArgumentException().isThrownBy(() -> Ladder.of(rungs("audio"), HD));
        assertThatIllegalArgumentException().isThrownBy(() -> Ladder.of(rungs("360p, audio, audio"), HD));
    }

    @Test
    void of_rungNamedTwice_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Ladder.of(rungs("480p, 480p:1M"), HD));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "480",
                "481p",
                "p",
                "480p:",
                "480p:x",
                "480p:1",
                "480p,",
                "none, 480p",
                "480P",
                "audio:64k",
                "Audio"
            })
    void parse_noRung_isRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> rungs(text));
    }

    @Test
    void parse_none_isNoLadder() {
        assertThat(rungs("none")).isEmpty();
    }

    private static List<Ladder.Rung> rungs(String text) {
        return ValueTypes.ladder().parse(text);
    }
}
