package dev.ringcast.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The test card as a source. */
@Tag("alone")
class TestCardSourceTest {
    @Test
    void run_deliversOnTheBeatWithSoundAlongside() throws Exception {
        List<Boolean> flashes = new CopyOnWriteArrayList<>();
        List<TestCardStrip> strips = new CopyOnWriteArrayList<>();
        TestCardLayout.Box flash = new TestCardLayout(320, 180).flash();
        RecordingSink sink = new RecordingSink(false, (picture, timestamp) -> {
            flashes.add(TestCardReader.luma(picture, flash.x() + 4, flash.y() + 4) > 128);
            strips.add(TestCardReader.strip(picture).orElseThrow());
        });
        try (RunningSource running = RunningSource.start(RunningSource.request("pattern:"), sink)) {
            assertThat(sink.await(s -> s.pictureCount() > 40 && s.soundCount() > 40, 10_000))
                    .isTrue();
            running.closeInTime();
        }
        assertThat(sink.formats())
                .containsExactly(new SourceFormat("test card 320x180 25 fps", "tone 48000 Hz stereo"));
        List<RecordingSink.Picture> pictures = sink.pictures();
        List<RecordingSink.Sound> sounds = sink.sounds();
        long wall = strips.get(0).unixMillis() - pictures.get(0).micros() / 1000;
        for (int i = 0; i < sounds.size(); i++) {
            assertThat(pictures.get(i).micros() % 40_000).isZero();
            assertThat(strips.get(i).unixMillis())
                    .isEqualTo(wall + pictures.get(i).micros() / 1000);
            assertThat(flashes.get(i)).isEqualTo(strips.get(i).unixMillis() % 1000 < 120);
            if (i > 0) {
                assertThat(sounds.get(i).micros()).isEqualTo(sounds.get(i - 1).endMicros());
            }
        }
        assertThat(sounds.get(0).micros()).isEqualTo(pictures.get(0).micros());
        assertBeepsStartWithTheSecond(sink, wall);
        assertThat(sink.left()).isEqualTo(sink.right());
    }

    @Test
    void close_whileTheSinkWaits_endsInTime() throws Exception {
        RecordingSink sink = new RecordingSink(true, (picture, timestamp) -> {});
        try (RunningSource running = RunningSource.start(RunningSource.request("pattern:"), sink)) {
            assertThat(sink.await(s -> s.pictureCount() > 0, 5_000)).isTrue();
            running.closeInTime();
        }
    }

    @Test
    void close_beforeRun_runReturnsAtOnce() throws Exception {
        MediaSource source = MediaSources.create(RunningSource.request("pattern:"));
        source.close();
        source.close();
        RecordingSink sink = new RecordingSink();
        source.run(sink);
        assertThat(sink.pictures()).isEmpty();
    }

    private static void assertBeepsStartWithTheSecond(RecordingSink sink, long wallMillis) {
        long first = sink.sounds().get(0).micros();
        List<Float> left = sink.left();
        List<Integer> starts = new ArrayList<>();
        for (int i = 4800; i < left.size(); i++) {
            if (left.get(i) != 0 && left.subList(i - 100, i).stream().allMatch(value -> value == 0)) {
                starts.add(i);
            }
        }
        assertThat(starts).isNotEmpty();
        for (int start : starts) {
            // The first sample of a sine is zero: the beep began one sample before the first sound.
            long micros = first + (start - 1) * 1_000_000L / 48_000;
            assertThat(Math.floorMod(wallMillis * 1000 + micros + 10, 1_000_000L))
                    .isLessThan(21L);
        }
    }
}
