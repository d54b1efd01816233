package dev.ringcast.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.ffmpeg.NativeRuntime;
import dev.ringcast.media.MediaSegment;
import dev.ringcast.media.Packaging;
import dev.ringcast.testing.Clips;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The timestamps of a copied MPEG-TS begin anew after 26.5 hours (2<sup>33</sup> ticks, 95443.7 s). */
class CopyWrapTest {
    private static final int SEGMENTS = 6;

    @TempDir
    private Path media;

    @Test
    void source_whoseTimestampsBeginAnew_goesOnWithoutABreak() throws Exception {
        NativeRuntime.load();
        Clips.make(media.resolve("wrap.ts"), 8, 25, 48_000, "-g 25 -bf 2 -output_ts_offset 95440");
        try (CopyChannel channel = new CopyChannel(media, "file:wrap.ts", Map.of())) {
            List<MediaSegment> segments = channel.segments(Packaging.CMAF, SEGMENTS);

            assertThat(segments.stream().map(MediaSegment::run).distinct()).hasSize(1);
            Fragments.requireContinuous(segments, 2);
            assertThat(channel.channel().status().problems()).isEmpty();
        }
    }
}
