package dev.ringcast.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringcast.ffmpeg.NativeFrame;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("alone")
class FfmpegSourceTest {
    @Test
    void run_twoInputs_deliversThePicturesOfOneAndTheSoundOfTheOther() throws Exception {
        List<Input> inputs = List.of(polled("silent.mkv", Map.of()), polled("mono-22050.wav", Map.of()));
        RecordingSink sink = new RecordingSink();
        try (RunningSource running = RunningSource.start(live(inputs), sink)) {
            assertThat(running.failure(10_000)).isEqualTo("two: the stream ended");
        }
        assertThat(sink.formats()).containsExactly(new SourceFormat("h264 160x120 10 fps", "pcm_s16le 22050 Hz mono"));
        assertThat(sink.pictureCount()).isEqualTo(10);
        assertThat(sink.soundCount()).isPositive();
    }

    @Test
    void run_firstAttemptFails_triesTheNext() throws Exception {
        Path file = RunningSource.media().resolve("silent.mkv");
        Input input = new Input(
                "file:" + file,
                "",
                List.of(Map.of("format_whitelist", "wav"), Map.of("format_whitelist", "matroska")),
                false);
        RecordingSink sink = new RecordingSink();
        try (RunningSource running = RunningSource.start(live(List.of(input)), sink)) {
            assertThat(running.failure(10_000)).isEqualTo("two: the stream ended");
        }
        assertThat(sink.pictureCount()).isEqualTo(10);
    }

    @Test
    void run_secondInputCannotBeOpened_fails() throws Exception {
        List<Input> inputs = List.of(polled("silent.mkv", Map.of()), polled("none.wav", Map.of()));
        try (RunningSource running = RunningSource.start(live(inputs), new RecordingSink())) {
            assertThat(running.failure(10_000)).isEqualTo("two: cannot be opened: No such file or directory");
        }
    }

    @Test
    void run_unknownDemuxer_fails() throws Exception {
        Input input = Input.of("x", "nosuchdemuxer", Map.of());
        try (RunningSource running = RunningSource.start(live(List.of(input)), new RecordingSink())) {
            assertThat(running.failure(10_000)).contains("demuxer nosuchdemuxer: not in this build of FFmpeg");
        }
    }

    @Test
    void run_moreThanTenAtOnce_eachHasItsOwnDeadline() throws Exception {
        // JavaCPP makes ten functions of a type; the eleventh would be none.
        List<RunningSource> sources = new ArrayList<>();
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String address = "http://127.0.0.1:" + server.getLocalPort() + "/x.ts";
            for (int i = 0; i < 14; i++) {
                sources.add(RunningSource.start(
                        RunningSource.request(address, Duration.ofMillis(2000 + 100L * i)), new RecordingSink()));
            }
            for (RunningSource source : sources) {
                assertThat(source.failure(30_000)).contains("no data for ");
            }
        } finally {
            sources.forEach(RunningSource::close);
        }
    }

    @Test
    void run_interruptedByOthers_failsAndKeepsTheInterrupt() throws Exception {
        MediaSource source = MediaSources.create(RunningSource.request("file:silent.mkv"));
        SourceSink impatient = new SourceSink() {
            @Override
            public void format(SourceFormat format) {}

            @Override
            public void video(NativeFrame picture, long timestampMicros) throws InterruptedException {
                picture.close();
                throw new InterruptedException();
            }

            @Override
            public void audio(float[] samples, int sampleCount, long timestampMicros) {}
        };
        assertThatThrownBy(() -> source.run(impatient)).hasMessage("file:silent.mkv: its thread was interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void run_camera_failsWhereThereIsNone() throws Exception {
        if (Files.exists(Path.of("/dev/video0"))) {
            assertThat(Cameras.list()).isNotEmpty();
            return;
        }
        assertThat(Cameras.list()).isEmpty();
        for (String address : new String[] {"camera:", "camera:Webcam", "camera:/dev/video77"}) {
            try (RunningSource running = RunningSource.start(RunningSource.request(address), new RecordingSink())) {
                assertThat(running.failure(10_000))
                        .containsAnyOf("no camera found", "need system libraries", "cannot be opened: No such file");
            }
        }
    }

    @Test
    void pace_burst_isSpreadAndRestartsAfterJumps() {
        RealTimePace pace = new RealTimePace();
        assertThat(pace.delay(5_000_000, 100)).isZero();
        assertThat(pace.delay(5_040_000, 100)).isEqualTo(40_000);
        assertThat(pace.delay(5_000_000, 100)).as("the track behind").isZero();
        assertThat(pace.delay(5_080_000, 80_100)).isZero();
        assertThat(pace.delay(5_120_000, 400_100)).as("late: starts anew").isZero();
        assertThat(pace.delay(5_160_000, 400_100)).isEqualTo(40_000);
        assertThat(pace.delay(90_000_000, 440_100)).as("jumps ahead").isZero();
        assertThat(pace.delay(90_040_000, 440_100)).isEqualTo(40_000);
        assertThat(pace.delay(1_000, 480_100)).as("jumps back").isZero();
        assertThat(pace.delay(41_000, 480_100)).isEqualTo(40_000);
    }

    @Test
    void clock_missingTimestamps_continue() {
        TrackClock clock = new TrackClock(false, 3);
        assertThat(clock.advance(TrackClock.MISSING, 40)).isEqualTo(TrackClock.MISSING);
        assertThat(clock.isSet()).isFalse();
        assertThat(clock.advance(1000, 40)).isEqualTo(1000);
        assertThat(clock.advance(TrackClock.MISSING, 40)).isEqualTo(1040);
        assertThat(clock.advance(TrackClock.MISSING, 40)).isEqualTo(1080);
        assertThat(clock.advance(5000, 40)).isEqualTo(5000);
        clock.reset();
        assertThat(clock.advance(TrackClock.MISSING, 40)).isEqualTo(TrackClock.MISSING);
    }

    @Test
    void clock_noTimestamps_beginsAtZeroWhenPatienceEnds() {
        TrackClock live = new TrackClock(false, 1);
        assertThat(live.advance(TrackClock.MISSING, 40)).isEqualTo(TrackClock.MISSING);
        assertThat(live.advance(TrackClock.MISSING, 40)).isZero();
        assertThat(live.advance(TrackClock.MISSING, 40)).isEqualTo(40);
        assertThat(new TrackClock(true, 1).advance(TrackClock.MISSING, 40)).isZero();
    }

    private static Input polled(String file, Map<String, String> options) {
        return new Input("file:" + RunningSource.media().resolve(file), "", List.of(options), true);
    }

    private static MediaSource live(List<Input> inputs) {
        return new FfmpegSource(
                gate -> inputs, "two", Pacing.LIVE, FfmpegSource.Manner.AS_IT_COMES, Duration.ofSeconds(5));
    }
}
