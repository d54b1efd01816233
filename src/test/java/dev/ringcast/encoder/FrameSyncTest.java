package dev.ringcast.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;

import dev.ringcast.ffmpeg.FfmpegException;
import dev.ringcast.ffmpeg.NativeFrame;
import dev.ringcast.ffmpeg.NativeLoadException;
import dev.ringcast.ffmpeg.NativeRuntime;
import dev.ringcast.testing.Await;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameSyncTest {
    private static final long BEAT = 33_333;
    private static final Duration SOON = Duration.ofSeconds(20);

    private final AtomicLong now = new AtomicLong();
    private final FrameSync sync = new FrameSync(BEAT, now::get, 48_000);

    @BeforeAll
    static void load() throws NativeLoadException {
        NativeRuntime.load();
    }

    @AfterEach
    void close() {
        sync.close();
    }

    private static NativeFrame picture() throws FfmpegException {
        return NativeFrame.picture(16, 16, AV_PIX_FMT_YUV420P);
    }

    @Test
    void picture_beforeTheFirst_isNone() {
        assertThat(sync.picture(0).frame()).isNull();
        assertThat(sync.silentMicros()).isEqualTo(Long.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 5_000, 8_333, 16_666, 25_000, 33_332})
    void picture_sourceAtOurRate_isNeverRepeatedNorDroppedWhateverItsPhase(long phase) throws Exception {
        SplittableRandom random = new SplittableRandom(phase);
        sync.sourceStarted(false);
        int repeated = 0;
        for (int beat = 0; beat < 2000; beat++) {
            // Timestamps are rounded to microseconds, arrivals jitter by two milliseconds.
            long captured = beat * 1_000_000L / 30 + phase;
            now.set(captured + random.nextLong(2_000));
            sync.video(picture(), captured);
            long due = beat * 1_000_000L / 30 + 40_000;
            now.set(Math.max(now.get(), due));
            repeated += sync.picture(due).fresh() || beat < 60 ? 0 : 1;
        }
        assertThat(repeated).isZero();
        assertThat(sync.late()).isLessThanOrEqualTo(2);
    }

    @Test
    void picture_sourceAtHalfTheRate_isShownTwiceEach() throws Exception {
        sync.sourceStarted(false);
        int fresh = 0;
        for (int beat = 0; beat < 300; beat++) {
            now.set(beat * BEAT);
            if (beat % 2 == 0) {
                sync.video(picture(), now.get());
            }
            fresh += sync.picture(now.get() + BEAT).fresh() ? 1 : 0;
        }
        assertThat(fresh).isEqualTo(150);
        assertThat(sync.late()).isZero();
    }

    @Test
    void picture_sourceAtTwiceTheRate_dropsHalf() throws Exception {
        sync.sourceStarted(false);
        for (int beat = 0; beat < 300; beat++) {
            for (int half = 0; half < 2; half++) {
                now.set(beat * BEAT + half * BEAT / 2);
                sync.video(picture(), now.get());
            }
            sync.picture(now.get());
        }
        assertThat(sync.late()).isBetween(290L, 305L);
        assertThat(sync.received()).isEqualTo(600);
    }

    /** Pictures of 4K whose sound is a second late: memory holds a quarter of them. */
    @Test
    void picture_moreWaitThanMemoryHolds_areShownEarlyRatherThanNever() throws Exception {
        sync.sourceStarted(false);
        int fresh = 0;
        for (int beat = 0; beat < 200; beat++) {
            now.set(beat * BEAT);
            sync.video(NativeFrame.picture(3840, 2160, AV_PIX_FMT_YUV420P), now.get());
            sync.audio(new float[960], 480, now.get() - 1_000_000);
            fresh += sync.picture(now.get()).fresh() && beat >= 100 ? 1 : 0;
        }
        assertThat(fresh).isEqualTo(100);
    }

    @Test
    void silentMicros_afterTheLastPicture_grows() throws Exception {
        sync.sourceStarted(false);
        sync.video(picture(), 0);
        now.set(2_500_000);
        assertThat(sync.silentMicros()).isEqualTo(2_500_000);
        assertThat(sync.picture(now.get()).fresh()).isTrue();
        assertThat(sync.picture(now.get() + BEAT).fresh()).isFalse();
        assertThat(sync.picture(now.get() + BEAT).frame())
                .as("the last picture stays")
                .isNotNull();
    }

    @Test
    void video_pacedSourceFarAhead_waitsUntilClosed() throws Exception {
        sync.sourceStarted(true);
        CountDownLatch third = new CountDownLatch(1);
        Thread reader = reader(() -> {
            sync.video(picture(), 0);
            sync.video(picture(), 500_000);
            sync.video(picture(), 1_500_000);
            third.countDown();
        });
        assertThat(third.await(300, TimeUnit.MILLISECONDS)).isFalse();
        sync.close();
        assertThat(third.await(5, TimeUnit.SECONDS)).isTrue();
        reader.join();
    }

    /** Slides: each waits here for twelve seconds. */
    @Test
    void video_pacedSourceWithRarePictures_waitsForEachAndIsNotSilent() throws Exception {
        sync.sourceStarted(true);
        AtomicInteger delivered = new AtomicInteger();
        Thread reader = reader(() -> {
            for (int slide = 0; slide < 3; slide++) {
                sync.video(picture(), slide * 12_000_000L);
                delivered.incrementAndGet();
            }
        });
        for (int slide = 1; slide < 3; slide++) {
            awaitWaiting(reader);
            now.addAndGet(11_900_000);
            awaitWaiting(reader);
            assertThat(delivered).hasValue(slide);
            assertThat(sync.silentMicros()).isZero();
            assertThat(sync.pictureSilentMicros()).isZero();
            now.addAndGet(100_000);
            sync.picture(now.get());
            int more = slide + 1;
            Await.until("the next slide", SOON, () -> delivered.get() == more);
        }
        reader.join();
        now.addAndGet(3_000_000);
        assertThat(sync.silentMicros()).as("what came last was waited for").isEqualTo(3_000_000);
    }

    /** Slides with a voice: it is the sound that waits. */
    @Test
    void audio_pacedSourceWithRarePictures_lacksNone() throws Exception {
        sync.sourceStarted(true);
        Thread reader = reader(() -> {
            sync.video(picture(), 0);
            for (int second = 0; second < 30; second++) {
                sync.audio(new float[2 * 48_000], 48_000, second * 1_000_000L);
            }
        });
        for (int second = 0; second < 20; second++) {
            awaitWaiting(reader);
            assertThat(sync.silentMicros()).isZero();
            assertThat(sync.pictureSilentMicros()).isZero();
            now.addAndGet(1_000_000);
            sync.sound(new float[48_000], new float[48_000], 48_000);
            sync.picture(now.get());
        }
        sync.close();
        reader.join();
    }

    private interface Reading {
        void run() throws InterruptedException, FfmpegException;
    }

    private static Thread reader(Reading reading) {
        Thread reader = new Thread(() -> {
            try {
                reading.run();
            } catch (InterruptedException | FfmpegException e) {
                throw new IllegalStateException(e);
            }
        });
        reader.start();
        return reader;
    }

    private static void awaitWaiting(Thread reader) {
        Await.until("the reader waits", SOON, () -> reader.getState() == Thread.State.TIMED_WAITING);
    }

    @Test
    void sound_liveSource_standsInSyncWithItsPicture() throws Exception {
        sync.sourceStarted(false);
        now.set(1_000_000);
        float[] click = new float[480 * 2];
        click[0] = 1;
        click[1] = 1;
        sync.video(picture(), 70_000_000);
        sync.audio(click, 480, 70_000_000);
        float[] left = new float[48_000 * 2];
        sync.sound(left, new float[left.length], left.length);
        int at = 0;
        while (left[at] == 0) {
            at++;
        }
        long heardMicros = at * 1_000_000L / 48_000;
        long seenMicros = 0;
        for (long beat = 0; !sync.picture(beat * 1000).fresh(); beat++) {
            seenMicros = (beat + 1) * 1000;
        }
        assertThat(heardMicros - seenMicros).isBetween(-1_000L, BEAT / 4 + 1_000);
    }
}
