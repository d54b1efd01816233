package dev.ringcast.source;

import dev.ringcast.ffmpeg.FfmpegException;
import dev.ringcast.ffmpeg.NativePacket;
import dev.ringcast.ffmpeg.NativeTrack;
import dev.ringcast.media.Packaging;
import dev.ringcast.media.PartialSegment;
import dev.ringcast.segmenter.CopySegmenter;
import dev.ringcast.segmenter.SegmentSink;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a source that is copied hands on, from its beginning on. */
final class CopiedTracks implements CopySink {
    private static final SegmentSink NOWHERE = new SegmentSink() {
        @Override
        public void beginSegment(Duration sinceStart) {}

        @Override
        public void part(PartialSegment part) {}

        @Override
        public void endSegment() {}
    };

    private final CopySource source;
    private final int most;
    private final List<Format> lives = new ArrayList<>();
    private final List<Duration> pictures = new ArrayList<>();
    private final List<Duration> sounds = new ArrayList<>();
    private final List<String> troubles = new ArrayList<>();
    private String end = "";
    private long firstNanos;
    private long lastNanos;

    private CopiedTracks(CopySource source, int most) {
        this.source = source;
        this.most = most;
    }

    private static CopySource source(Path file, Duration analyzed, FfmpegSource.Manner manner) {
        List<Input> inputs = List.of(Input.of("file:" + file, "", analyzing(analyzed)));
        return new CopySource(gate -> inputs, "film", manner, false, Duration.ofSeconds(10));
    }

    /** To its end. */
    static CopiedTracks of(CopySource source) throws NotCopiedException {
        return new CopiedTracks(source, Integer.MAX_VALUE).run();
    }

    /**
     * A file in real time, to its end.
     *
     * @param analyzed how much FFmpeg looks at before it tells what there is
     */
    static CopiedTracks of(Path file, Duration analyzed) throws NotCopiedException {
        return of(source(file, analyzed, FfmpegSource.Manner.SLOWED));
    }

    /** A file again and again, until there were so many pictures. */
    static CopiedTracks repeated(Path file, int pictures) throws NotCopiedException {
        return new CopiedTracks(source(file, Duration.ofSeconds(1), FfmpegSource.Manner.REPEATED), pictures).run();
    }

    private CopiedTracks run() throws NotCopiedException {
        try (source) {
            source.run(this);
        } catch (SourceException e) {
            end = String.valueOf(e.getMessage());
        }
        return this;
    }

    /** FFmpeg's option for that. */
    static Map<String, String> analyzing(Duration most) {
        return Map.of("analyzeduration", Long.toString(most.toMillis() * 1000));
    }

    @Override
    public void begin(Format format, Duration ago) throws FfmpegException {
        lives.add(format);
        List<NativeTrack> tracks = new ArrayList<>(List.of(format.video()));
        format.audio().ifPresent(tracks::add);
        for (Packaging packaging : Packaging.values()) {
            // Whether its muxer takes them.
            CopySegmenter.open(packaging, Duration.ofSeconds(2), Duration.ofMillis(333), tracks, NOWHERE)
                    .close();
        }
    }

    @Override
    public void withoutBeginning(Duration since) {
        // Films of the tests begin sooner or later.
    }

    @Override
    public boolean video(NativePacket packet, boolean idr) {
        lastNanos = System.nanoTime();
        firstNanos = pictures.isEmpty() ? lastNanos : firstNanos;
        pictures.add(Duration.ofNanos(last().video().nanos(packet.dts())));
        if (pictures.size() == most) {
            source.close();
        }
        return true;
    }

    @Override
    public long unneeded() {
        return 0;
    }

    @Override
    public void trouble(String words) {
        troubles.add(words);
    }

    @Override
    public void audio(NativePacket packet) {
        sounds.add(Duration.ofNanos(last().audio().orElseThrow().nanos(packet.dts())));
    }

    private Format last() {
        return lives.get(lives.size() - 1);
    }

    /** What the lives were, in words. */
    List<SourceFormat> lives() {
        return lives.stream().map(Format::words).toList();
    }

    /** The codecs of the last life. */
    String codecs() {
        return last().codecs();
    }

    /** The decoding times of the pictures, from the beginning of their life. */
    List<Duration> pictures() {
        return pictures;
    }

    /** The same of the sound. */
    List<Duration> sounds() {
        return sounds;
    }

    /** What was left out, in words. */
    List<String> troubles() {
        return troubles;
    }

    /** How long it took from the first picture to the last. */
    Duration took() {
        return Duration.ofNanos(lastNanos - firstNanos);
    }

    /** The message with which the source has ended. */
    String end() {
        return end;
    }
}
