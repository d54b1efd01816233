package dev.ringcast.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringcast.ffmpeg.NativeRuntime;
import dev.ringcast.media.MediaSegment;
import dev.ringcast.media.Packaging;
import dev.ringcast.testing.Await;
import dev.ringcast.testing.Clips;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sources that can be copied or not, or not any more, and what becomes of them: that is {@code channel.NAME.encode}. */
class CopyOrEncodeTest {
    private static final Map<String, String> RARE = Map.of("gop", "2s");

    /** Room for very little. */
    private static final Map<String, String> SMALL =
            Map.of("window", "30s", "gop", "4s", "video.bitrate", "100k", "audio.bitrate", "32k", "memory", "10M");

    /** The first segments must still be there when the last test looks at them. */
    private static final Map<String, String> RARE_ENCODED = Map.of("encode", "auto", "gop", "1s", "window", "10m");

    @TempDir
    private static Path media;

    private static CopyChannels channels;

    @BeforeAll
    static void make() throws Exception {
        NativeRuntime.load();
        Clips.make(media.resolve("rare.mp4"), 8, 25, 48_000, "-g 250");
        // As broadcasters send: pictures to join at, but no IDR.
        String open = "-bf 2 -x264-params open-gop=1:keyint=25 -bsf:v filter_units=remove_types=5";
        Clips.make(media.resolve("open.ts"), 8, 25, 48_000, open);
        Clips.make(media.resolve("hevc.mp4"), 4, 25, 48_000, "-c:v libx265 -x265-params log-level=none");
        Clips.make(media.resolve("mpeg.mkv"), 2, 25, 48_000, "-g 25 -c:a mp2");
        Clips.make(media.resolve("slow.mp4"), 8, 2, 0, "-g 2");
        Clips.make(media.resolve("untimed.avi"), 5, 25, 0, "-g 25 -bf 2");
        // 10 Mbit/s and 1 Mbit/s.
        Clips.make(media.resolve("heavy.mp4"), 3, 25, 0, "-g 25 -vf noise=alls=80:allf=t -b:v 10M");
        Clips.make(
                media.resolve("less.mp4"), 3, 25, 0, "-g 25 -vf noise=alls=80:allf=t -b:v 1M -maxrate 1M -bufsize 1M");
        // Clocks a minute apart.
        String apart = "-g 25 -bf 2 -bsf:a setts=pts=PTS+60/TB:dts=DTS+60/TB -max_interleave_delta 1";
        Clips.make(media.resolve("apart.ts"), 10, 25, 48_000, apart);
        Clips.make(media.resolve("fitting.mp4"), 3, 25, 48_000, "-g 25 -bf 2");
        channels = new CopyChannels(media);
        // Those that take their time, all at once.
        for (String film : List.of("rare.mp4", "open.ts")) {
            channels.of(film, RARE);
            channels.of(film, RARE_ENCODED);
        }
    }

    @AfterAll
    static void stop() {
        channels.close();
    }

    @Test
    void never_keyframesTooRare_endsWithWhatToDo() {
        CopyChannel channel = channels.of("rare.mp4", RARE);
        assertThat(channel.problem())
                .startsWith("file:rare.mp4: no keyframe for 2.08 s, and channel.copy.gop is 2 s;"
                        + " channel.copy.encode=always serves it all the same");
        Await.until(
                "a failed channel",
                Duration.ofMinutes(1),
                () -> channel.channel().status().state() instanceof ChannelState.Failed);
        List<MediaSegment> segments = channel.output(Packaging.TS).snapshot().segments();
        assertThat(segments)
                .isNotEmpty()
                .allSatisfy(segment -> assertThat(segment.duration()).isLessThan(Duration.ofMillis(2500)));
    }

    @Test
    void never_noIdrAtAll_isRefused() {
        CopyChannel channel = channels.of("open.ts", RARE);
        assertThat(channel.problem())
                .startsWith("file:open.ts: no keyframe that players can begin with (IDR) for 2.08 s,"
                        + " and channel.copy.gop is 2 s; channel.copy.encode=always serves it all the same");
    }

    @Test
    void never_hevc_isRefused() {
        CopyChannel channel = channels.of("hevc.mp4", Map.of());
        assertThat(channel.problem())
                .startsWith("file:hevc.mp4: its picture is hevc, and only h264 can be copied;"
                        + " channel.copy.encode=always serves it all the same");
    }

    @Test
    void never_soundThatIsNotAac_isRefused() {
        CopyChannel channel = channels.of("mpeg.mkv", Map.of());
        assertThat(channel.problem()).contains("its sound is mp2, and only aac can be copied");
    }

    @Test
    void never_picturesWithoutTimestamps_areRefused() {
        CopyChannel channel = channels.of("untimed.avi", Map.of());
        assertThat(channel.problem())
                .startsWith("file:untimed.avi: its pictures come without timestamps;"
                        + " channel.copy.encode=always serves it all the same");
    }

