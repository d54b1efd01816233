package dev.ringcast.source;

/** The sound of the test card: 100 ms of 1 kHz at -12 dBFS at the start of each second, and silence. */
final class TestTone {
    static final int BEEP_SAMPLES = SourceSink.SAMPLE_RATE / 10;

    private static final int PERIOD = SourceSink.SAMPLE_RATE / 1000;
    private static final float[] WAVE = wave();

    private TestTone() {}

    /** The value of the sample that is so many samples into a second. */
    static float at(int sampleOfSecond) {
        return sampleOfSecond < BEEP_SAMPLES ? WAVE[sampleOfSecond % PERIOD] : 0;
    }

    private static float[] wave() {
        double amplitude = Math.pow(10, -12 / 20.0);
        float[] wave = new float[PERIOD];
        for (int i = 0; i < PERIOD; i++) {
            wave[i] = (float) (amplitude * Math.sin(2 * Math.PI * i / PERIOD));
        }
        return wave;
    }
}
