package dev.ringcast.encoder;

/**
 * Sound on the output clock: written where it is due, read gap-free by the encoder, silent where nothing was written.
 * Small deviations between the source's clock and ours are taken up by stretching a block by at most half a percent;
 * larger ones by a cut.
 *
 * <p>Stereo, interleaved. Positions are sample numbers per channel since the start of the run. Safe for one writer and
 * one reader.
 */
final class AudioTimeline {
    private static final int CHANNELS = 2;

    private final int sampleRate;
    private final int capacity;
    private final float[] ring;
    private long readEnd;
    private long writeEnd;
    private long lateSamples;

    AudioTimeline(int sampleRate, int seconds) {
        this.sampleRate = sampleRate;
        this.capacity = sampleRate * seconds;
        this.ring = new float[capacity * CHANNELS];
    }

    /** Writes {@code count} samples due at {@code dueMicros}. What is due before the reader's position is dropped. */
    synchronized void write(float[] samples, int count, long dueMicros) {
        long due = Math.floorDiv(dueMicros * sampleRate + 500_000, 1_000_000L);
        long deviation = due - writeEnd;
        int stretched = count;
        long start;
        if (writeEnd > readEnd && Math.abs(deviation) < sampleRate / 50) {
            // Below two milliseconds it is the rounding of containers; up to twenty stretching may take up unheard.
            start = writeEnd;
            if (Math.abs(deviation) > sampleRate / 500) {
                stretched = count + (int) Math.max(-count / 200, Math.min(count / 200, deviation));
            }
        } else {
            start = due;
        }
        long skip = Math.max(0, readEnd - start);
        lateSamples += Math.min(skip, stretched);
        long end = Math.min(start + stretched, readEnd + capacity);
        for (long position = start + skip; position < end; position++) {
            put(position, samples, count, stretched, (int) (position - start));
        }
        writeEnd = Math.max(start + stretched, readEnd);
    }

    private void put(long position, float[] samples, int count, int stretched, int index) {
        int to = (int) (position % capacity) * CHANNELS;
        if (stretched == count) {
            ring[to] = samples[index * CHANNELS];
            ring[to + 1] = samples[index * CHANNELS + 1];
            return;
        }
        double at = (double) index * count / stretched;
        int before = (int) at;
        int after = Math.min(before + 1, count - 1);
        float weight = (float) (at - before);
        for (int channel = 0; channel < CHANNELS; channel++) {
            float left = samples[before * CHANNELS + channel];
            float right = samples[after * CHANNELS + channel];
            ring[to + channel] = left + (right - left) * weight;
        }
    }

    /** Reads the next {@code count} samples of each channel and leaves silence behind. */
    synchronized void read(float[] left, float[] right, int count) {
        for (int i = 0; i < count; i++) {
            int from = (int) ((readEnd + i) % capacity) * CHANNELS;
            left[i] = ring[from];
            right[i] = ring[from + 1];
            ring[from] = 0;
            ring[from + 1] = 0;
        }
        readEnd += count;
        writeEnd = Math.max(writeEnd, readEnd);
    }

    /** How far ahead of the reader sound has been written, in microseconds. */
    synchronized long aheadMicros() {
        return (writeEnd - readEnd) * 1_000_000L / sampleRate;
    }

    /** Samples per channel that came after they were due. */
    synchronized long lateSamples() {
        return lateSamples;
    }
}