    @Test
    void never_testCard_isRefused() {
        try (CopyChannel channel = new CopyChannel(media, "pattern:", Map.of())) {
            assertThat(channel.problem()).contains("not encoded yet", "encode=always");
        }
    }

    @Test
    void never_moreThanMemoryHolds_endsWithWhatToDo_andHoldsNoMore() {
        CopyChannel channel = channels.of("heavy.mp4", SMALL);
        assertThat(channel.problem("too little even for the fewest segments that a playlist may have"))
                .startsWith("file:heavy.mp4: at its bit rate channel.copy.window takes ")
                .contains("M of memory, and channel.copy.memory is 10M, too little")
                .endsWith("channel.copy.encode=always serves it all the same");
        assertThat(channel.channel().status().memoryBytes())
                .as("nothing but the part that was too much is beyond it")
                .isLessThan(12 * 1024 * 1024);
    }

    @Test
    void auto_moreThanMemoryHolds_isEncoded() {
        Map<String, String> settings = new HashMap<>(SMALL);
        settings.put("encode", "auto");
        CopyChannel channel = channels.of("heavy.mp4", settings);
        assertThat(channel.problem("encoded because")).startsWith("encoded because file:heavy.mp4: at its bit rate");
    }

    @Test
    void never_moreThanTheWindowMayTake_isCopiedAndTold() {
        CopyChannel channel = channels.of("less.mp4", SMALL);
        assertThat(channel.problem())
                .startsWith("file:less.mp4: at its bit rate channel.copy.window takes ")
                .endsWith("M of memory, and channel.copy.memory is 10M: viewers can go back less far");
        assertThat(channel.channel().status().state()).isInstanceOf(ChannelState.Live.class);
    }

    @Test
    void never_picturesLongerThanAPart_areRefused() {
        CopyChannel channel = channels.of("slow.mp4", Map.of());
        assertThat(channel.problem()).contains("its pictures are 0.5 s apart, longer than channel.copy.part");
    }

    @Test
    void L31_partsThatCannotHoldEnoughPictures_areToldOf() {
        assertThat(channels.of("fitting.mp4", Map.of("part", "100ms", "video.fps", "30"))
                        .problem())
                .startsWith("file:fitting.mp4: with 25 pictures a second")
                .endsWith("set channel.copy.video.fps to the source's frame rate");
    }

    @Test
    void never_soundFarFromItsPicture_isLeftOutAndToldOf() {
        CopyChannel channel = channels.of("apart.ts", Map.of());
        assertThat(channel.problem())
                .isEqualTo(
                        "file:apart.ts: its sound is left out, because its timestamps are more than 5 s away from those of"
                                + " its picture");
        assertThat(channel.channel().status().output().audio()).isEmpty();
        assertThat(channel.channel().status().restarts()).isZero();
    }

    @Test
    void auto_hevc_isEncodedAndTheReasonShown() {
        CopyChannel channel = channels.of("hevc.mp4", Map.of("encode", "auto"));
        channel.segments(Packaging.CMAF, 2);
        ChannelStatus status = channel.channel().status();
        assertThat(status.output().video())
                .startsWith("h264 320x180 25 fps")
                .endsWith("; encoded because file:hevc.mp4: its picture is hevc, and only h264 can be copied");
        assertThat(channel.problem()).startsWith("encoded because file:hevc.mp4: its picture is hevc");
        assertThat(channel.playlist(Packaging.CMAF)).contains("#EXT-X-TARGETDURATION:5\n");
    }

    @Test
    void auto_keyframesTooRare_isEncodedFromThenOn() {
        CopyChannel channel = channels.of("rare.mp4", RARE_ENCODED);
        List<MediaSegment> segments = channel.segments(Packaging.CMAF, 4);
        assertThat(segments.get(0).duration()).isLessThan(Duration.ofMillis(1500));
        // On a busy machine the encoder is not open at once, and a gap stands between.
        assertThat(segments.stream().skip(1).filter(segment -> !segment.gap()).findFirst())
                .hasValueSatisfying(
                        encoded -> assertThat(encoded.discontinuity()).isTrue());
        assertThat(channel.problem()).startsWith("encoded because file:rare.mp4: no keyframe for 1.08 s");
        assertThat(channel.channel().figures().restarts())
                .containsEntry(ChannelFigures.RestartReason.NOT_COPIED, 1L)
                .containsEntry(ChannelFigures.RestartReason.SOURCE, 0L);
    }

    @Test
    void auto_noIdrAtAll_isEncoded() {
        CopyChannel channel = channels.of("open.ts", RARE_ENCODED);
        channel.segments(Packaging.CMAF, 2);
        assertThat(channel.channel().status().output().video())
                .contains("encoded because file:open.ts: no keyframe that players can begin with (IDR)");
    }

    @Test
    void auto_h264_isCopied() {
        CopyChannel channel = channels.of("fitting.mp4", Map.of("encode", "auto"));
        channel.segments(Packaging.CMAF, 1);
        assertThat(channel.channel().status().output().video()).startsWith("copied: ");
    }
}
