package dev.ringcast.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.ffmpeg.NativeRuntime;
import dev.ringcast.media.MediaSegment;
import dev.ringcast.media.PartialSegment;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.Java2DFrameConverter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a channel has encoded from the test card, read back by JavaCV and by the {@code ffmpeg} program. */
@Tag("alone")
class EncodedMediaTest {
    private static final int SEGMENTS = 3;

    private static List<MediaSegment> segments = List.of();

    @TempDir
    private Path directory;

    @BeforeAll
    static void run() throws Exception {
        NativeRuntime.load();
        segments = TestCardChannel.whole(Map.of(), SEGMENTS);
    }

    private Path file() throws IOException {
        return SegmentFiles.write(segments, directory.resolve("segments.ts"));
    }

    @Test
    void L07_extinf_isTheMediaToTheFrame() {
        for (MediaSegment segment : segments) {
            assertThat(segment.duration()).isEqualTo(Duration.ofSeconds(1));
            assertThat(segment.parts()).hasSize(3).first().matches(PartialSegment::independent);
        }
    }

    @Test
    void L11_firstSequence_isTheWallClock() {
        MediaSegment first = segments.get(0);
        assertThat(first.sequence()).isEqualTo(first.programDateTime().getEpochSecond());
    }

    @Test
    void L19_eachSegment_startsWithAnIdrAndDecodesAlone() throws Exception {
        for (MediaSegment segment : segments) {
            SegmentFiles.assertDecodesAlone(segment, TestCardChannel.FRAMES_PER_SEGMENT);
        }
    }

    @Test
    void ffmpegProgram_allSegments_decodesWithoutAWarning() throws Exception {
        assertThat(SegmentFiles.decode(file())).isEmpty();
    }

    @Test
    void ffprobeProgram_allSegments_seesOneStepBetweenAllTimestamps() throws Exception {
        for (String track : List.of("v", "a")) {
            assertThat(SegmentFiles.steps(file(), track))
                    .hasSizeGreaterThan(SEGMENTS * TestCardChannel.FRAMES_PER_SEGMENT - 2)
                    .containsOnly(track.equals("v") ? 3000L : 1920L);
        }
    }

    @Test
    void soundAndPicture_beepAndFlash_areTogetherWithinFortyMilliseconds() throws Exception {
        List<Long> flashes = new ArrayList<>();
        List<Long> beeps = new ArrayList<>();
        long soundUntil = 0;
        try (FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(file().toString());
                Java2DFrameConverter converter = new Java2DFrameConverter()) {
            grabber.start();
            boolean lit = false;
            long quietSince = 0;
            for (Frame frame = grabber.grab(); frame != null; frame = grabber.grab()) {
                if (frame.image != null) {
                    boolean now = isLit(converter.convert(frame));
                    if (now && !lit) {
                        flashes.add(frame.timestamp);
                    }
                    lit = now;
                }
                if (frame.samples != null) {
                    soundUntil = frame.timestamp;
                    for (long at : loudMicros(frame, grabber.getSampleRate(), grabber.getAudioChannels())) {
                        if (at - quietSince > 200_000) {
                            beeps.add(at);
                        }
                        quietSince = at;
                    }
                }
            }
        }
        // The run begins at any time: what the first or last moments of the file hold of a beep is no matter.
        long end = soundUntil - 200_000;
        List<Long> inside =
                flashes.stream().skip(1).filter(flash -> flash < end).toList();
        assertThat(inside).hasSizeGreaterThanOrEqualTo(SEGMENTS - 2);
        for (long flash : inside) {
            assertThat(beeps).anySatisfy(beep -> assertThat(beep - flash).isBetween(-40_000L, 40_000L));
        }
    }

    /** The flash is a square at the right of the test card, black when it is not lit. */
    private static boolean isLit(BufferedImage image) {
        return (image.getRGB(image.getWidth() * 1100 / 1280, image.getHeight() * 450 / 720) & 0xff) > 128;
    }

    private static List<Long> loudMicros(Frame frame, int rate, int channels) {
        List<Long> loud = new ArrayList<>();
        if (frame.samples[0] instanceof ShortBuffer shorts) {
            for (int i = 0; i < shorts.limit(); i++) {
                if (Math.abs(shorts.get(i)) > 2000) {
                    loud.add(frame.timestamp + i / channels * 1_000_000L / rate);
                }
            }
        } else if (frame.samples[0] instanceof FloatBuffer floats) {
            for (int i = 0; i < floats.limit(); i++) {
                if (Math.abs(floats.get(i)) > 0.06) {
                    loud.add(frame.timestamp + i * 1_000_000L / rate);
                }
            }
        }
        return loud;
    }
}
