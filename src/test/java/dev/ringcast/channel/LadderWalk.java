package dev.ringcast.channel;

import dev.ringcast.config.ConfigLoader;
import dev.ringcast.encoder.AudioEncoder;
import dev.ringcast.encoder.FrameSync;
import dev.ringcast.ffmpeg.FfmpegException;
import dev.ringcast.ffmpeg.NativeFrame;
import dev.ringcast.media.Packaging;
import dev.ringcast.rules.ParsedPlaylist;
import dev.ringcast.rules.PlaylistRuleChecker;
import dev.ringcast.source.SourceSink;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A channel's ladder from pictures and sound to the playlists, beat by beat as {@link EncodingRun} goes, but as fast as
 * the machine can. All stages are the real ones, and pictures and sound are noise, or grey and silent.
 */
final class LadderWalk implements AutoCloseable {
    private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");
    private static final int BLOCK = 1024;
    private static final byte GREY = (byte) 128;

    private final ChannelPlan plan;
    private final ChannelOutput output;
    private final FrameSync sync;
    private final AudioEncoder audio;
    private final LadderRun ladder;
    private final SplittableRandom random = new SplittableRandom(1);
    private final float[] sound = new float[2 * BLOCK];
    private long micros;
    private long beat;
    private long samples;

    /** @param settings of the channel, without {@code ringcast.channel.NAME.} */
    LadderWalk(Map<String, String> settings) throws FfmpegException {
        Map<String, String> all = new HashMap<>(Map.of("ringcast.channel.a.source", "pattern:"));
        settings.forEach((key, value) -> all.put("ringcast.channel.a." + key, value));
        var config = ConfigLoader.load(all, Map.of(), path -> Optional.empty());
        if (!config.problems().isEmpty()) {
            throw new IllegalArgumentException(config.problems().toString());
        }
        this.plan = ChannelPlan.of(config.channels().get(0), config.mediaFolder());
        this.output = new ChannelOutput(plan, this::now, this::now);
        this.sync = new FrameSync(plan.cadence().frameRate().nanosAt(1) / 1000, () -> micros, SourceSink.SAMPLE_RATE);
        sync.sourceStarted(false);
        this.audio = AudioEncoder.open(SourceSink.SAMPLE_RATE, plan.audioBitsPerSecond());
        this.ladder = LadderRun.open(plan, audio, output, to -> new RunSink("run", to, () -> START));
    }

    private Instant now() {
        return START.plusNanos(plan.cadence().frameRate().nanosAt(beat));
    }

    /** What is served. */
    List<RenditionOutput> outputs() {
        return output.all();
    }

    /** What the multivariant playlist says of a rendition. */
    ParsedPlaylist.Variant variant(RenditionOutput rendition) {
        Packaging packaging = rendition.packaging();
        RunDescription description = new RunDescription("", "", ladder.codecs(), Optional.empty());
        String text = new String(
                new MultivariantOutput(plan, output)
                        .own(packaging, description)
                        .orElseThrow()
                        .plain()
                        .toByteArray(),
                StandardCharsets.UTF_8);
        String uri = rendition.rendition() + "/" + packaging.playlistName() + ".m3u8";
        return PlaylistRuleChecker.parse(text).variants().stream()
                .filter(variant -> variant.uri().equals(uri))
                .findFirst()
                .orElseThrow();
    }

    /**
     * Goes on until a segment ends.
     *
     * @param noise whether pictures and sound are noise, else a still and silence
     */
    void segment(boolean noise) throws FfmpegException, InterruptedException {
        do {
            step(noise);
        } while (beat % plan.cadence().framesPerSegment() != 0);
        output.publish();
    }

    private void step(boolean noise) throws FfmpegException, InterruptedException {
        micros = plan.cadence().frameRate().nanosAt(beat) / 1000;
        for (long due = soundMicros(); due <= micros; due = soundMicros()) {
            for (int i = 0; i < sound.length; i++) {
                sound[i] = noise ? (float) random.nextDouble(-1, 1) : 0;
            }
            sync.audio(sound, BLOCK, due);
            samples += BLOCK;
        }
        audio.encodeUntil(plan.cadence().frameRate().nanosAt(beat), sync, ladder::sound);
        try (NativeFrame picture = picture(noise)) {
            ladder.picture(picture, beat);
        }
        ladder.beatDone(beat);
        beat++;
    }

    private long soundMicros() {
        return samples * 1_000_000 / SourceSink.SAMPLE_RATE;
    }

    private NativeFrame picture(boolean noise) throws FfmpegException {
        NativeFrame picture =
                NativeFrame.canvas(plan.largest().width(), plan.largest().height());
        for (int plane = 0; plane < 3; plane++) {
            ByteBuffer bytes = picture.plane(plane);
            while (bytes.hasRemaining()) {
                bytes.put(noise ? (byte) random.nextInt() : GREY);
            }
        }
        return picture;
    }

    @Override
    public void close() {
        ladder.close();
        audio.close();
        sync.close();
    }
}
