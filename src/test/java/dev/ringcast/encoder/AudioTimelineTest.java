package dev.ringcast.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AudioTimelineTest {
    private static final int RATE = 48_000;

    private final AudioTimeline timeline = new AudioTimeline(RATE, 2);
    private long written;

    /** Each sample's value is its own number, so that its place tells whether it was moved. */
    private static float[] ramp(long from, int count) {
        float[] samples = new float[count * 2];
        for (int i = 0; i < count; i++) {
            samples[2 * i] = from + i;
            samples[2 * i + 1] = -(from + i);
        }
        return samples;
    }

    private float[] read(int count) {
        float[] left = new float[count];
        float[] right = new float[count];
        timeline.read(left, right, count);
        for (int i = 0; i < count; i++) {
            assertThat(right[i]).isEqualTo(-left[i]);
        }
        return left;
    }

    private void write(int count, long dueMicros) {
        timeline.write(ramp(written, count), count, dueMicros);
        written += count;
    }

    @Test
    void read_nothingWritten_isSilence() {
        assertThat(read(1000)).containsOnly(0);
    }

    @Test
    void write_dueLater_standsExactlyWhereItIsDue() {
        written = 1;
        write(480, 10_000);
        float[] samples = read(1000);
        assertThat(samples[479]).isZero();
        assertThat(samples[480]).isEqualTo(1);
        assertThat(samples[959]).isEqualTo(480);
        assertThat(samples[960]).isZero();
    }

    @Test
    void write_timestampsRoundedToMilliseconds_staysSampleExact() {
        written = 1;
        for (int block = 0; block < 40; block++) {
            long exact = 100_000 + block * 1024L * 1_000_000L / RATE;
            write(1024, exact / 1000 * 1000);
        }
        read(4800);
        float[] samples = read(40 * 1024);
        for (int i = 0; i < samples.length; i++) {
            assertThat(samples[i]).isEqualTo(i + 1);
        }
    }

    @Test
    void write_sourceClockTooSlow_isTakenUpByStretching() {
        long read = 0;
        for (int block = 0; block < 5000; block++) {
            // The source's 48 000 samples last 1.0005 s of ours.
            long due = 100_000 + (long) (block * 1024 * 1.0005 * 1_000_000 / RATE);
            write(1024, due);
            long ahead = timeline.aheadMicros() + read * 1_000_000L / RATE - due;
            assertThat(ahead).as("end of block %d against its due time", block).isBetween(0L, 22_000L);
            int now = (int) ((due - 50_000) * RATE / 1_000_000 - read);
            read(now);
            read += now;
        }
        assertThat(timeline.lateSamples()).isZero();
    }

    @Test
    void write_gap_isSilentAndTheRestIsInPlace() {
        written = 1;
        write(480, 0);
        write(480, 500_000);
        float[] samples = read(24_480);
        assertThat(samples[479]).isEqualTo(480);
        assertThat(samples[480]).isZero();
        assertThat(samples[23_999]).isZero();
        assertThat(samples[24_000]).isEqualTo(481);
    }

    @Test
    void write_dueBeforeTheReader_isDroppedAndCounted() {
        read(48_000);
        write(480, 100_000);
        assertThat(timeline.lateSamples()).isEqualTo(480);
        assertThat(read(480)).containsOnly(0);
    }

    @Test
    void write_farAhead_neverOverwritesWhatIsUnread() {
        written = 1;
        write(480, 0);
        write(480, 3_000_000);
        assertThat(read(480)[0]).isEqualTo(1);
    }
}
